//! A lock that nobody lets go any more.

use explore::{Failure, Waiting, Want};

use super::taken;
use crate::diagnosis::Diagnosis;
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// A task waits for a lock whose holder has ended: its guard was forgotten, or lies where
/// it outlives the task.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    failure.waiting.iter().find_map(|waits| told(failure, sources, waits))
}

fn told(failure: &Failure, sources: Sources, waits: &Waiting) -> Option<Diagnosis> {
    let holder = waits.holder.as_ref().filter(|_| waits.wants == Want::Lock)?;
    if !failure.ended.iter().any(|ended| ended.task == *holder) {
        return None;
    }
    let lock = waits.object.as_ref()?;
    let taken = taken(failure, lock, holder)?;
    let place = told_at(&failure.steps[taken].place, sources);
    let sentence = format!(
        "{holder} locked {lock} in {place} and has ended without unlocking it. {} waits \
         for {lock}, and nobody is left to unlock it.",
        waits.task,
        lock = lock.name
    );
    Some(Diagnosis {
        steps: vec![taken],
        wrong: Some(taken),
        waits: vec![waits.task.clone()],
        ask: Some(format!("where does the guard of {place} go, and who drops it?")),
        ..Diagnosis::told("a lock is never released", sentence)
    })
}
