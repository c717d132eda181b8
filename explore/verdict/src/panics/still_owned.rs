//! A task is to be the last to own what is in an `Arc`, and another one has not ended.

use explore::sync::OTHERS_OWN_IT;
use explore::{Act, Cause, Failure, Place, Started, Step};

use super::is_last;
use crate::diagnosis::{Diagnosis, Sure};
use crate::operations::with_message;
use crate::races::no_last_owner::last_word;
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// The last that the task did was to find that others own it too. One that was given a clone
/// has not ended, though it may have said that it is done.
pub(super) fn diagnose(
    failure: &Failure,
    task: &str,
    sources: Sources,
) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let asks = |place: &usize| {
        let step = &steps[*place];
        step.act == Act::Notes
            && step.operation == OTHERS_OWN_IT
            && is_last(steps, *place, task)
    };
    let asked = (0..steps.len()).rev().find(asks)?;
    let at = steps[asked].location;
    if !panics_in(failure, &steps[asked], sources) {
        return None;
    }
    let name = last_word(sources.argument(at)?)?;
    let owners = || {
        let started = failure.started.iter().filter(|one| one.task != *task);
        started.filter(|one| still_has(failure, one, &name, sources))
    };
    let said = |owner: &Started| last_message(&steps[..asked], &owner.task, task);
    let (owner, sent) = owners()
        .find_map(|owner| Some((owner, Some(said(owner)?))))
        .or_else(|| Some((owners().next()?, None)))?;
    Some(told(steps, asked, &name, owner, sent))
}

/// Whether the panic is in the function of the step.
fn panics_in(failure: &Failure, step: &Step, sources: Sources) -> bool {
    let Cause::Panic { file, line, .. } = &failure.cause else { return false };
    let raised = Place { file: file.as_str().into(), line: *line };
    let function = sources.function(step.location);
    file == step.location.file()
        && function.is_some_and(|found| Some(found) == sources.function_at(&raised))
}

/// Whether the task has not ended, was given a clone of what has this name, and nothing that
/// it was started with drops that by name.
fn still_has(
    failure: &Failure,
    started: &Started,
    name: &str,
    sources: Sources,
) -> bool {
    let at = started.location;
    let has_ended = failure.ended.iter().any(|one| one.task == started.task);
    !has_ended && sources.mentions(at, name) && !sources.mentions(at, "drop")
}

/// The last message of the one task that the other one has received: where it was sent.
fn last_message(steps: &[Step], from: &str, to: &str) -> Option<usize> {
    let is_heard = |sent: &usize| {
        let heard = with_message(&steps[*sent..], &Act::Receives, &steps[*sent]);
        heard.is_some_and(|heard| steps[*sent + heard].task == to)
    };
    let sends =
        |sent: &usize| steps[*sent].task == from && steps[*sent].act == Act::Sends;
    (0..steps.len()).rev().filter(sends).find(is_heard)
}

fn told(
    steps: &[Step],
    asked: usize,
    name: &str,
    owner: &Started,
    sent: Option<usize>,
) -> Diagnosis {
    let (task, asks) = (&owner.task, &steps[asked]);
    let line = line_at(owner.location);
    let (title, who) = match sent {
        Some(sent) => (
            "a message was taken for the end of a task",
            format!(
                "{task}, which was started in line {line} with a clone of it, {} in \
                 line {} and has not ended yet.",
                steps[sent].operation,
                line_at(steps[sent].location)
            ),
        ),
        None => (
            "a task had not ended yet",
            format!(
                "{task}, which was started in line {line} with a clone of it, has not \
                 ended yet."
            ),
        ),
    };
    let sentence = format!(
        "{} finds in line {} that others own {name} too. {who}",
        asks.task,
        line_at(asks.location)
    );
    Diagnosis {
        steps: sent.into_iter().chain([asked]).collect(),
        wrong: Some(asked),
        sure: Sure::Certain,
        ask: Some(format!("can {} join {task} before it asks?", asks.task)),
        ..Diagnosis::told(title, sentence)
    }
}
