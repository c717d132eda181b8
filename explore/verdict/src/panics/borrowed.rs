//! A task borrows what is in a `RefCell` while another borrow of it lives.
//!
//! To borrow is no step, so the text tells it: a task has come to a line in which a borrow of
//! an earlier line still lives. Only a cell of the same name is taken for the same one.

use std::sync::Arc;

use explore::{Cause, Failure, Place};

use crate::diagnosis::Diagnosis;
use crate::sources::Sources;
use crate::whereabouts::line_of;

/// Who has the other borrow: what has called this, or a task that waits.
pub(super) fn diagnose(
    failure: &Failure,
    task: &str,
    sources: Sources,
) -> Option<Diagnosis> {
    let Cause::Panic { message, .. } = &failure.cause else { return None };
    let changes = only_if_changed(message)?;
    let own = failure.panicked.first()?;
    let cells = sources.cells_at(own);
    let is_of_it = |file: &Arc<str>, line: u32| {
        let mut others = sources.cells_at(&Place { file: Arc::clone(file), line });
        others.any(|cell| cells.clone().any(|own| own == cell))
    };
    if let Some(line) = sources.borrowed_before(own, changes)
        && is_of_it(&own.file, line)
    {
        let again = format!("again in line {}", line_of(own));
        return Some(told(task, (line, own), &again));
    }
    let find = |places: &[Place]| {
        let mut places = places.iter();
        places.find_map(|at| {
            let line = sources.borrowed_at(at, changes)?;
            is_of_it(&at.file, line).then(|| (line, at.clone()))
        })
    };
    let callers = failure.panicked.get(1..).unwrap_or_default();
    if let Some((line, at)) = find(callers) {
        let calls = format!("calls this from line {}", line_of(&at));
        return Some(told(task, (line, &at), &calls));
    }
    let mut others = others(failure, task, sources);
    let (other, (line, at)) =
        others.find_map(|(other, places)| Some((other, find(&places)?)))?;
    let waits = format!("waits in line {}", line_of(&at));
    Some(told(other, (line, &at), &waits))
}

/// Whether a borrow that looks may live beside this one, by what the panic says; nothing if
/// it is no such panic.
fn only_if_changed(message: &str) -> Option<bool> {
    let says = |words: [&str; 2]| words.iter().any(|word| message.contains(word));
    if says(["already mutably borrowed", ": BorrowError"]) {
        return Some(true);
    }
    says(["already borrowed", ": BorrowMutError"]).then_some(false)
}

/// The other tasks that have begun and not ended, each with the lines that led to its last
/// step, and the next await: it may wait there, which is no step.
fn others<'a>(
    failure: &'a Failure,
    task: &'a str,
    sources: Sources,
) -> impl Iterator<Item = (&'a str, Vec<Place>)> {
    let started = failure.started.iter().map(|one| one.task.as_str());
    let all = ["main"].into_iter().chain(started);
    let goes_on = move |other: &&str| {
        let has_ended = failure.ended.iter().any(|one| one.task == *other);
        *other != task && !has_ended
    };
    all.filter(goes_on).filter_map(move |other| {
        let last = failure.steps.iter().rfind(|step| step.task == other)?;
        let next = sources.next_await(&last.place);
        let places =
            [last.place.clone()].into_iter().chain(last.calls.iter().cloned());
        let waits = places.chain(next).filter(|place| sources.waits_at(place));
        Some((other, waits.collect()))
    })
}

fn told(task: &str, (line, at): (u32, &Place), then: &str) -> Diagnosis {
    let borrow = line_of(&Place { file: Arc::clone(&at.file), line });
    let sentence = format!(
        "{task} borrows a RefCell in line {borrow}, and {then} before that borrow ends."
    );
    let ask = format!("how long does the borrow of line {borrow} have to last?");
    Diagnosis {
        ask: Some(ask),
        ..Diagnosis::told("a RefCell is borrowed twice", sentence)
    }
}

#[cfg(test)]
mod tests;
