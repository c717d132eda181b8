//! What a task has found is out of date before the task acts on it.

use std::panic::Location;

use explore::{Act, Failure, Object, Started, Step};

use super::last_look::{LastLook, is_look, last_look};
use super::split::{is_meant_as_two, waits_for};
use crate::diagnosis::{Diagnosis, Sure, surest};
use crate::functions::{has_word, is_part, lines};
use crate::operations::{holds, may_change};
use crate::sources::Sources;
use crate::statements::statement;
use crate::whereabouts::line_at;

/// A task looks at one thing and next takes a lock, and who held that lock has
/// changed what it looked at in between. It has not waited for that.
pub(super) fn decided(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    (0..steps.len()).find_map(|early| {
        let late = next(steps, early)?;
        let between = changed(steps, early, late)?;
        let is_it = finds(&steps[early], sources)
            && !waits_for(failure, (early, between, late), sources);
        is_it.then(|| told(steps, early, between, late))
    })
}

/// Whether the step finds something: an update does so if its result is used.
fn finds(look: &Step, sources: Sources) -> bool {
    !matches!(look.act, Act::Updates(_)) || !is_thrown_away(look.location, sources)
}

/// Whether the statement with the call at this place is that call alone, or gives
/// its result no name.
fn is_thrown_away(at: &Location<'_>, sources: Sources) -> bool {
    let call = || {
        let text = sources.text(at.file())?;
        let whole = lines(text, statement(text, at.line() as usize)?);
        let method = sources.rest(at)?.split('(').next()?;
        let (before, given) = whole.trim().split_once(&format!(".{method}("))?;
        let before = before.trim_start_matches("let ").trim_start_matches("_ = ");
        let is_path = |letter: char| {
            is_part(letter) || letter.is_whitespace() || ".:[]()*&".contains(letter)
        };
        let uses = ["return", "if", "match", "while"];
        let is_all = given.ends_with(");")
            && !given.contains(").")
            && !uses.iter().any(|word| has_word(before, word));
        Some(is_all && before.chars().all(is_path))
    };
    call().unwrap_or(false)
}

/// A task reads two values in turn, and another one has changed both in between.
pub(super) fn two_values(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    (0..steps.len()).find_map(|early| {
        let late = next(steps, early)?;
        let told = both_changed(steps, (early, late), sources)?;
        let (first, second) = (steps[early].location, steps[late].location);
        // Of a dependency nobody knows which of its functions belong together.
        let is_one = steps[early].act != Act::Locks
            || sources.text(first.file()).is_none()
            || sources.is_one_function(first, second)
            || sources.are_called_by_one(first, second);
        // Who is started later cannot come in between what was done before.
        let is_later =
            |&place: &usize| is_started_since(failure, &steps[place].task, early);
        (is_one && !told.steps.iter().any(is_later)).then_some(told)
    })
}

/// Whether the task was started after this step.
pub(super) fn is_started_since(failure: &Failure, task: &str, step: usize) -> bool {
    failure.started.iter().any(|one| one.task == task && one.after > step)
}

/// A task reads two values in turn, or locks them, and that in the middle of what another
/// one does, which changes both in turn.
pub(super) fn half_changed(
    failure: &Failure,
    sources: Sources,
) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let reads = |step: &Step| match step.act {
        Act::Reads(_) => !reads_a_flag(step),
        _ => step.act == Act::Locks,
    };
    let late = last_look(failure, reads)?.place;
    let early = (0..late).find(|&place| next(steps, place) == Some(late))?;
    let (first, second) = (&steps[early], &steps[late]);
    let is_one = sources.is_one_function(first.location, second.location)
        || sources.are_called_by_one(first.location, second.location);
    let is_alike = (first.act == Act::Locks) == (second.act == Act::Locks);
    if !reads(first) || !is_one || !is_alike {
        return None;
    }
    let changes = |step: &Step| match first.act {
        Act::Locks => may_change(step) && !sources.only_looks(step),
        _ => changes(step),
    };
    let change = (0..early).rev().find(|&place| {
        let step = &steps[place];
        let of = [&first.object, &second.object];
        step.task != first.task && of.contains(&&step.object) && changes(step)
    })?;
    let (begun, by) = (&steps[change], &steps[change].task);
    // Who has started that task may have to wait for its end.
    let is_own = |one: &Started| one.task == *by && one.by == first.task;
    if first.act == Act::Locks && failure.started.iter().any(is_own) {
        return None;
    }
    let rest = if begun.object == first.object { second } else { first };
    let own = |step: &Step| {
        let waits = matches!(step.act, Act::Unlocks | Act::Waits(_));
        step.task == *by && !waits
    };
    let goes_on =
        steps[change + 1..].iter().position(own).map(|next| change + 1 + next);
    let name = &rest.object.as_ref()?.name;
    let after = match goes_on {
        Some(next) => {
            let goes_on = &steps[next];
            let is_it = late < next
                && goes_on.object == rest.object
                && changes(goes_on)
                && sources.is_one_function(begun.location, goes_on.location);
            if !is_it {
                return None;
            }
            format!(
                "{} in line {}. Between the two,",
                goes_on.operation,
                line_at(goes_on.location)
            )
        }
        None if sources.comes_to(begun.location, name) => {
            format!("has not come to {name} yet when")
        }
        None => return None,
    };
    let sentence = format!(
        "{by} {} in line {}, and {after} {} {} in line {} and {} in line {}. So the two \
         values do not belong together.",
        begun.operation,
        line_at(begun.location),
        first.task,
        first.operation,
        line_at(first.location),
        second.operation,
        line_at(second.location)
    );
    let story = [change, early, late].into_iter().chain(goes_on).collect();
    Some(not_together(sentence, story, late))
}

