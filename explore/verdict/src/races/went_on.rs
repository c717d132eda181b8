//! A task that was aborted had not ended yet.

use explore::{Act, Failure, Place, Step};

use super::last_look::{LastLook, is_look, last_told};
use crate::diagnosis::{Diagnosis, Sure};
use crate::operations::may_change;
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// The task whose claim fails looks last at something, or has another one look at
/// it. A task that was aborted has changed that: after the abort, or before it and
/// has not ended since.
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

/// It was changed by a task before that was aborted, which was of no use: the task
/// had ended or came to its end. Who aborted it has not looked at this in between.
pub(super) fn too_late(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let LastLook { task, place: look, what } = last_told(failure, is_look)?;
    let steps = &failure.steps[..];
    let of_what = |step: &Step| step.object.as_ref() == Some(what);
    steps[..look].iter().enumerate().find_map(|(late, by)| {
        let aborted = by.operation.strip_prefix("aborts ")?;
        let ended = aborted.strip_suffix(", which has ended");
        let aborted = ended.unwrap_or(aborted);
        let own = |step: &Step| step.task == aborted;
        let end =
            steps.iter().position(|step| own(step) && step.act == Act::Ends)?;
        let change = steps[..late]
            .iter()
            .rposition(|step| own(step) && of_what(step) && may_change(step))?;
        let knows = |step: &Step| step.task == by.task && of_what(step);
        let is_told = steps[change..late].iter().any(knows);
        if is_told || task == aborted || !sources.knows(by.location.file()) {
            return None;
        }
        let mut story = vec![change, end, late, look];
        story.sort_unstable();
        let sentence = format!(
            "{} aborted {aborted} in line {}. By then {aborted} had come to {} in line {}{}: \
             abort() takes back nothing that a task has done.",
            by.task,
            line_at(by.location),
            what.name,
            line_at(steps[change].location),
            if ended.is_some() { ", and had ended" } else { "" },
        );
        Some(Diagnosis {
            steps: story,
            wrong: Some(late),
            sure: Sure::Possible,
            ask: Some(format!(
                "how does {} know whether {aborted} has done its work?",
                by.task
            )),
            ..Diagnosis::told("a task was aborted too late", sentence)
        })
    })
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
        .rposition(|step| own(step) && of_what(step) && may_change(step))?;
    let ends =
        |step: &Step| own(step) && matches!(step.act, Act::Ends | Act::IsAborted);
    let end = steps.iter().position(ends).unwrap_or(steps.len());
    // Who comes there once the aborted task has ended may have waited for that.
    let meets = |step: &Step| {
        !own(step) && of_what(step) && !matches!(step.act, Act::Waits(_))
    };
    let met = steps[aborts..end.max(aborts)].iter().position(meets);
    let comes_to_its_end =
        || steps.get(end).is_some_and(|step| step.act == Act::Ends);
    let (met, waits) = match met.map(|met| aborts + met) {
        Some(met) if goes_on(failure, aborts, met) => {
            (met, ", and did not wait for its end")
        }
        Some(met) => (met, ""),
        // Nothing has stopped it, whoever has waited for that.
        None if aborts < change && comes_to_its_end() => (look, ""),
        None => return None,
    };
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
    let did = &steps[change];
    let drops =
        change > aborts && (is_drop(&did.place) || did.calls.iter().any(is_drop));
    let name = &what.name;
    let [by, other] = [aborts, met].map(|place| &steps[place]);
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
                "{} aborted {aborted} in line {line}{waits}. {went_on}: {why}.",
                by.task
            ),
        )
    })
}

/// Whether who aborts a task comes to this step, or has started since who comes
/// there: any other one may come there while the first one waits.
fn goes_on(failure: &Failure, aborts: usize, comes: usize) -> bool {
    let [by, comes] = [aborts, comes].map(|place| &failure.steps[place].task);
    let mut started = failure.started.iter();
    by == comes
        || started
            .any(|one| one.by == *by && one.task == *comes && one.after > aborts)
}
