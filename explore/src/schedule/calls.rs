//! The calls under way when a task comes to an operation, of a schedule that is run once
//! more to see them.

use std::collections::HashMap;
use std::panic::Location;
use std::sync::Arc;

use crate::model::TaskId;
use crate::model::op::Op;

type At = &'static Location<'static>;

/// Where each call goes on when it returns, as addresses, the innermost call first. It
/// ends where the task begins.
pub(crate) type Stack = Arc<[usize]>;

/// No more calls of one stack are kept: a recursion may be deep.
const DEEPEST: usize = 200;

/// How many bytes a task's stack must have left: to look at it takes room.
const ROOM: usize = 48 << 10;

/// The calls of one schedule.
#[derive(Default)]
pub(crate) struct Stacks {
    /// Of each step.
    steps: Vec<Stack>,
    /// Of each task, where it came to an operation last.
    tasks: Vec<Stack>,
    /// Where a task began last to wait for what was made there.
    waits: HashMap<(TaskId, At), Stack>,
}

impl Stacks {
    pub(crate) fn reset(&mut self) {
        self.steps.clear();
        self.tasks.clear();
        self.waits.clear();
    }

    /// The task that runs comes to an operation.
    #[cold]
    pub(super) fn reaches(&mut self, task: TaskId) {
        if self.tasks.len() <= task {
            self.tasks.resize_with(task + 1, Stack::default);
        }
        self.tasks[task] = here();
    }

    /// The task that runs takes a step, which was called there.
    #[cold]
    pub(super) fn steps(&mut self, task: TaskId, op: Op, at: At) {
        let calls = match op {
            // Where the wait began counts: its future is dropped elsewhere.
            Op::GivesUp | Op::GoesOnNoMore => {
                self.waits.get(&(task, at)).cloned().unwrap_or_else(here)
            }
            // It is told where that is, whatever is dropped inside of it.
            Op::DropsFuture(_) => Stack::default(),
            _ => here(),
        };
        self.steps.push(calls);
    }

    /// The task that runs waits there.
    #[cold]
    pub(super) fn waits(&mut self, task: TaskId, at: At) {
        self.waits.insert((task, at), here());
    }

    /// A step is recorded of a task that has come to an operation before.
    pub(super) fn steps_before(&mut self, task: TaskId) {
        self.steps.push(self.of_task(task));
    }

    /// A step is recorded that happened at this place among them.
    pub(super) fn insert(&mut self, place: usize, calls: Stack) {
        self.steps.insert(place, calls);
    }

    pub(crate) fn of_steps(&self) -> &[Stack] {
        &self.steps
    }

    pub(crate) fn of_task(&self, task: TaskId) -> Stack {
        self.tasks.get(task).cloned().unwrap_or_default()
    }
}

/// The calls of the task that runs; nothing if its stack is nearly used up.
pub(super) fn here() -> Stack {
    let mut calls = Vec::new();
    if stacks::room() > ROOM {
        backtrace::trace(|frame| {
            // Above the task is what explores it.
            let is_own = stacks::has(frame.sp().addr());
            if is_own {
                calls.push(frame.ip().addr());
            }
            is_own && calls.len() < DEEPEST
        });
    }
    calls.into()
}
