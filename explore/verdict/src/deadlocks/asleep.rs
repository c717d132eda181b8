//! A task looks for work, then says that it sleeps, and waits: who came in between did not
//! wake it (a lost wakeup).

use explore::{Act, Failure, Step, Waiting, Want};

use super::titles;
use crate::diagnosis::Diagnosis;
use crate::functions::has_word;
use crate::operations::{finds_empty, writes};
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// Between a look of the waiting task and the change by which it says that it sleeps another
/// task has changed what was looked at, and looked whether somebody sleeps.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    failure.waiting.iter().find_map(|waits| told(failure, sources, waits))
}

fn told(failure: &Failure, sources: Sources, waits: &Waiting) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let mine = |step: &Step| step.task == waits.task;
    let says = |step: &Step| mine(step) && writes(step);
    let says = steps.iter().rposition(says)?;
    let sign = &steps[says];
    let goes_on = |step: &Step| mine(step) && looks(step, sign);
    let mut glances = (0..says).rev().filter(|&place| {
        let step = &steps[place];
        let finds = matches!(step.act, Act::Reads(_) | Act::Updates(_));
        !mine(step) && finds && step.object == sign.object
    });
    let (look, change, glance) = glances.find_map(|glance| {
        let change = changed_before(steps, glance)?;
        let what = &steps[change].object;
        let own = |step: &Step| mine(step) && step.object == *what;
        let look =
            steps.iter().rposition(|step| own(step) && step.act != Act::Unlocks)?;
        let is_it = look < change
            && goes_on(&steps[look])
            && wakes(sources, &steps[glance], waits)
            && !steps[glance..].iter().any(|step| is_woken(step, waits));
        is_it.then_some((look, change, glance))
    })?;
    let (task, other) = (&waits.task, &steps[glance].task);
    let (what, sign) =
        (&steps[look].object.as_ref()?.name, &sign.object.as_ref()?.name);
    let at = |place: usize| told_at(&steps[place].place, sources);
    let sentence = format!(
        "{task} looked at {what} in {}. After that {other} came to {what} in {}. \
         Then it {} in {}, and so it did not wake {task}. Only after that {task} {} \
         in {} and waits. It did not look at {what} again. This is a lost wakeup.",
        at(look),
        at(change),
        steps[glance].operation,
        at(glance),
        steps[says].operation,
        at(says),
    );
    Some(Diagnosis {
        steps: vec![look, change, glance, says],
        wrong: Some(says),
        waits: vec![task.clone()],
        ask: Some(format!(
            "can {task} look at {what} once more after it has changed {sign}?"
        )),
        ..Diagnosis::told(titles::NOT_WOKEN, sentence)
    })
}

/// Whether the step looks at something else than at the sign.
fn looks(step: &Step, sign: &Step) -> bool {
    step.object != sign.object
        && (finds_empty(step) || matches!(step.act, Act::Locks | Act::Reads(_)))
}

/// What the task of this step changed before it came to this, with nothing in between.
fn changed_before(steps: &[Step], glance: usize) -> Option<usize> {
    let passes = |step: &Step| {
        matches!(step.act, Act::Unlocks)
            || matches!(step.act, Act::Reads(_)) && !finds_empty(step)
    };
    let before = |place: &usize| {
        let step = &steps[*place];
        step.task == steps[glance].task && !passes(step)
    };
    let change = (0..glance).rev().find(before)?;
    let step = &steps[change];
    let changes = match step.act {
        Act::Locks => !step.operation.ends_with(" to read"),
        Act::Writes(_) | Act::Updates(_) | Act::Sends => true,
        _ => step.operation.starts_with("adds "),
    };
    (changes && step.object != steps[glance].object).then_some(change)
}

/// Whether the function of this step wakes in the way that ends the wait, if it finds that
/// somebody sleeps.
fn wakes(sources: Sources, glance: &Step, waits: &Waiting) -> bool {
    let calls: &[&str] = match waits.wants {
        Want::Unpark => &["unpark"],
        Want::Notification => &["notify_one", "notify_all", "notify_waiters"],
        Want::Message => &["send", "try_send"],
        _ => &[],
    };
    let body = sources.body(glance.location);
    body.is_some_and(|body| calls.iter().any(|call| has_word(body, call)))
}

/// Whether the step does what could end the wait.
fn is_woken(step: &Step, waits: &Waiting) -> bool {
    let is_it = step.object == waits.object;
    match waits.wants {
        Want::Notification => is_it && matches!(step.act, Act::Notifies(_)),
        Want::Message => is_it && step.act == Act::Sends,
        _ => super::parked::unparks(step, waits),
    }
}
