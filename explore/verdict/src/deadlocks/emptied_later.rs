//! A task waits for room in a channel, or for a receiver, and who would make that waits for
//! the task to end.

use explore::{Act, Failure, Object, Place, Step, Waiting, Want};

use super::keeps::frames;
use super::to_come::{has_name, only_receiver};
use super::waits_for_ends;
use crate::functions::{has_word, is_part};
use crate::sources::Sources;
use crate::sources::later::receives_by;
use crate::whereabouts::{numbered, told_at};

/// All tasks that wait for this one to end, or for one that does.
fn joiners<'a>(failure: &'a Failure, of: &'a Waiting) -> Vec<&'a Waiting> {
    let joins = |one: &Waiting, other: &Waiting| {
        let is_scope = || one.needs.iter().any(|need| need.wants == Want::Ends);
        let is_child = || {
            let mut started = failure.started.iter();
            started.any(|it| it.task == other.task && it.by == one.task)
        };
        let ends = format!(" for {} to end", other.task);
        one.holder.as_ref() == Some(&other.task)
            || one.operation.contains(&ends)
            || is_scope() && is_child()
    };
    let mut all = vec![of];
    loop {
        let is_new = |one: &&Waiting| {
            waits_for_ends(one)
                && all.iter().all(|known| known.task != one.task)
                && all.iter().any(|known| joins(one, known))
        };
        match failure.waiting.iter().find(is_new) {
            Some(next) => all.push(next),
            None => break,
        }
    }
    all.remove(0);
    all
}

/// How many messages this task has sent to the channel, but for those that it has received
/// from there: of all tasks if none is named.
fn left(failure: &Failure, channel: &Object, task: Option<&str>) -> usize {
    let own = failure.steps.iter().filter(|step| {
        step.object.as_ref() == Some(channel)
            && task.is_none_or(|task| step.task == *task)
    });
    own.fold(0_usize, |left, step| match step.act {
        Act::Sends => left + 1,
        Act::Receives => left.saturating_sub(1),
        _ => left,
    })
}

/// All messages in the full channel are those of tasks that wait for the ends of others, and
/// these wait for room there: who sent one, in sentences.
pub(super) fn keeps_its_own(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<(String, &'static str)> {
    let channel = waits.object.as_ref()?;
    let joiners = joiners(failure, waits);
    let wants_room = |one: &Waiting| {
        one.wants == Want::Room && one.object.as_ref() == Some(channel)
    };
    let is_joiner =
        |one: &Waiting| joiners.iter().any(|joiner| joiner.task == one.task);
    let own = |one: &Waiting| left(failure, channel, Some(&one.task));
    let keepers: Vec<_> =
        joiners.iter().copied().filter(|one| own(one) > 0).collect();
    let kept: usize = keepers.iter().map(|one| own(one)).sum();
    if kept == 0
        || kept != left(failure, channel, None)
        || !failure.waiting.iter().all(|one| wants_room(one) || is_joiner(one))
    {
        return None;
    }
    let each = keepers.iter().filter_map(|keeper| {
        let sends = |step: &&Step| {
            step.task == keeper.task
                && step.act == Act::Sends
                && step.object.as_ref() == Some(channel)
        };
        let sent = failure.steps.iter().rfind(sends)?;
        Some(format!(
            " {} sent to {} in {}, and nobody has received that message. Now {} {} in \
             {}.",
            keeper.task,
            channel.name,
            told_at(&sent.place, sources),
            keeper.task,
            keeper.operation,
            told_at(&keeper.place, sources)
        ))
    });
    let ask = "can that message be received before its sender waits for others?";
    Some((each.collect(), ask))
}

/// Who joins the task that waits receives from the channel only after that, by what the text
/// says; in a sentence.
pub(super) fn receiver(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<(String, &'static str)> {
    let (channel, name) = only_receiver(failure, sources, waits)?;
    let mut all = joiners(failure, waits).into_iter();
    let (joiner, at, line) = all.find_map(|joiner| {
        let (at, line) = receives_later(sources, channel, joiner, &name)?;
        Some((joiner, at, line))
    })?;
    let task = &joiner.task;
    let line = numbered(&at.file, u32::try_from(line).unwrap_or_default());
    let told = format!(
        " {task} receives from {} in line {line}, but only after its wait in {}: there \
         it {}.",
        channel.name,
        told_at(&joiner.place, sources),
        joiner.operation
    );
    Some((told, "can the messages be received before that wait?"))
}

/// The line after its wait in which the task receives by this name, or by the one that a
/// function calls what it was given.
fn receives_later<'a>(
    sources: Sources,
    channel: &Object,
    task: &'a Waiting,
    name: &str,
) -> Option<(&'a Place, usize)> {
    let is_scope = task.needs.iter().any(|need| need.wants == Want::Ends)
        || sources.line(&task.place.file, task.place.line)?.contains("scope(");
    let frames: Vec<&Place> = frames(task).collect();
    let mut outer: Option<(&Place, String)> = None;
    let mut found = None;
    for at in frames.into_iter().rev() {
        let called = match outer.take() {
            Some((call, name)) => given_as(sources, call, &name, at),
            None => {
                let is_named = has_name(sources, channel, at, name)
                    || is_scope && is_made_around(sources, channel, at);
                is_named.then(|| name.to_string())
            }
        };
        let Some(called) = called else { continue };
        let receives = |line: &str| receives_by(line, &called);
        let line = match is_scope {
            true => sources.comes_after_scope(at, receives),
            false => sources.comes_later(at, receives),
        };
        found = line.map(|line| (at, line)).or(found);
        outer = Some((at, called));
    }
    found
}

/// Whether the function with the scope at this place has made the channel before it.
fn is_made_around(sources: Sources, channel: &Object, at: &Place) -> bool {
    let made = Place::from(channel.made);
    let function = sources.function_at(at);
    at.file == made.file
        && at.line > made.line
        && function.is_some()
        && function == sources.function_at(&made)
}

/// What the function at this place calls the receiver that it was given in this call under
/// that name: it is given just one.
fn given_as(
    sources: Sources,
    call: &Place,
    name: &str,
    at: &Place,
) -> Option<String> {
    let function = sources.function_at(at)?;
    let line = sources.line(&call.file, call.line)?;
    let (_, given) = line.split_once(&format!("{}(", function.name))?;
    if !has_word(given, name) {
        return None;
    }
    let text = sources.text(&at.file)?;
    let lines = text.lines().skip(function.lines.0 - 1);
    let head =
        lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    let (_, parameters) = head.split_once('(')?;
    let (parameters, _) = parameters.split_once(" {")?;
    let mut all = parameters.split(", ").filter_map(|parameter| {
        let (name, kind) = parameter.split_once(": ")?;
        let name = name.trim().trim_start_matches("mut ");
        let is_it = kind.contains("Receiver") && name.chars().all(is_part);
        is_it.then(|| name.to_string())
    });
    all.next().filter(|_| all.next().is_none())
}
