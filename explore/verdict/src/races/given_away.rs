//! What a task has given back, and another one has got, is used by the first one
//! still.

use explore::{Act, Ended, Failure, Place, Started, Step};

use super::last_look::{is_look, last_look};
use crate::diagnosis::{Diagnosis, Sure};
use crate::functions::is_part;
use crate::operations::{may_change, message_of};
use crate::sources::Sources;
use crate::statements::statement;
use crate::whereabouts::told_at;

/// A task receives something from a channel, comes to a value, gives back what it
/// has received and comes to the value again. In between another one has received
/// the same and has changed the value.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let gives = |place: &usize| steps[*place].act == Act::Sends;
    let mut gives = (0..steps.len()).filter(gives);
    gives.find_map(|given| used(failure, given, sources))
}

fn used(failure: &Failure, given: usize, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let gives = &steps[given];
    let own = |step: &Step| step.task == gives.task;
    let of_it = |step: &Step| step.object == gives.object;
    let receives = |step: &Step| step.act == Act::Receives && of_it(step);
    let had =
        steps[..given].iter().rposition(|step| own(step) && receives(step))?;
    let gets = |step: &Step| {
        receives(step) && !own(step) && message_of(step) == message_of(gives)
    };
    let got = given + steps[given..].iter().position(gets)?;
    let other = &steps[got].task;
    // What it has it may use until it gives it back, and again when it has it once
    // more.
    let again = |step: &Step| own(step) && receives(step);
    let until = steps[given..].iter().position(again);
    let until = until.map_or(steps.len(), |at| given + at);
    let late = (got..until).find(|place| {
        let step = &steps[*place];
        let is_value = matches!(step.act, Act::Reads(_)) || may_change(step);
        let of_value = |other: &Step| other.object == step.object;
        let used = |other: &Step| own(other) && of_value(other);
        let changes =
            |by: &Step| by.task == *other && of_value(by) && may_change(by);
        own(step)
            && is_value
            && steps[had..given].iter().any(used)
            && steps[got..*place].iter().any(changes)
    })?;
    // Who has started the other one may have waited for its end.
    let is_own_task = |one: &Started| one.task == *other && one.by == gives.task;
    let has_ended = |one: &Ended| one.task == *other && one.after <= late;
    if failure.started.iter().any(is_own_task)
        && failure.ended.iter().any(has_ended)
        || !is_handed_on(&steps[had], gives, sources)
    {
        return None;
    }
    // What nobody claims anything of may have a lock of its own.
    let is_claimed = last_look(failure, is_look)
        .is_some_and(|look| steps[late].object.as_ref() == Some(look.what));
    let sure = if is_claimed { Sure::Likely } else { Sure::Possible };
    Some(Diagnosis { sure, ..told_used(steps, (had, given, got, late), sources) })
}

/// Whether the message that is sent is the one that was received before: it says
/// nothing, or is called as what the statement makes that receives, or that calls
/// who does.
fn is_handed_on(receives: &Step, sends: &Step, sources: Sources) -> bool {
    let places = |step: &Step| {
        let calls = step.calls.iter().filter(|call| **call != step.place);
        [step.place.clone()].into_iter().chain(calls.cloned()).collect::<Vec<_>>()
    };
    let made = places(receives);
    places(sends).iter().any(|at| {
        let line = sources.line(&at.file, at.line).unwrap_or_default();
        line.contains("send(())")
            || made.iter().any(|from| {
                let heads = heads(from, at, sources);
                heads.iter().any(|head| gives_on(head, line))
            })
    })
}

/// The lines that may give a name to what comes in the one place, up to the other
/// one: the first ones of the statements that have it, and the arms of a `match`
/// after it.
fn heads(from: &Place, to: &Place, sources: Sources) -> Vec<&'static str> {
    let (line, end) = (from.line as usize, to.line as usize);
    let begin = sources.function_at(from).map_or(line, |found| found.lines.0);
    let Some(text) = sources.text(&from.file) else { return Vec::new() };
    let has_it = |at: usize| {
        let found = statement(text, at);
        found
            .is_some_and(|(first, last)| first == at && (at..=last).contains(&line))
    };
    let all = text.lines().enumerate().map(|(at, text)| (at + 1, text));
    let all = all.filter(|(at, text)| match *at <= line {
        true => *at >= begin && has_it(*at),
        false => from.file == to.file && *at <= end && text.contains(" => "),
    });
    all.map(|(_, text)| text).collect()
}

/// Whether the line gives on, as it is, what the other one gives a name.
fn gives_on(head: &str, line: &str) -> bool {
    let mut ends = [" = ", " in ", " => "].into_iter();
    let names = ends.find_map(|end| head.split_once(end));
    let names = names.map_or("", |(names, _)| names);
    let mut names = names.split(|letter| !is_part(letter));
    names.any(|name| {
        let ends = ["(", ", "].into_iter().any(|before| {
            let given = [")", ","].map(|after| format!("{before}{name}{after}"));
            given.iter().any(|given| line.contains(given))
        });
        name.starts_with(char::is_lowercase) && ends
    })
}

fn told_used(
    steps: &[Step],
    (had, given, got, late): (usize, usize, usize, usize),
    sources: Sources,
) -> Diagnosis {
    let (task, other) = (&steps[given].task, &steps[got].task);
    let changes = |place: &usize| {
        let step = &steps[*place];
        step.task == *other && step.object == steps[late].object && may_change(step)
    };
    let changed = (got..late).find(changes).unwrap_or(got);
    let channel = steps[given].object.as_ref().map_or("", |channel| &channel.name);
    let does = |place: usize| {
        let step = &steps[place];
        format!("{} in {}", step.operation, told_at(&step.place, sources))
    };
    let sentence = format!(
        "{task} {}, and gives that back in {}. After that {other} {}, and {}. {task} still \
         uses what it has given back: it {}.",
        does(had),
        told_at(&steps[given].place, sources),
        does(got),
        does(changed),
        does(late),
    );
    Diagnosis {
        steps: vec![had, given, got, changed, late],
        wrong: Some(late),
        ask: Some(format!("can {task} send to {channel} after it is done?")),
        ..Diagnosis::told("what was given back is still used", sentence)
    }
}

