//! A flag told that nobody has to be woken, and that was out of date.

use explore::{Act, Failure, Object, Step, Waiting, Want};

use crate::diagnosis::Diagnosis;
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// Who waits had looked at something that another task changed after that. The other one
/// asked a flag whether to wake it, and did not. Then the waiting task set the flag, and
/// waited without one more look.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    failure.waiting.iter().find_map(|waits| told(failure, sources, waits))
}

/// The steps in their order.
struct Lost<'a> {
    look: usize,
    change: usize,
    asks: usize,
    sets: usize,
    /// What was looked at and changed.
    what: &'a Object,
}

fn told(failure: &Failure, sources: Sources, waits: &Waiting) -> Option<Diagnosis> {
    let woken_by = match waits.wants {
        Want::Notification | Want::Message => &waits.object.as_ref()?.name,
        Want::Unpark => "unpark",
        _ => return None,
    };
    let steps = &failure.steps[..];
    let lost = lost(steps, waits, woken_by, sources)?;
    let [look, change, asks, sets] =
        [lost.look, lost.change, lost.asks, lost.sets].map(|place| &steps[place]);
    let (task, who, what) = (&waits.task, &asks.task, &lost.what.name);
    let at = |step: &Step| told_at(&step.place, sources);
    let sentence = format!(
        "{task} looks at {what} in {}. Then {who} comes to {what} in {}, {} in {}, and so \
         does not wake {task}. Then {task} {} in {}, and waits without another look at \
         {what}.",
        at(look),
        at(change),
        asks.operation,
        at(asks),
        sets.operation,
        at(sets)
    );
    Some(Diagnosis {
        steps: vec![lost.look, lost.change, lost.asks, lost.sets],
        wrong: Some(lost.sets),
        waits: vec![task.clone()],
        ask: Some(format!(
            "can {task} look at {what} once more after {}, before it waits?",
            at(sets)
        )),
        ..Diagnosis::told("a wakeup was lost", sentence)
    })
}

fn lost<'a>(
    steps: &'a [Step],
    waits: &Waiting,
    woken_by: &str,
    sources: Sources,
) -> Option<Lost<'a>> {
    let mine = |step: &Step| step.task == waits.task;
    let sets = |step: &Step| mine(step) && matches!(step.act, Act::Writes(_));
    let sets = steps.iter().rposition(sets)?;
    let flag = &steps[sets].object;
    // Who wakes the task after that has not left it alone.
    let asks = |&place: &usize| {
        let step = &steps[place];
        let finds = matches!(step.act, Act::Reads(_) | Act::FindsOther);
        let mut later = steps[place..].iter();
        finds
            && !mine(step)
            && step.object == *flag
            && step.act != Act::Reads(written(&steps[sets]).into())
            && sources.comes_to(step.location, woken_by)
            && !later.any(|later| later.task == step.task && wakes(later, waits))
    };
    let looks = |step: &Step, what: &Object| {
        mine(step) && step.object.as_ref() == Some(what) && is_look(step)
    };
    (0..sets).rev().filter(asks).find_map(|asks| {
        let changes = |place: usize| {
            let step = &steps[place];
            let what = step.object.as_ref()?;
            let is_change = step.task == steps[asks].task
                && step.object != *flag
                && changes(step);
            let look = steps.iter().rposition(|step| looks(step, what))?;
            let lost = Lost { look, change: place, asks, sets, what };
            (is_change && look < place).then_some(lost)
        };
        (0..asks).rev().find_map(changes)
    })
}

/// What the step writes.
fn written(step: &Step) -> &str {
    match &step.act {
        Act::Writes(value) => value,
        _ => "",
    }
}

fn is_look(step: &Step) -> bool {
    matches!(step.act, Act::Locks | Act::Reads(_) | Act::Receives)
        || step.operation.starts_with("finds ")
}

fn changes(step: &Step) -> bool {
    matches!(step.act, Act::Locks | Act::Updates(_) | Act::Writes(_) | Act::Sends)
        && !step.operation.ends_with(" to read")
        || step.operation.starts_with("adds ")
}

fn wakes(step: &Step, waits: &Waiting) -> bool {
    match waits.wants {
        Want::Unpark => super::parked::unparks(step, waits),
        Want::Message => step.act == Act::Sends && step.object == waits.object,
        _ => matches!(step.act, Act::Notifies(_)) && step.object == waits.object,
    }
}
