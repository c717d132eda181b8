//! What decides whether a schedule fails, where one that parts from it passes: two
//! steps whose order is open, or one between two others (an order and an atomicity
//! violation: Lu, Park, Seo and Zhou, "Learning from Mistakes", ASPLOS 2008), a way
//! that was taken, or a future that was dropped half-way.

use std::mem::discriminant;

use explore::{Act, Failure, Step, Woken};

use crate::diagnosis::Diagnosis;
use crate::headings::are_one_call;
use crate::left::Left;
use crate::operations::{message_of, writes};
use crate::races::{dropped, half_way};
use crate::sources::Sources;
use crate::whereabouts::line_of;

/// What decides whether a schedule fails, by one that is the same up to there and
/// does not: the way that a task took where it had several, or the first step that
/// came before one of another task, and comes after it in the schedule that does
/// not fail.
pub(crate) fn diagnose(
    failure: &Failure,
    passed: &[Step],
    sources: Sources,
) -> Option<Diagnosis> {
    let failed = &failure.steps[..];
    if let Some(left) = left_half_way(failure, passed, sources) {
        return Some(left);
    }
    let pairs = failed.iter().zip(passed);
    let same = pairs.take_while(|(one, other)| is(one, other)).count();
    let (step, instead) = (failed.get(same)?, passed.get(same)?);
    if step.task == instead.task {
        return is_another(step, instead).then(|| chosen(step, instead, same));
    }
    let (early, late) = (same..failed.len())
        .find_map(|early| Some((early, overtaken(failed, passed, same, early)?)))?;
    // It may come later here as well, and find something else.
    let late = &passed[late];
    let comes = failed[early..].iter().find(|step| does(step, late));
    let late = comes.unwrap_or(late);
    let is_one_call =
        |first: &usize| are_one_call(&failed[*first].calls, &late.calls, sources);
    let first = before(&failed[..early], &failed[early], late).filter(is_one_call);
    if let Some(first) = first {
        return Some(between(failed, early, first, (late, comes.is_some())));
    }
    // Of a loop it tells little which turn comes first, unless that turn does
    // something, and has the number of a message or has not come at all.
    let is_again =
        |step: &Step| step.task == late.task && step.location == late.location;
    let is_first = !failed[..early].iter().any(is_again);
    let is_known = message_of(late).is_some() || comes.is_none();
    let is_one = is_first || !looks(late) && is_known;
    is_one.then(|| ordered(&failed[early], early, (late, is_first)))
}

/// A future was dropped half-way, which the schedule that passes does not drop
/// there. What it came to before is looked at later.
fn left_half_way(
    failure: &Failure,
    passed: &[Step],
    sources: Sources,
) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let is_looked_at = |left: &Left<'_>| {
        let what = &left.begins().object;
        let mut later = steps[left.dropped + 1..].iter();
        left.had_message()
            || later.any(|step| step.object == *what)
            || failure.waiting.iter().any(|one| one.object == *what)
    };
    let lefts = Left::all(steps).rev().filter(|left| !left.is_in(passed));
    let (left, sentence) = lefts.filter(is_looked_at).find_map(|left| {
        let sentence = left.sentence(sources)?;
        Some((left, sentence))
    })?;
    let title = match left.had_message() {
        true => dropped::TITLE,
        false => half_way::TITLE,
    };
    let begins = left.begins();
    let sentence = format!(
        "{sentence} A schedule that does not drop it, and is the same until the two part, \
         passes."
    );
    Some(Diagnosis {
        objects: begins.object.clone().into_iter().collect(),
        wrong: Some(left.dropped),
        more: left.story(),
        ask: Some(format!(
            "what has to be done after line {} even if nobody goes on there?",
            line_of(&begins.place)
        )),
        ..Diagnosis::told(title, sentence)
    })
}

/// The place, in the schedule that passes, of the first step that this one has come
/// before.
fn overtaken(
    failed: &[Step],
    passed: &[Step],
    same: usize,
    early: usize,
) -> Option<usize> {
    let step = &failed[early];
    let object = step.object.as_ref()?;
    if !counts(step) {
        return None;
    }
    let until = passed[same..].iter().position(|other| does(other, step));
    let until = until.map_or(passed.len(), |until| same + until);
    let came_before =
        |other: &Step| failed[same..early].iter().any(|it| is(it, other));
    let is_overtaken = |other: &Step| {
        other.task != step.task
            && other.object.as_ref() == Some(object)
            && counts(other)
            && !(looks(step) && looks(other))
            && !came_before(other)
    };
    passed[same..until].iter().position(is_overtaken).map(|late| same + late)
}

/// Whether the steps are one, in two schedules.
fn is(one: &Step, other: &Step) -> bool {
    does(one, other) && one.act == other.act
}

/// Whether they are one but for what they found. What differs most and costs least
/// to compare comes first: this is asked of very many steps.
fn does(one: &Step, other: &Step) -> bool {
    one.location.line() == other.location.line()
        && one.task == other.task
        && (discriminant(&one.act) == discriminant(&other.act)
            || looks(one) && looks(other))
        && one.object == other.object
        && one.location == other.location
}

