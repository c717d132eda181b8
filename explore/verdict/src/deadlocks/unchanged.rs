//! A task waits until a value changes that others set: that of a watch.

use explore::{Act, Failure, Object, Step, Waiting};

use super::given;
use crate::sources::Sources;
use crate::sources::later::changes_by;
use crate::whereabouts::{numbered, told_at};

/// Nobody has ever changed it.
pub(super) const NEVER: &str = "nobody changes the value";
/// Somebody has.
pub(super) const NO_MORE: &str = "nobody changes the value any more";

/// The title, a sentence or two, and what to ask.
pub(super) fn tell(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<(&'static str, String, &'static str)> {
    let value = waits.object.as_ref().filter(|value| {
        sources.is_watch(value) && waits_for_a_value(waits, sources)
    })?;
    let (task, name) = (&waits.task, &value.name);
    let changes = |step: &&Step| {
        step.act == Act::Sends && step.object.as_ref() == Some(value)
    };
    let (title, why) = match failure.steps.iter().rev().find(changes) {
        Some(last) => (NO_MORE, changed(failure, sources, waits, last)),
        None => (NEVER, unset(failure, sources, value)),
    };
    let sentence = format!(
        "{task} waits in {} until {name} changes. {why}",
        told_at(&waits.place, sources)
    );
    Some((
        title,
        sentence,
        "which task should change it, and does it do so in every case?",
    ))
}

/// Whether the end of the last sender is no end of the wait that the task could go on from.
fn waits_for_a_value(waits: &Waiting, sources: Sources) -> bool {
    let (at, first) = (waits.location, waits.location.line());
    let lines = (first..first + 4).filter_map(|line| sources.line(at.file(), line));
    let statement: String = lines.map(str::trim).collect();
    let call = sources.rest(at).map(|rest| rest.trim_start_matches('.'));
    let panics = [".await.unwrap()", ".await.expect("];
    call.is_some_and(|call| call.starts_with("wait_for("))
        || panics.iter().any(|panics| statement.contains(panics))
}

/// Who changed it last, and what became of that one.
fn changed(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
    last: &Step,
) -> String {
    let (who, place) = (&last.task, told_at(&last.place, sources));
    if *who == waits.task {
        return format!("{who} itself changed it last, in {place}.");
    }
    let mut others = failure.waiting.iter();
    let now = match others.find(|other| other.task == *who) {
        _ if failure.ended.iter().any(|one| one.task == *who) => {
            match left_out(failure, sources, last) {
                Some(line) => format!(
                    ", and has ended since without a change in line {}.",
                    numbered(last.location.file(), line as u32)
                ),
                None => ", and has ended since.".to_string(),
            }
        }
        Some(other) => format!(
            ", and now {} in {}.",
            other.operation,
            told_at(&other.place, sources)
        ),
        None => ".".to_string(),
    };
    format!("{who} changed it last, in {place}{now}")
}

/// The next line of the same function that changes it, if the task did not begin in that
/// function: others may run what stands there then.
fn left_out(failure: &Failure, sources: Sources, last: &Step) -> Option<usize> {
    let name = &last.object.as_ref()?.name;
    let started = failure.started.iter().find(|one| one.task == last.task)?;
    let begins_there = sources.is_one_function(started.location, last.location);
    let next = || sources.line_after(last.location, |line| changes_by(line, name));
    next().filter(|_| !begins_there)
}

/// That nobody has changed it, and who could.
fn unset(failure: &Failure, sources: Sources, value: &Object) -> String {
    let given = given::senders(failure, value, sources);
    let owner = given.first().map(|(holds, started)| {
        let place = told_at(&started.location.into(), sources);
        format!(" {} was given a sender in {place}.", holds.task)
    });
    format!("No task has ever changed it.{}", owner.unwrap_or_default())
}
