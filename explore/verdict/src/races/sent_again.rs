//! What is asked for again after a timeout is done as well as what was asked for
//! first.

use explore::{Act, Ended, Failure, Need, Object, Started, Step, Want};

use crate::diagnosis::{Diagnosis, Sure};
use crate::operations::{finds_empty, starts, with_message};
use crate::sources::Sources;
use crate::whereabouts::{line_at, line_of};

/// A task stops waiting for what it has asked for, and asks once more.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let sends = |place: &usize| steps[*place].act == Act::Sends;
    let mut sent = (0..steps.len()).filter(sends);
    sent.find_map(|again| message(steps, again, sources)).or_else(|| {
        let mut started = failure.started.iter();
        started.find_map(|second| task(failure, second, sources))
    })
}

/// The message of this step is one that was sent before, in the same line.
fn message(steps: &[Step], again: usize, sources: Sources) -> Option<Diagnosis> {
    let second = &steps[again];
    let requests = second.object.as_ref()?;
    let mine = |step: &Step| step.task == second.task;
    let first = steps[..again].iter().rposition(|step| {
        mine(step)
            && step.act == Act::Sends
            && step.object == second.object
            && step.location == second.location
    })?;
    let between = &steps[first + 1..again];
    let is_answered = |step: &Step| mine(step) && step.act == Act::Receives;
    let gives_up = |step: &Step| mine(step) && gives_up(step, requests);
    let gave_up = first + 1 + between.iter().position(gives_up)?;
    let took = received(steps, first)?;
    let took_again = received(steps, again)?;
    let server = &steps[took].task;
    if between.iter().any(is_answered)
        || *server == second.task
        || !tries_again(second, sources)
    {
        return None;
    }
    let (task, name) = (&second.task, &requests.name);
    let line = line_at(second.location);
    let both = match steps[took_again].task == *server {
        true => format!("{server} received both"),
        false => format!(
            "{server} received the one and {} the other",
            steps[took_again].task
        ),
    };
    let sentence = format!(
        "{task} sent a request to {name} in line {line}, stopped waiting for its answer in \
         line {}, and sent the request again. {both}: who gives up does not take back what \
         it has sent. So what was asked for once was done twice.",
        line_of(&steps[gave_up].place)
    );
    let mut story = vec![first, gave_up, again, took, took_again];
    story.sort_unstable();
    Some(Diagnosis {
        steps: story,
        wrong: Some(again),
        sure: Sure::Possible,
        ask: Some(format!(
            "how can {server} tell a request that it has done before?"
        )),
        ..Diagnosis::told(TITLE, sentence)
    })
}

const TITLE: &str = "a request was made again, and done twice";

/// Whether the step is the end of a wait for an answer that has not come.
fn gives_up(step: &Step, requests: &Object) -> bool {
    let is_other = |object: &Object| object != requests;
    let is_arm = |need: &Need| {
        need.wants == Want::Message && need.object.as_ref().is_some_and(is_other)
    };
    match step.object.as_ref().filter(|object| is_other(object)) {
        Some(_) => {
            matches!(step.act, Act::GivesUp | Act::DropsReceiver)
                || finds_empty(step)
        }
        None => step.looks.iter().any(is_arm),
    }
}

/// The step that receives what is sent in this one.
fn received(steps: &[Step], sent: usize) -> Option<usize> {
    let took = with_message(&steps[sent..], &Act::Receives, &steps[sent])?;
    Some(sent + took)
}

/// Whether a loop leads to the step that asks for the same in each of its turns.
fn tries_again(step: &Step, sources: Sources) -> bool {
    match &step.calls[..] {
        [] => sources.tries_again(&step.place),
        calls => calls.iter().any(|call| sources.tries_again(call)),
    }
}

/// This task was started because the one before it had not ended in time, and both
/// go on.
fn task(
    failure: &Failure,
    second: &Started,
    sources: Sources,
) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let is_before = |one: &&Started| {
        one.by == second.by
            && one.location == second.location
            && one.after < second.after
    };
    let first = failure.started.iter().rfind(is_before)?;
    let has_ended =
        |one: &Ended| one.task == first.task && one.after <= second.after;
    let is_aborted =
        |step: &Step| step.task == first.task && step.act == Act::IsAborted;
    let times_out = |step: &Step| {
        let call = sources.rest(step.location).unwrap_or_default();
        step.task == second.by
            && step.operation.starts_with("wakes up")
            && call.starts_with("timeout")
    };
    let begun = |started: &Started| {
        steps.iter().position(|step| starts(step, &started.task))
    };
    let (begins, again) = (begun(first)?, begun(second)?);
    let gave_up = begins + steps[begins..again].iter().position(times_out)?;
    let changes = |step: &Step| {
        matches!(
            step.act,
            Act::Locks | Act::Sends | Act::Writes(_) | Act::Updates(_)
        )
    };
    let own = |task: &str, place: usize| {
        steps[place].task == task && changes(&steps[place])
    };
    if failure.ended.iter().any(has_ended)
        || steps.iter().any(is_aborted)
        || !tries_again(&steps[again], sources)
    {
        return None;
    }
    // Both have done the same.
    let (one, two) = (gave_up..steps.len()).find_map(|one| {
        if !own(&first.task, one) || steps[one].object.is_none() {
            return None;
        }
        let is_same = |two: &usize| {
            own(&second.task, *two)
                && steps[*two].object == steps[one].object
                && steps[*two].location == steps[one].location
        };
        Some((one, (again..steps.len()).find(is_same)?))
    })?;
    let by = &second.by;
    let sentence = format!(
        "{by} started {} in line {}, stopped waiting for it in line {}, and started {} in \
         its place. A task whose handle is dropped goes on: both came to {} in line {}. So \
         what was asked for once was done twice.",
        first.task,
        line_at(first.location),
        line_of(&steps[gave_up].place),
        second.task,
        steps[one].object.as_ref()?.name,
        line_at(steps[one].location)
    );
    let mut story = vec![begins, gave_up, again, one, two];
    story.sort_unstable();
    Some(Diagnosis {
        steps: story,
        wrong: Some(again),
        sure: Sure::Likely,
        ask: Some(format!("who ends {} when {by} gives up?", first.task)),
        ..Diagnosis::told(TITLE, sentence)
    })
}
