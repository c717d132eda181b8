//! What is kept of each step.

use std::panic::Location;

use super::calls::Stack;
use super::failure::Reason;
use super::run::Run;
use crate::model::op::{Op, Recorded, Wait};
use crate::model::pending::Pending;
use crate::model::{ObjectId, TaskId};

/// The most prints that a schedule keeps.
const MOST_PRINTED: usize = 1_000;

/// The most characters that are kept of one.
const LONGEST_PRINTED: usize = 200;

impl Run {
    // The step is written to its place at once, and not copied, as long as no call that may
    // follow is given a part of it.
    #[inline(always)]
    pub(crate) fn record(
        &mut self,
        object: Option<ObjectId>,
        op: Op,
        at: &'static Location<'static>,
    ) {
        let task = self.current;
        let arms = self.task().selected.take();
        self.steps.push(Recorded { task, object, op, at, arms });
        if let Some(stacks) = &mut self.stacks {
            stacks.steps(task, op, at);
        }
        if self.task().polled.is_some() {
            self.has_recorded_in_a_poll();
        }
    }

    /// What was recorded last may come with a future that is dropped half-way, and be done
    /// in others.
    #[cold]
    fn has_recorded_in_a_poll(&mut self) {
        self.count_an_unawaited();
        let Some(last) = self.steps.len().checked_sub(1) else { return };
        let Recorded { object, op, at, .. } = self.steps[last];
        if let Some((object, drops, at)) = self.drops_with(object, op, at) {
            let (task, arms) = (self.current, self.steps[last].arms.take());
            let drops = Recorded { task, object, op: drops, at, arms };
            self.steps.insert(last, drops);
            if let Some(stacks) = &mut self.stacks {
                stacks.insert(last, Stack::default());
            }
        }
        self.parts_do(object, op);
    }

    /// Records that the current task has caught a panic with this message.
    pub(crate) fn catches(
        &mut self,
        message: &str,
        at: &'static Location<'static>,
    ) {
        let message = self.keep(message);
        self.record(None, Op::Catches(message), at);
    }

    /// The place among the notes of what a task said.
    fn keep(&mut self, text: &str) -> usize {
        self.notes.push(text.chars().take(LONGEST_PRINTED).collect());
        self.notes.len() - 1
    }

    /// Records that the current task is told of the panic of this one.
    pub(crate) fn finds_panic(
        &mut self,
        task: TaskId,
        at: &'static Location<'static>,
    ) {
        if let Some(message) = self.message_of(task) {
            let message = self.keep(&message);
            self.record(None, Op::FindsPanic { task, message }, at);
        }
    }

    /// Records what the current task prints, unless it prints without end.
    pub(crate) fn print(&mut self, text: &str, at: &'static Location<'static>) {
        self.printed += 1;
        if self.printed > self.max_steps {
            self.fail(Reason::StepLimit(self.max_steps));
        } else if self.printed <= MOST_PRINTED {
            let line = text.strip_suffix('\n').unwrap_or(text);
            let line = self.keep(line);
            self.record(None, Op::Print(line), at);
        }
    }

    /// How many steps there were, without what was printed.
    pub(crate) fn count(&self) -> usize {
        self.steps.len() - self.printed.min(MOST_PRINTED)
    }

    pub(crate) fn record_wait(&mut self, task: TaskId) {
        let Some((object, wait)) = self.waits_for(task) else {
            return;
        };
        let says_so = match wait {
            // Said by the operation that came before, or too usual to say.
            Wait::Notification
            | Wait::Barrier
            | Wait::Group
            | Wait::Join(_)
            | Wait::Scope => false,
            Wait::Time
            | Wait::Message
            | Wait::Timer { .. }
            | Wait::Select(_)
            | Wait::Tracked
            | Wait::Waker(_) => false,
            Wait::Lock { .. } => {
                !matches!(self.tasks[task].pending, Pending::Wake { .. })
            }
            _ => true,
        };
        if !says_so {
            return;
        }
        // A writer says it as soon as it is in the way of others.
        let last = self.steps.iter().rev().find(|step| step.task == task);
        let is_said = last
            .is_some_and(|step| matches!(step.op, Op::Wait(said) if said == wait));
        if !is_said {
            let (op, at) = (Op::Wait(wait), self.tasks[task].at);
            self.steps.push(Recorded { task, object, op, at, arms: None });
            if let Some(stacks) = &mut self.stacks {
                stacks.steps_before(task);
            }
        }
    }
}
