//! A future that has begun to wait is not polled, and keeps its place in the queue.

use explore::{Failure, Waiting, Want};

use crate::diagnosis::Diagnosis;
use crate::whereabouts::{line_at, line_of};

/// A task waits for what was given to such a future, or will be given to it first.
pub(super) fn diagnose(failure: &Failure) -> Option<Diagnosis> {
    failure.waiting.iter().find_map(|waits| told(failure, waits))
}

fn told(failure: &Failure, waits: &Waiting) -> Option<Diagnosis> {
    let queues = matches!(waits.wants, Want::Lock | Want::Room | Want::Permits);
    let object =
        waits.object.as_ref().filter(|_| queues && waits.holder.is_none())?;
    let mut unpolled = failure.unpolled.iter();
    let first = unpolled.find(|one| one.object == *object)?;
    let (task, name) = (&waits.task, &object.name);
    let what = match waits.wants {
        Want::Room => format!("room in {name}"),
        Want::Permits => format!("a permit of {name}"),
        _ => name.clone(),
    };
    let whose = match first.task == *task {
        true => "the same task".to_string(),
        false => first.task.clone(),
    };
    let sentence = format!(
        "{task} waits for {what} in line {}. A future of {whose} began to wait for it \
         in line {} and came first. This future still exists, but no task polls it: it \
         keeps its place in the queue, and {task} has to wait behind it.",
        line_of(&waits.place),
        line_at(first.location)
    );
    Some(Diagnosis {
        objects: vec![object.clone()],
        waits: vec![task.clone()],
        ask: Some(format!(
            "can the future of line {} be dropped or polled before the wait in line {}?",
            line_at(first.location),
            line_of(&waits.place)
        )),
        ..Diagnosis::told("a future that nobody polls keeps its place", sentence)
    })
}
