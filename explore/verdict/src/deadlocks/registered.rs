//! A task puts itself on a list when the list has been gone through for the last
//! time.

use std::collections::BTreeSet;
use std::panic::Location;

use explore::{Act, Failure, Step, Waiting, Want, is_std};

use super::titles;
use crate::diagnosis::Diagnosis;
use crate::functions::has_word;
use crate::operations::may_change;
use crate::sources::Sources;
use crate::whereabouts::told_at;

const TITLE: &str = "a decision was out of date";

/// What a task has put on a list too late.
struct Late<'a> {
    task: &'a str,
    /// Four steps: the task looks, another task changes what it looked at, that
    /// other task goes through the list, and the first task puts something on the
    /// list.
    story: [usize; 4],
}

/// Tells why nobody ends a wait: a task has put on a list what would end it, but
/// another task had gone through the list before. The first task had looked whether
/// it is too late, and that was out of date when it put.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let mut waiting = failure.waiting.iter();
    waiting.find_map(|waits| {
        itself(failure, sources, waits).or_else(|| sender(failure, sources, waits))
    })
}

/// The task that waits has put itself there, or the sender of the channel it waits
/// for.
fn itself(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<Diagnosis> {
    let (home, title) = match (waits.wants, &waits.object) {
        (Want::Message, Some(channel)) => (channel.made, TITLE),
        (Want::Unpark, None) => (waits.location, titles::NOT_WOKEN),
        _ => return None,
    };
    let late = late(failure, sources, &waits.task, home, |_| true)?;
    let (task, what) = (&waits.task, format!("what {} had put there", waits.task));
    let end = format!("found {what}. Now {task} {}.", waits.operation);
    Some(Diagnosis {
        waits: vec![task.clone()],
        ..told(&failure.steps, sources, &late, title, &end)?
    })
}

/// Another one has put a sender there, and every sender that is left is such a one.
fn sender(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<Diagnosis> {
    let channel = waits.object.as_ref().filter(|_| waits.wants == Want::Message)?;
    let name = &channel.name;
    let steps = &failure.steps[..];
    let may_drop = |step: &Step| !sources.only_looks(step);
    let homes = homes(failure, waits, sources).into_iter();
    let homes = homes.filter(|(task, _)| *task != waits.task);
    let found = homes.filter_map(|(task, home)| {
        let late = late(failure, sources, task, home, may_drop)?;
        let looks = steps[late.story[0]].location;
        (!is_std(waits.senders[0]) || looks == home).then_some(late)
    });
    let found = found.min_by_key(|late| late.story[0])?;
    let end = format!(
        "dropped the sender of {name} that {} had put there. So {name} stays open, and \
         {} {}.",
        found.task, waits.task, waits.operation
    );
    Some(Diagnosis {
        waits: vec![waits.task.clone()],
        ..told(&failure.steps, sources, &found, TITLE, &end)?
    })
}

/// Each task with the place at which it may have made the senders that are left:
/// the one where they were made, or, if that is in std as for a clone of an
/// `Option`, each place where the task clones what it locks.
fn homes<'a>(
    failure: &'a Failure,
    waits: &'a Waiting,
    sources: Sources,
) -> BTreeSet<(&'a str, &'a Location<'static>)> {
    let Some(&home) = waits.senders.first() else { return BTreeSet::new() };
    let all = |is_it: &dyn Fn(&Location<'_>) -> bool| {
        waits.senders.iter().all(|at| is_it(at))
    };
    let steps = failure.steps.iter();
    if is_std(home) {
        if !all(&|at| is_std(at)) {
            return BTreeSet::new();
        }
        let locks = steps.filter(|step| step.act == Act::Locks);
        let mut homes: BTreeSet<_> =
            locks.map(|step| (step.task.as_str(), step.location)).collect();
        homes.retain(|(_, at)| {
            sources.rest(at).is_some_and(|call| call.contains(".clone()"))
        });
        return homes;
    }
    if !all(&|at| sources.is_one_function(home, at)) {
        return BTreeSet::new();
    }
    steps.map(|step| (step.task.as_str(), home)).collect()
}

/// The task has put something on a list in the function with this place, or in one
/// that it calls, and since then nobody has come there who could find it.
fn late<'a>(
    failure: &Failure,
    sources: Sources,
    task: &'a str,
    home: &Location<'_>,
    could: impl Fn(&Step) -> bool,
) -> Option<Late<'a>> {
    let steps = &failure.steps[..];
    let mine = |step: &Step| step.task == task;
    let is_here = |step: &Step| sources.calls_or_is(home, step.location);
    let puts = |step: &Step| {
        mine(step) && may_change(step) && is_here(step) && !sources.only_looks(step)
    };
    let put = steps.iter().rposition(puts)?;
    let list =
        steps[put].object.as_ref().filter(|_| steps[put].act == Act::Locks)?;
    let looks = |step: &Step| {
        mine(step)
            && is_here(step)
            && step.object.as_ref() != Some(list)
            && decides(step, home, sources)
    };
    let look = steps[..put].iter().rposition(looks)?;
    let changed = (look..put).find(|&place| {
        let step = &steps[place];
        !mine(step)
            && step.object == steps[look].object
            && step.location != steps[look].location
            && may_change(step)
    })?;
    let other = &steps[changed].task;
    let comes =
        |step: &Step| may_change(step) && step.object.as_ref() == Some(list);
    let gone = (changed..put)
        .rev()
        .find(|&place| steps[place].task == *other && comes(&steps[place]))?;
    // Who comes later, other than to put something there as well, finds it.
    let finds = |step: &Step| {
        !mine(step)
            && step.object.as_ref() == Some(list)
            && step.act != Act::Unlocks
            && step.location != steps[put].location
            && could(step)
    };
    let is_found = steps[put..].iter().any(finds);
    (!is_found).then_some(Late { task, story: [look, changed, gone, put] })
}

/// What it comes to is told at the end.
fn told(
    steps: &[Step],
    sources: Sources,
    late: &Late<'_>,
    title: &str,
    end: &str,
) -> Option<Diagnosis> {
    let Late { task, story: [look, changed, gone, put] } = *late;
    let list = &steps[put].object.as_ref()?.name;
    let what = &steps[look].object.as_ref()?.name;
    let at = |place: usize| told_at(&steps[place].place, sources);
    let sentence = format!(
        "{task} {} in {}, and goes on to {list} in {}. Between the two, {} {} in {} \
         and locks {list} in {}. After that nobody came to {list} and {end}",
        steps[look].operation,
        at(look),
        at(put),
        steps[changed].task,
        steps[changed].operation,
        at(changed),
        at(gone),
    );
    Some(Diagnosis {
        steps: vec![look, changed, gone, put],
        wrong: Some(put),
        ask: Some(format!(
            "can {task} look at {what} once more when it has {list}?"
        )),
        ..Diagnosis::told(title, sentence)
    })
}

/// Whether the step looks at something, to go on or not: of a lock the text has to
/// say so.
fn decides(step: &Step, home: &Location<'_>, sources: Sources) -> bool {
    let asks = || {
        let line = sources.line(step.location.file(), step.location.line());
        let words = ["if", "match", "while", "else"];
        line.is_some_and(|line| {
            words.iter().any(|word| has_word(line, word)) || line.ends_with("?;")
        })
    };
    match step.act {
        Act::Reads(_) => true,
        Act::Locks => asks() || sources.uses_call(home, step.location),
        _ => false,
    }
}