/// Whether the order of the step and of others can make a difference.
fn counts(step: &Step) -> bool {
    !matches!(
        step.act,
        Act::Unlocks
            | Act::Waits(_)
            | Act::Prints
            | Act::Notes
            | Act::Notifies(Woken::Nobody)
    )
}

/// Whether the step changes nothing.
fn looks(step: &Step) -> bool {
    matches!(
        step.act,
        Act::Reads(_)
            | Act::FindsOther
            | Act::FindsLocked
            | Act::FindsFull
            | Act::FindsNoReceiver
    ) || step.operation.starts_with("finds ")
}

/// Whether a task that takes one way in place of the other does something else, and
/// not the same with something else.
fn is_another(step: &Step, instead: &Step) -> bool {
    step.location != instead.location
        || discriminant(&step.act) != discriminant(&instead.act)
}

/// What the task of a late step did before an early step of another task came in
/// between: what it has looked at, and the other one has changed since; or else
/// what it did last with the same lock or value, in another line.
fn before(steps: &[Step], early: &Step, late: &Step) -> Option<usize> {
    let own = |step: &Step| step.task == late.task;
    let is_first =
        |step: &Step| own(step) && step.object == early.object && reaches(step);
    let first = steps.iter().rposition(is_first).filter(|_| reaches(early));
    let since = first.map_or(0, |first| first + 1);
    let is_stale = |place: &usize| {
        let read = &steps[*place];
        let changes = |step: &Step| {
            step.task == early.task && step.object == read.object && writes(step)
        };
        own(read)
            && matches!(read.act, Act::Reads(_))
            && steps[*place..].iter().any(changes)
    };
    let stale = (since..steps.len()).rev().find(is_stale);
    let is_elsewhere = |place: &usize| steps[*place].location != late.location;
    stale.or(first).filter(|_| reaches(late)).filter(is_elsewhere)
}

/// Whether the step takes a lock, or reads or changes a value.
fn reaches(step: &Step) -> bool {
    matches!(
        step.act,
        Act::Locks | Act::Reads(_) | Act::Writes(_) | Act::Updates(_)
    )
}

/// What the step did, without what came of it.
fn in_short(step: &Step) -> &str {
    let said = step.operation.split_once(", but ");
    said.map_or(&*step.operation, |(does, _)| does)
}

/// A step came between two of another task, of which the second one may not have
/// come yet.
fn between(
    failed: &[Step],
    early: usize,
    first: usize,
    (late, comes): (&Step, bool),
) -> Diagnosis {
    let (step, before) = (&failed[early], &failed[first]);
    let [line, first_line, late_line] =
        [step, before, late].map(|step| line_of(&step.place));
    let (task, began, does) = (&late.task, in_short(before), in_short(late));
    let other = format!("{} {} in line {line}", step.task, in_short(step));
    let what = match comes {
        true => format!(
            "{task} {began} in line {first_line}, and {does} in line {late_line}. Between \
             the two, {other}."
        ),
        false => format!(
            "{task} {began} in line {first_line}. Before it has come to line {late_line}, \
             where it {does}, {other}."
        ),
    };
    let sentence = format!(
        "{what} A schedule in which that comes after both, and that is the same up to \
         there, passes."
    );
    let ask = format!(
        "what keeps other tasks out between line {first_line} and line {late_line} of \
         {}?",
        late.task
    );
    let told = decides("an atomicity violation", sentence, ask, (step, early));
    Diagnosis { more: vec![first, early], ..told }
}

/// A step came before one of another task.
fn ordered(
    step: &Step,
    early: usize,
    (late, is_first): (&Step, bool),
) -> Diagnosis {
    let [line, late_line] = [step, late].map(|step| line_of(&step.place));
    let again = match is_first || message_of(late).is_some() {
        true => "",
        false => " again",
    };
    let sentence = format!(
        "{} {} in line {line}, before {} {} in line {late_line}{again}. A schedule \
         with the two the other way round, and the same up to there, passes.",
        step.task,
        in_short(step),
        late.task,
        in_short(late)
    );
    let ask = format!(
        "does line {late_line} of {} have to come before line {line} of {}, and what if \
         it does not?",
        late.task, step.task
    );
    decides("an order violation", sentence, ask, (step, early))
}

/// A task took one of several ways.
fn chosen(step: &Step, instead: &Step, place: usize) -> Diagnosis {
    let [line, other] = [step, instead].map(|step| line_of(&step.place));
    let sentence = format!(
        "{} {} in line {line}. It can go on in another way as well: it {} in line \
         {other}. Such a schedule passes.",
        step.task,
        in_short(step),
        in_short(instead)
    );
    let ways = match line == other {
        true => format!("both can happen in line {line}"),
        false => format!("it can go on in line {line} and in line {other}"),
    };
    let ask = format!("what should {} do if {ways}?", step.task);
    decides("more than one way was open", sentence, ask, (step, place))
}

fn decides(
    title: &str,
    sentence: String,
    ask: String,
    (step, place): (&Step, usize),
) -> Diagnosis {
    Diagnosis {
        objects: step.object.clone().into_iter().collect(),
        wrong: Some(place),
        more: vec![place],
        ask: Some(ask),
        ..Diagnosis::told(title, sentence)
    }
}
