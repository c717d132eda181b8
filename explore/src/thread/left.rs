use crate::model::access::{Key, Mode};
use crate::schedule::engine::with_run;
use crate::schedule::run::Run;
use crate::schedule::task::Task;

/// How many other tasks have begun and have not ended. A task that is through with its
/// work and has still to end is one of them: only who joins it knows that it has ended, or
/// who sees time pass. To ask is no step, but whether a task ends before or after makes a
/// difference to what is explored. 0 outside of an explored program.
pub fn still_running() -> usize {
    count(Run::may_run)
}

/// The same without those that have nothing left to do or to drop.
pub fn still_at_work() -> usize {
    count(|_, task| !task.pending.is_end())
}

fn count(runs: fn(&Run, &Task) -> bool) -> usize {
    let count = with_run(|run| {
        run.touch(Key::Tasks, Mode::Looks);
        let (current, tasks) = (run.current, run.tasks.len());
        let others = (0..tasks).filter(|task| *task != current);
        let runs = others.filter(|task| {
            run.touch(Key::End(*task), Mode::Looks);
            runs(run, &run.tasks[*task])
        });
        runs.count()
    });
    count.unwrap_or(0)
}
