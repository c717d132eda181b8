//! The waits of a record that took time on its clock.

use std::time::Duration;

use explore::{Act, Expired, Failure, Place, Step};

/// A wait whose time was over.
pub(crate) struct TimedWait {
    pub(crate) task: String,
    /// Where it waited.
    pub(crate) place: Place,
    /// The steps that came while it waited, of all tasks, and after them its own next one.
    pub(crate) begins: usize,
    pub(crate) ends: usize,
    /// When it began to wait, and when the time was over.
    pub(crate) from: Duration,
    pub(crate) until: Duration,
    /// Whether it waited for nothing else.
    pub(crate) is_sleep: bool,
}

impl TimedWait {
    /// All of a record.
    pub(crate) fn all(failure: &Failure) -> Vec<TimedWait> {
        let mut all = of_threads(failure);
        all.extend(of_async_tasks(failure));
        all
    }

    /// How long it was.
    pub(crate) fn lasted(&self) -> Duration {
        self.until.saturating_sub(self.from)
    }
}

fn of_threads(failure: &Failure) -> Vec<TimedWait> {
    let all = failure.expired.iter().enumerate();
    all.filter_map(|(place, _)| of_thread(failure, place)).collect()
}

fn of_thread(failure: &Failure, place: usize) -> Option<TimedWait> {
    let steps = &failure.steps[..];
    let Expired { task, after, now, location } = &failure.expired[place];
    let own = |step: &Step| step.task == *task;
    let ends = after + steps.get(*after..)?.iter().position(own)?;
    let step = &steps[ends];
    let is_over = match &step.act {
        Act::Receives | Act::Sends => false,
        Act::Wakes => step.operation.starts_with("times out"),
        _ => true,
    };
    let last = steps[..*after].iter().rposition(own);
    let started = failure.started.iter().find(|one| one.task == *task);
    let begins = last.map(|last| last + 1).or(started.map(|one| one.after));
    // It may have waited before, and have done nothing since.
    let mut before = failure.expired[..place].iter().rev();
    let before = before.find(|one| one.task == *task);
    let since = begins.map(|begins| failure.moment(begins.saturating_sub(1)));
    let since = since.max(before.map(|one| one.now)).unwrap_or_default();
    is_over.then(|| TimedWait {
        task: task.clone(),
        place: (*location).into(),
        begins: begins.max(before.map(|one| one.after)).unwrap_or(0),
        ends,
        from: since,
        until: *now,
        is_sleep: step.operation == "wakes up",
    })
}

fn of_async_tasks(failure: &Failure) -> Vec<TimedWait> {
    let steps = &failure.steps[..];
    let wait = |(ends, step): (usize, &Step)| {
        if !step.operation.starts_with("wakes up at") {
            return None;
        }
        let began = steps[..ends].iter().rposition(|before| {
            before.task == step.task
                && before.location == step.location
                && before.operation.starts_with("sleeps ")
        })?;
        let own = |other: &&Step| other.task == step.task;
        let next = steps[ends + 1..].iter().find(own);
        Some(TimedWait {
            task: step.task.clone(),
            place: step.place.clone(),
            begins: began + 1,
            ends,
            from: failure.moment(began),
            until: failure.moment(ends),
            is_sleep: next.is_none_or(|next| next.act != Act::GivesUp),
        })
    };
    steps.iter().enumerate().filter_map(wait).collect()
}