/// What a task has read in these steps, the last of it in the last one, are values
/// of two moments.
fn not_together(sentence: String, story: Vec<usize>, late: usize) -> Diagnosis {
    Diagnosis {
        steps: story,
        wrong: Some(late),
        sure: Sure::Possible,
        ask: Some("how can both values be read, and changed, as one step?".into()),
        ..Diagnosis::told("two values do not belong together", sentence)
    }
}

/// The next step of the same task, if it looks at something else or changes that.
/// How it lets go of what it looked at does not count.
fn next(steps: &[Step], early: usize) -> Option<usize> {
    let look = &steps[early];
    let finds = matches!(look.act, Act::Reads(_) | Act::Updates(_) | Act::Locks);
    let mine = |step: &Step| {
        let acts = !matches!(step.act, Act::Waits(_) | Act::Unlocks);
        step.task == look.task && step.object.is_some() && acts
    };
    let late = early + 1 + steps[early + 1..].iter().position(mine)?;
    let uses = changes(&steps[late]) || matches!(steps[late].act, Act::Reads(_));
    (finds && uses && steps[late].object != look.object).then_some(late)
}

fn changes(step: &Step) -> bool {
    matches!(step.act, Act::Writes(_) | Act::Updates(_) | Act::Locks)
}

/// The change of what was looked at, by who held the lock that the task takes after
/// that.
fn changed(steps: &[Step], early: usize, late: usize) -> Option<usize> {
    let (look, act) = (&steps[early], &steps[late]);
    if act.act != Act::Locks || look.act == Act::Locks {
        return None;
    }
    let is_it = |&place: &usize| {
        let step = &steps[place];
        step.task != look.task
            && step.object == look.object
            && step.act != Act::Locks
            && changes(step)
            && is_held(steps, place, &act.object)
    };
    (early..late).find(is_it)
}

/// A task looks at something under a lock, and acts on that when it has the lock
/// once more. Who held the lock in between has changed what it looked at, and it
/// did not look again.
pub(super) fn decided_before(
    failure: &Failure,
    sources: Sources,
) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    surest((0..steps.len()).filter_map(|early| {
        let look = &steps[early];
        if !matches!(look.act, Act::Reads(_)) {
            return None;
        }
        let (early_lock, late) = locked_again(steps, early)?;
        let (first, second) = (&steps[early_lock], &steps[late]);
        let is_one = sources.is_one_function(first.location, second.location)
            || sources.are_called_by_one(first.location, second.location);
        let again =
            |step: &Step| step.task == look.task && step.object == look.object;
        let changes = |&place: &usize| {
            let step = &steps[place];
            step.task != look.task && step.object == look.object && changes(step)
        };
        let between = (early..late).rev().find(changes)?;
        let is_meant =
            || is_meant_as_two(failure, (early_lock, between, late), sources);
        if !is_one
            || first.location == second.location
            || steps[early + 1..].iter().any(again)
            || !is_held(steps, between, &second.object)
            || is_meant()
        {
            return None;
        }
        // What it did then is what the task that fails has come to.
        let comes = |LastLook { place, what, .. }: LastLook<'_>| {
            let own = |step: &Step| {
                step.task == look.task && step.object.as_ref() == Some(what)
            };
            late <= place && steps[late..=place].iter().any(own)
        };
        let sure = match last_look(failure, is_look).is_some_and(comes) {
            true => Sure::Likely,
            false => Sure::Possible,
        };
        Some(Diagnosis { sure, ..told(steps, early, between, late) })
    }))
}

