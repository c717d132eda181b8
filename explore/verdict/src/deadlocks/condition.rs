//! A task was woken by a change and waits again: the condition of its wait does not
//! look at what was changed.

use explore::{Act, Failure, Step, Waiting, Want};

use super::titles;
use crate::diagnosis::Diagnosis;
use crate::functions::{has_word, is_part};
use crate::operations::{is_notified, locked, locked_after_wait, may_change};
use crate::sources::Sources;
use crate::whereabouts::{numbered, told_at};

/// Another task changed something behind the lock of the wait and notified. The
/// waiting task was woken by that, had the lock next, and went straight back to its
/// wait.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    failure.waiting.iter().find_map(|waits| told(failure, sources, waits))
}

fn told(failure: &Failure, sources: Sources, waits: &Waiting) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let is_it = waits.wants == Want::Notification;
    let name = &waits.object.as_ref().filter(|_| is_it)?.name;
    let Story { change, notifies, woken, lock } = story(steps, waits)?;
    let [changes, tells] = [change, notifies].map(|place| &steps[place]);
    if !sources.is_one_function(changes.location, tells.location) {
        return None;
    }
    let (condition, line) = sources.condition(&waits.place)?;
    let changed = sources.changes(&changes.place, &tells.place)?;
    let (field, at) = changed.left_out(condition)?;
    // Who changes it may decide itself whether that ends the wait.
    let decides = sources.body(changes.location);
    if decides.is_some_and(|body| looks_at(body, field))
        || may_look(condition, field, sources)
        || !is_meant(waits, (name, field), condition, sources)
    {
        return None;
    }
    let task = &waits.task;
    let sentence = format!(
        "{} changed {field} behind {lock} in line {}, and notified {name} in {}. {task} was \
         woken after that, and waits again in {}: the condition in line {} does not look at \
         {field}.",
        changes.task,
        numbered(&changes.place.file, at),
        told_at(&tells.place, sources),
        told_at(&waits.place, sources),
        numbered(&waits.place.file, line),
    );
    Some(Diagnosis {
        steps: vec![change, notifies, woken],
        wrong: Some(woken),
        waits: vec![task.clone()],
        ask: Some(format!("should this wait end when {field} changes as well?")),
        ..Diagnosis::told(titles::LEAVES_OUT, sentence)
    })
}

/// The steps that tell it, and the name of the lock.
struct Story<'a> {
    change: usize,
    notifies: usize,
    woken: usize,
    lock: &'a str,
}

fn story<'a>(steps: &'a [Step], waits: &Waiting) -> Option<Story<'a>> {
    let own = |step: &Step| step.task == waits.task;
    let same = |step: &Step| step.object == waits.object;
    let is_woken = |step: &Step| {
        own(step)
            && same(step)
            && (step.act == Act::Wakes && step.operation.starts_with("is woken ")
                || is_notified(step))
    };
    let woken = steps.iter().rposition(is_woken)?;
    let notified = |step: &Step| {
        !own(step) && same(step) && matches!(step.act, Act::Notifies(_))
    };
    let notifies = steps[..woken].iter().rposition(notified)?;
    let mut since = steps[woken + 1..].iter().filter(|step| own(step));
    let looks = |step: &Step| {
        matches!(step.act, Act::Locks | Act::Unlocks | Act::WaitsOn | Act::Waits(_))
    };
    if !since.clone().all(looks) {
        return None;
    }
    // A condvar gives the lock back with the wake-up.
    let (lock, look) = match locked(&steps[woken]) {
        Some(lock) => (lock, woken),
        None => {
            let locks = since.find(|step| step.act == Act::Locks)?;
            let is_it = |step: &Step| own(step) && step.act == Act::Locks;
            let look = woken + steps[woken..].iter().position(is_it)?;
            (&*locks.object.as_ref()?.name, look)
        }
    };
    let takes = |step: &Step| {
        let is_it = step.object.as_ref().is_some_and(|object| object.name == lock);
        !own(step)
            && (is_it && may_change(step) || locked_after_wait(step) == Some(lock))
    };
    let change = steps[..look].iter().rposition(takes)?;
    let is_its = steps[change].task == steps[notifies].task
        && steps[change].act == Act::Locks
        && change < notifies;
    is_its.then_some(Story { change, notifies, woken, lock })
}

/// What a condition may call that looks at no more than what it is called on.
const KNOWN: [&str; 25] = [
    "Err",
    "Ok",
    "Some",
    "as_ref",
    "as_mut",
    "clone",
    "contains",
    "contains_key",
    "drop",
    "enable",
    "expect",
    "get",
    "into_inner",
    "is_empty",
    "is_none",
    "is_some",
    "len",
    "lock",
    "notified",
    "notified_owned",
    "unwrap",
    "unwrap_or_else",
    "wait",
    "wait_while",
    "wait_timeout",
];

/// Whether the condition may look at the field in a way that its words do not show: it
/// compares a whole value, or calls or passes a function that has the field, or that is
/// not known.
fn may_look(condition: &str, field: &str, sources: Sources) -> bool {
    let compares = ["==", "!="].iter().any(|it| condition.contains(it));
    let is_whole = compares && condition.contains('*');
    let passes = condition.contains("wait_while(") && !condition.contains('|');
    let mut seen: Vec<&str> = Vec::new();
    let mut next: Vec<&str> = called(condition).collect();
    while let Some(name) = next.pop() {
        if KNOWN.contains(&name) || seen.contains(&name) {
            continue;
        }
        seen.push(name);
        let bodies = sources.bodies(name);
        if bodies.is_empty() || bodies.iter().any(|body| has_word(body, field)) {
            return true;
        }
        next.extend(bodies.into_iter().flat_map(called));
    }
    is_whole || passes
}

/// The names of the functions and methods that are called in a text.
fn called(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('(').filter_map(|(end, _)| {
        let name = text[..end].rsplit(|it| !is_part(it)).next()?;
        let is_keyword = ["if", "while", "match", "in", "return"].contains(&name);
        (!name.is_empty() && !is_keyword).then_some(name)
    })
}

/// Whether the waiting task has to do with the field: its function looks at that
/// elsewhere, or nobody else ever waits for the notification.
fn is_meant(
    waits: &Waiting,
    (name, field): (&str, &str),
    condition: &str,
    sources: Sources,
) -> bool {
    let looks = || {
        let body = sources.body(waits.location)?;
        Some(looks_at(&body.replacen(condition, "", 1), field))
    };
    let name = name.split(' ').next().unwrap_or_default();
    looks().unwrap_or(false) || sources.count_waits(name) == 1
}

/// Whether a text has the field where it does not set it.
fn looks_at(text: &str, field: &str) -> bool {
    let name = format!(".{field}");
    text.match_indices(&name).any(|(place, _)| {
        let rest = &text[place + name.len()..];
        let sets = [" = ", " += ", " -= "].iter().any(|it| rest.starts_with(it));
        !rest.starts_with(is_part) && !sets
    })
}