/// An entry is removed by an identifier under which another task has put its own
/// since.
pub(super) fn removed(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let look = last_look(failure, is_look)?;
    let of_it = |place: &usize| steps[*place].object.as_ref() == Some(look.what);
    let locks = |place: &usize| of_it(place) && steps[*place].act == Act::Locks;
    let mut removes = (0..look.place).rev().filter(locks);
    removes.find_map(|removed| {
        let key = key(&steps[removed], ".remove(", sources)?;
        let own = |step: &Step| step.task == steps[removed].task;
        let mut puts = (0..removed).rev().filter(locks).filter(|place| {
            !own(&steps[*place])
                && self::key(&steps[*place], ".insert(", sources).is_some()
        });
        puts.find_map(|put| freed(failure, (put, removed), key, sources))
    })
}

/// Whom the identifier belonged to before the other task has put something under
/// it.
fn freed(
    failure: &Failure,
    (put, removed): (usize, usize),
    key: &str,
    sources: Sources,
) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let (puts, removes) = (&steps[put], &steps[removed]);
    let of_it =
        |step: &Step| step.object == removes.object && step.act == Act::Locks;
    let is_key = |step: &Step, call: &str| {
        of_it(step)
            && sources.is_one_function(step.location, removes.location)
            && self::key(step, call, sources) == Some(key)
    };
    // The other one has freed it, by the same variable.
    let frees = |step: &Step| step.task == puts.task && is_key(step, ".remove(");
    // Or the two do the same, one after the other, and the other one has not
    // removed its own.
    let put_before = |step: &Step| {
        step.task == removes.task
            && step.location == puts.location
            && is_key(step, ".insert(")
    };
    // What is inserted under another key is elsewhere.
    let may_be_there =
        |puts: &Step| gives_no_key(puts, sources) || is_key(puts, ".insert(");
    let before = steps[..put].iter();
    let given = |task: &str| {
        let mut all = failure.started.iter();
        let started = all.find(|one| one.task == task)?;
        sources.constant_given(started.location, removes.location, key)
    };
    let is_same = || {
        let both = (given(&removes.task), given(&puts.task));
        matches!(both, (Some(one), Some(other)) if one == other)
    };
    let (first, is_freed) = match before.clone().rposition(frees) {
        Some(first)
            if removes.location != steps[first].location && may_be_there(puts) =>
        {
            (first, true)
        }
        _ => (before.clone().rposition(put_before)?, false),
    };
    let sure = match is_freed || is_same() {
        true => Sure::Likely,
        false => Sure::Possible,
    };
    let gone = |step: &Step| step.task == puts.task && is_key(step, ".remove(");
    if steps[put..removed].iter().any(gone) {
        return None;
    }
    let places = (first, put, removed);
    Some(told_removed(steps, places, (key, is_freed, sure), sources))
}

fn told_removed(
    steps: &[Step],
    (first, put, removed): (usize, usize, usize),
    (key, is_freed, sure): (&str, bool, Sure),
    sources: Sources,
) -> Diagnosis {
    let (task, other) = (&steps[removed].task, &steps[put].task);
    let what = steps[removed].object.as_ref().map_or("", |what| &what.name);
    let [first_line, put_line, line] =
        [first, put, removed].map(|place| told_at(&steps[place].place, sources));
    let began = match is_freed {
        true => format!(
            "{other} removes {key} from {what} in {first_line}, and inserts into {what} in \
             {put_line}"
        ),
        false => format!(
            "{task} inserts into {what} in {first_line}, and after it {other} does so in \
             {put_line}"
        ),
    };
    let end = match (is_freed, sure) {
        (true, _) => "what is there now, if it has the same place, is the new one",
        (_, Sure::Likely) => {
            "both have the same one, so that is the entry of the other"
        }
        _ => "if both have the same one, that is the entry of the other",
    };
    let sentence = format!(
        "{began}. After that {task} removes {key} from {what} in {line}: {end}."
    );
    Diagnosis {
        steps: vec![first, put, removed],
        wrong: Some(removed),
        sure,
        ask: Some(format!(
            "how can {task} tell whether what is under {key} is still its own?"
        )),
        ..Diagnosis::told("an entry of somebody else was removed", sentence)
    }
}

/// Whether the step inserts a value alone, which gets any free place.
fn gives_no_key(step: &Step, sources: Sources) -> bool {
    let line = sources.line(step.location.file(), step.location.line());
    let given = line.and_then(|line| line.split_once(".insert("));
    let ends = |given: &str| {
        let end = given.find([',', ')']);
        end.is_some_and(|end| given[end..].starts_with(')'))
    };
    given.is_some_and(|(_, given)| ends(given))
}

/// The variable that is given first to this call, in the line of the step.
fn key(step: &Step, call: &str, sources: Sources) -> Option<&'static str> {
    let line = sources.line(step.location.file(), step.location.line())?;
    let (_, given) = line.split_once(call)?;
    let end = given.find([',', ')'])?;
    let key = given[..end].trim_start_matches('&').trim_start_matches('*').trim();
    let is_name = |letter: char| crate::functions::is_part(letter) || letter == '.';
    let is_variable =
        key.starts_with(char::is_alphabetic) && key.chars().all(is_name);
    (is_variable || call == ".insert(").then_some(key)
}
