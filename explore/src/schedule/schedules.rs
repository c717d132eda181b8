//! Runs the schedules, each task on a stack of its own; which task is next is decided in
//! `choice`.

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};
use std::rc::Rc;

use super::choice::Next;
use super::engine::{position, stop, with_run};
use super::exploration::{Exploration, set_exploration, with_exploration};
use super::failure::Reason;
use super::run::Run;
use super::{hook, locals};

impl Exploration {
    /// Runs the program until a schedule fails or none is left. On an OS thread of its
    /// own: what a failed schedule leaves behind, a panic that never came to its end
    /// say, goes with it.
    pub(crate) fn run(
        self,
        program: impl Fn() + Send + Sync + 'static,
    ) -> Exploration {
        install_hook();
        let explores = std::thread::spawn(move || self.run_here(program));
        explores.join().unwrap_or_else(|panic| panic::resume_unwind(panic))
    }

    fn run_here(
        mut self,
        program: impl Fn() + Send + Sync + 'static,
    ) -> Exploration {
        self.run.trace.keeps = self.strategy.keeps_events();
        set_exploration(Some(self));
        let silence = hook::Silence::new();
        let end = panic::catch_unwind(AssertUnwindSafe(|| run_schedules(program)));
        drop(silence);
        let mut exploration =
            set_exploration(None).expect("only this function takes it");
        exploration.run.give_up();
        match end {
            Err(panic) if exploration.run.failure.is_none() => {
                panic::resume_unwind(panic)
            }
            _ => exploration,
        }
    }
}

/// Runs what a task does. A panic that leaves it ends the schedule.
pub(crate) fn run_body<T>(body: impl FnOnce() -> T) -> T {
    match panic::catch_unwind(AssertUnwindSafe(body)) {
        Ok(value) => {
            if let Some(task) = with_run(|run| run.current) {
                locals::end_of_task(task);
            }
            with_run(Run::end_task);
            value
        }
        Err(payload) => {
            with_run(|run| fail_by_panic(run, &*payload));
            // Not reached but in a task that had been stopped before.
            stop()
        }
    }
}

fn fail_by_panic(run: &mut Run, payload: &(dyn Any + Send)) {
    let task = run.current;
    let at = run.task().at;
    run.fail(match hook::heard() {
        Some(heard) if heard.task == task => heard.into(),
        // A panic that was caught and raised again later.
        _ => Reason::Panic {
            task,
            message: hook::message(payload),
            file: at.file().to_string(),
            line: at.line(),
            steps: run.steps.len(),
        },
    });
}

/// From here on a panic is silent where it is explored.
pub(crate) fn install_hook() {
    hook::install(position);
}

/// Runs one schedule after the other, up to one that fails.
fn run_schedules(program: impl Fn() + Send + Sync + 'static) {
    let program = Rc::new(program);
    while with_exploration(Exploration::begin) == Some(true) {
        let program = program.clone();
        stacks::add(move || run_body(&*program));
        while stacks::live() > 0 {
            let next = with_exploration(|exploration| match exploration.next() {
                Next::SwitchTo(task) => {
                    exploration.run.current = task;
                    Some(task)
                }
                Next::GoOn | Next::Stop => None,
            });
            let Some(task) = next.flatten() else { break };
            stacks::resume(task);
        }
        locals::forget();
        stacks::clear();
    }
}