/// Where the task of this step took the lock that it holds there, and where it
/// takes it once more after it has let it go.
fn locked_again(steps: &[Step], at: usize) -> Option<(usize, usize)> {
    let locks = |step: &Step| {
        step.task == steps[at].task && matches!(step.act, Act::Locks | Act::Unlocks)
    };
    // Of each lock the last step before this one says whether it is held.
    let mut known: Vec<&Option<Object>> = Vec::new();
    (0..at).rev().filter(|&place| locks(&steps[place])).find_map(|last| {
        let Step { object: lock, act, .. } = &steps[last];
        if known.contains(&lock) {
            return None;
        }
        known.push(lock);
        let again = |step: &Step| {
            step.act == Act::Locks && locks(step) && step.object == *lock
        };
        let late = (*act == Act::Locks)
            .then(|| steps[at..].iter().position(again))
            .flatten()?;
        Some((last, at + late))
    })
}

/// Whether the task of this step holds the lock there.
fn is_held(steps: &[Step], place: usize, lock: &Option<Object>) -> bool {
    let task = &steps[place].task;
    lock.as_ref().is_some_and(|lock| holds(&steps[..place], task, lock))
}

fn told(steps: &[Step], early: usize, between: usize, late: usize) -> Diagnosis {
    let (look, act) = (&steps[early], &steps[late]);
    let (task, other) = (&look.task, &steps[between]);
    let lock = act.object.as_ref().map_or("", |lock| &lock.name);
    let sentence = format!(
        "{task} {} in line {}, and went on to {lock} in line {}. Between the two, {who}, \
         which held {lock}, {} in line {}. So what {task} had found was out of date.",
        look.operation,
        line_at(look.location),
        line_at(act.location),
        other.operation,
        line_at(other.location),
        who = other.task,
    );
    let takes = |step: &Step| {
        step.act == Act::Locks
            && step.task == other.task
            && step.object == act.object
    };
    let taken = steps[..between].iter().rposition(takes);
    let mut story = vec![early, between, late];
    story.extend(taken);
    story.sort_unstable();
    Diagnosis {
        steps: story,
        wrong: Some(late),
        ask: Some(format!("can {task} hold {lock} for both steps?")),
        ..Diagnosis::told("a decision was out of date", sentence)
    }
}

/// The two values that a task reads in turn were both changed by another task in
/// between.
fn both_changed(
    steps: &[Step],
    (early, late): (usize, usize),
    sources: Sources,
) -> Option<Diagnosis> {
    let (first, second) = (&steps[early], &steps[late]);
    let reads = |step: &Step| matches!(step.act, Act::Reads(_) | Act::Locks);
    if !reads(first) || !reads(second) {
        return None;
    }
    let between = early..late;
    let changed = |of: &Step, by: &str| {
        between.clone().find(|&place| {
            let step = &steps[place];
            step.task == by && step.object == of.object && changes(step)
        })
    };
    let others = between.clone().filter(|&place| steps[place].task != first.task);
    let (one, two) = others.into_iter().find_map(|place| {
        let by = &steps[place].task;
        Some((changed(first, by)?, changed(second, by)?))
    })?;
    let (task, other) = (&first.task, &steps[one].task);
    let sentence = format!(
        "{task} {} in line {} and {} in line {}. Between the two, {other} changed both. \
         So the two values do not belong together.",
        first.operation,
        line_at(first.location),
        second.operation,
        line_at(second.location)
    );
    let mut story = vec![early, one, two, late];
    story.sort_unstable();
    // A flag decides whether the task goes on to what is behind the lock; what is
    // assigned there was found before.
    let acts = reads_a_flag(first) || sources.assigns(second.location);
    if acts && second.act == Act::Locks {
        let lock = &second.object.as_ref()?.name;
        let sentence = format!(
            "{task} {} in line {}, and went on to {lock} in line {}. Between the two, \
             {other} {} in line {} and locked {lock}. So what {task} had found was out of \
             date.",
            first.operation,
            line_at(first.location),
            line_at(second.location),
            steps[one].operation,
            line_at(steps[one].location)
        );
        return Some(Diagnosis {
            steps: story,
            wrong: Some(late),
            sure: Sure::Possible,
            ask: Some(format!("can {task} look once more when it has {lock}?")),
            ..Diagnosis::told("a decision was out of date", sentence)
        });
    }
    Some(not_together(sentence, story, late))
}

/// Whether it reads yes or no.
fn reads_a_flag(step: &Step) -> bool {
    matches!(&step.act, Act::Reads(found) if super::is_flag(found))
}
