//! A task finds that it is to stop, and leaves what it had to do.

use explore::{Act, Cause, Failure, Object, Step};

use super::last_item::POPS;
use crate::diagnosis::{Diagnosis, Sure};
use crate::operations::may_change;
use crate::sources::Sources;
use crate::statements::uses_result;
use crate::whereabouts::line_of;

/// Somebody has put something behind a lock or into a channel and then set a flag,
/// or has sent to one channel and then to another one. Who finds the flag set, or
/// receives from that other channel, does not come to what was put there.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let reads = |(_, step): &(usize, &Step)| {
        step.act == Act::Reads("true".into()) || step.act == Act::Receives
    };
    let mut reads = steps.iter().enumerate().filter(reads);
    reads.find_map(|(found, _)| told(failure, found, sources))
}

fn told(failure: &Failure, found: usize, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let finds = &steps[found];
    let mine = |step: &Step| step.task == finds.task;
    let is_message = finds.act == Act::Receives;
    let sets = |step: &Step| {
        let is_set = match is_message {
            true => step.act == Act::Sends,
            false => {
                step.act == Act::Writes("true".into())
                    || step.act == Act::Updates("false".into())
            }
        };
        is_set && !mine(step) && step.object == finds.object
    };
    let set = steps[..found].iter().rposition(sets)?;
    let puts_behind = |step: &Step| {
        step.act == Act::Locks && may_change(step) && !sources.only_looks(step)
    };
    let puts = |step: &Step| {
        step.task == steps[set].task
            && match is_message {
                true => step.act == Act::Sends && step.object != finds.object,
                false => step.act == Act::Sends || puts_behind(step),
            }
    };
    let put = steps[..set].iter().rposition(puts)?;
    let what = steps[put].object.as_ref()?;
    // One of several that are made alike is for another task.
    let flag = finds.object.as_ref()?;
    let [one, other] = [flag, what].map(|object| object.name.split(' ').next());
    if flag.made == what.made && one == other {
        return None;
    }
    let comes = |step: &Step| mine(step) && step.object.as_ref() == Some(what);
    let takes =
        |step: &Step| matches!(step.act, Act::Locks | Act::Receives) && comes(step);
    let is_left = match steps[put].act {
        Act::Locks => {
            let taken_by_another = |step: &Step| {
                let is_alike = step.task != steps[set].task
                    && sources.calls_or_is(finds.location, step.location);
                step.act == Act::Locks
                    && step.object.as_ref() == Some(what)
                    && (is_alike || takes_out(step, sources))
            };
            !steps[put + 1..]
                .iter()
                .any(|step| takes(step) || taken_by_another(step))
        }
        _ => count(steps, what, &Act::Receives) < count(steps, what, &Act::Sends),
    };
    // It would have done so, had it not stopped.
    let drops = |step: &Step| step.act == Act::DropsReceiver;
    let would = sources.comes_to(finds.location, &what.name)
        || steps[..found].iter().any(takes)
        || steps.iter().any(|step| comes(step) && drops(step));
    let goes_on = steps[found + 1..].iter().any(|step| comes(step) && !drops(step));
    // Who still runs may yet come to it.
    let has_ended = || failure.ended.iter().any(|ended| ended.task == finds.task);
    if is_message && !has_ended() {
        return None;
    }
    if is_claimed(failure, finds, sources) {
        return None;
    }
    if !is_left || !would || goes_on || sources.is_check(finds.location.file()) {
        return None;
    }
    let (task, other) = (&finds.task, &steps[set].task);
    let flag = &flag.name;
    let did = match steps[put].act {
        Act::Locks => format!("locked {}", what.name),
        _ => format!("sent to {}", what.name),
    };
    let (then, finds_it) = match is_message {
        true => (format!("sent to {flag}"), format!("received from {flag}")),
        false => (format!("set {flag}"), format!("found {flag} set")),
    };
    let sentence = format!(
        "{other} {did} in line {}, and {then} in line {}. {task} {finds_it} \
         in line {}, and did not come to {} any more. So what {other} had put there was \
         left.",
        line_of(&steps[put].place),
        line_of(&steps[set].place),
        line_of(&finds.place),
        what.name
    );
    Some(Diagnosis {
        steps: vec![put, set, found],
        wrong: Some(found),
        sure: Sure::Possible,
        fits: Some("was lost"),
        ask: Some(format!("what has to be done before {task} stops?")),
        ..Diagnosis::told("a task stopped before the rest was done", sentence)
    })
}

/// Whether the line of the lock takes something out of what is behind it.
fn takes_out(lock: &Step, sources: Sources) -> bool {
    let line = sources.line(lock.location.file(), lock.location.line());
    line.is_some_and(|line| POPS.iter().any(|word| line.contains(word)))
}

/// Whether the panic is a claim about what this step has found: then the task did
/// not stop for it.
fn is_claimed(failure: &Failure, finds: &Step, sources: Sources) -> bool {
    let Cause::Panic { task, file, line, .. } = &failure.cause else {
        return false;
    };
    let uses = |text| uses_result(text, finds.place.line as usize, *line as usize);
    *task == finds.task
        && *file == *finds.place.file
        && sources.text(file).is_some_and(uses)
}

fn count(steps: &[Step], channel: &Object, act: &Act) -> usize {
    let is_it =
        |step: &&Step| step.act == *act && step.object.as_ref() == Some(channel);
    steps.iter().filter(is_it).count()
}
