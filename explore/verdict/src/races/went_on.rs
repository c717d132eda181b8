//! A task that was aborted had not ended yet.

use explore::{Act, Failure, Place, Step};

use super::half_way::changes;
use super::last_look::{LastLook, is_look, last_told};
use crate::diagnosis::{Diagnosis, Sure};
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// What the task whose claim fails looks at last, or has another one look at, was changed by a task that was aborted, after
/// that, or before it and the aborted task has not ended since.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let look = last_told(failure, is_look)?;
    let aborts = failure.steps.iter().enumerate();
    let mut aborts = aborts.filter_map(|(place, step)| {
        let aborted = step.operation.strip_prefix("aborts ")?;
        sources.knows(step.location.file()).then_some((place, aborted))
    });
    aborts
        .find_map(|(place, aborted)| told(failure, &look, place, aborted, sources))
}

fn told(
    failure: &Failure,
    &LastLook { task, place: look, what }: &LastLook<'_>,
    aborts: usize,
    aborted: &str,
    sources: Sources,
) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let own = |step: &Step| step.task == aborted;
    let of_what = |step: &Step| step.object.as_ref() == Some(what);
    let change = steps[..look]
        .iter()
        .rposition(|step| own(step) && of_what(step) && changes(step))?;
    let ends =
        |step: &Step| own(step) && matches!(step.act, Act::Ends | Act::IsAborted);
    let end = steps.iter().position(ends).unwrap_or(steps.len());
    // Who comes there once the aborted task has ended may have waited for that.
    let meets = |step: &Step| {
        !own(step) && of_what(step) && !matches!(step.act, Act::Waits(_))
    };
    let met = aborts + steps[aborts..end.max(aborts)].iter().position(meets)?;
    if task == aborted || change < aborts && met != look {
        return None;
    }
    let started = failure.started.iter().find(|one| one.task == aborted)?;
    let call =
        sources.rest(started.location).and_then(|rest| rest.split('(').next());
    let is_blocking = call.is_some_and(|call| call.ends_with("spawn_blocking"));
    let is_drop = |at: &Place| {
        sources.function_at(at).is_some_and(|found| found.name == "drop")
    };
    let changes = &steps[change];
    let drops = change > aborts
        && (is_drop(&changes.place) || changes.calls.iter().any(is_drop));
    let name = &what.name;
    let [by, other, did] = [aborts, met, change].map(|place| &steps[place]);
    let lines = [by, other, did].map(|step| line_at(step.location));
    let [line, other_line, did_line] = lines;
    let went_on = match change < aborts {
        true => format!(
            "{aborted} had come to {name} in line {did_line} and had not ended yet when \
             {} came to {name} in line {other_line}",
            other.task
        ),
        false if drops && met < change => format!(
            "{} came to {name} in line {other_line}. Only then a destructor of {aborted} \
             came to {name} in line {did_line}",
            other.task
        ),
        false => format!("{aborted} came to {name} in line {did_line} after that"),
    };
    let why = match is_blocking {
        true => "abort() does not stop a closure of spawn_blocking that has begun",
        false if drops => "abort() returns before the aborted future is dropped",
        false => "abort() stops a task at its next await at the earliest",
    };
    let mut story = vec![aborts, change, met, look];
    story.sort_unstable();
    story.dedup();
    Some(Diagnosis {
        steps: story,
        wrong: Some(change.max(met)),
        sure: Sure::Possible,
        ask: Some(match is_blocking {
            true => format!("what tells {aborted} that it should not go on?"),
            false => {
                format!("who waits for the end of {aborted} after line {line}?")
            }
        }),
        ..Diagnosis::told(
            "an aborted task went on",
            format!(
                "{} aborted {aborted} in line {line}, and did not wait for its end. \
                 {went_on}: {why}.",
                by.task
            ),
        )
    })
}
