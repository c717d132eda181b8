//! Runs the schedules, each task on a stack of its own; which task is next is decided in
//! `choice`.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;

use super::choice::Next;
use super::engine::{stop, with_run, with_tasks};
use super::exploration::{
    Exploration, in_a_schedule, set_exploration, with_exploration,
};
use super::heard::Payload;
use super::run::Run;
use super::{catch, hook, locals};

/// What is explored. It is not generic, so that what runs it is compiled here: a program is
/// often compiled without optimisation.
pub(crate) type Program = Arc<dyn Fn() + Send + Sync>;

impl Exploration {
    /// Runs the program until a schedule fails or none is left. On an OS thread of its
    /// own: what a failed schedule leaves behind, a panic that never came to its end
    /// say, goes with it.
    pub(crate) fn run(self, program: Program) -> Exploration {
        install_hook();
        let explores = std::thread::spawn(move || self.run_here(&program));
        explores.join().unwrap_or_else(|panic| panic::resume_unwind(panic))
    }

    fn run_here(mut self, program: &Program) -> Exploration {
        self.run.trace.keeps = self.strategy.keeps_events();
        set_exploration(Some(self));
        let silence = hook::Silence::new();
        let end = panic::catch_unwind(AssertUnwindSafe(|| run_schedules(program)));
        in_a_schedule(false);
        drop(silence);
        let exploration =
            set_exploration(None).expect("only this function takes it");
        match end {
            Err(panic) if exploration.run.failure.is_none() => {
                panic::resume_unwind(panic)
            }
            _ => exploration,
        }
    }
}

/// Runs what a task does, which gives its result to who joins it. A panic that leaves the
/// task is for `looked_at`, which says whether somebody can join; else the schedule fails.
pub(crate) fn run_body(body: &mut dyn FnMut(), looked_at: &dyn Fn() -> bool) {
    if let Err(payload) = catch::catch(body) {
        leaves(payload, looked_at());
    }
    end();
}

/// A panic leaves the current task.
fn leaves(payload: Payload, looked_at: bool) {
    let message = catch::text(&payload);
    let live = with_run(|run| match looked_at || run.waits_with_a_panic() {
        true => run.panicked(message, Some(payload)),
        false => run.fail_by_panic(message),
    });
    if live.is_none() {
        // It had been stopped before.
        stop();
    }
}

/// The current task has done all that it was started for.
fn end() {
    if locals::are_used() {
        end_locals();
    }
    with_tasks(Run::end_task);
}

fn end_locals() {
    let task = with_tasks(|run| run.current);
    if let Some(task) = task.filter(|&task| locals::has_any(task)) {
        let ends = catch::catch(|| locals::end_of_task(task));
        if let Err(payload) = ends {
            with_run(|run| run.fail_by_panic(catch::text(&payload)));
        }
    }
}

/// From here on a panic is silent where it is explored.
pub(crate) fn install_hook() {
    let hears = |told| {
        let refuses = |exploration: &mut Exploration| {
            exploration.counts() && exploration.run.refuses(&told)
        };
        if with_exploration(refuses) != Some(true) {
            with_run(|run| run.hears(told));
        }
    };
    hook::install(hears, |info| {
        if let Some(own) = hook::own() {
            with_run(|run| run.in_hook = Some(run.current));
            own(info);
            with_run(|run| run.in_hook = None);
        }
    });
}

/// The task that goes on now, if there is one and the schedule goes on.
fn next_task() -> Option<usize> {
    if stacks::live() == 0 {
        return None;
    }
    let next = |exploration: &mut Exploration| match exploration.next() {
        Next::SwitchTo(task) => {
            exploration.run.current = task;
            Some(task)
        }
        Next::GoOn | Next::Stop => None,
    };
    with_exploration(next).flatten()
}

/// Runs one schedule after the other, up to one that fails.
fn run_schedules(program: &Program) {
    while with_exploration(Exploration::begin) == Some(true) {
        let program = program.clone();
        stacks::add(move || run_body(&mut || program(), &|| false));
        stacks::run(&mut next_task);
        locals::forget();
        hook::forget_own();
        stacks::clear();
    }
}
