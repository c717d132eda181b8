//! Tasks that would end a wait, and are started only after it by the one who waits, or have
//! ended before they came to do so.

use explore::{Failure, Object, Place, Waiting};

use super::given;
use super::keeps::{frames, is_only_one};
use crate::functions::has_word;
use crate::sources::Sources;
use crate::sources::later::{Start, notifies_by, receives_by};
use crate::whereabouts::{numbered, told_at};

/// What to ask of who starts a task too late.
pub(super) const TOO_LATE: &str =
    "can this wait come after the start of that task?";

/// Who would receive from the channel, of which nobody has received: in a sentence; and what
/// to ask.
pub(super) fn receiver(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<(String, &'static str)> {
    let (channel, name) = only_receiver(failure, sources, waits)?;
    let receives = |line: &str| receives_by(line, &name);
    if may_come(failure, sources, receives) {
        return None;
    }
    let late = || {
        frames(waits).find_map(|at| {
            let is_own = has_name(sources, channel, at, &name);
            receives_late(sources, waits, channel, at, &name).filter(|_| is_own)
        })
    };
    let ended = || receiver_has_ended(failure, sources, channel, &name);
    late().or_else(ended)
}

/// The channel of this wait, if it is the only one of its place, and by what name it is
/// received from.
pub(super) fn only_receiver<'a>(
    failure: &Failure,
    sources: Sources,
    waits: &'a Waiting,
) -> Option<(&'a Object, String)> {
    let channel = waits.object.as_ref()?;
    let name = given::receiver(channel, sources)?;
    is_only_one(failure, channel).then_some((channel, name))
}

/// Whether a task that still waits runs a line that is so: it may come to that in the end.
fn may_come(
    failure: &Failure,
    sources: Sources,
    is_it: impl Fn(&str) -> bool + Copy,
) -> bool {
    let waits = |task: &str| failure.waiting.iter().any(|one| one.task == *task);
    let mut others = failure.started.iter().filter(|one| waits(&one.task));
    others.any(|one| {
        let start = sources.start(one.location);
        start.is_some_and(|start| {
            sources.runs(one.location.file(), &start, is_it).is_some()
        })
    })
}

/// Whether the name is that of the channel's receiver in the function at this place: it has
/// made the channel, or was given something of this name.
pub(super) fn has_name(
    sources: Sources,
    channel: &Object,
    at: &Place,
    name: &str,
) -> bool {
    let made = Place::from(channel.made);
    let is_made_there = at.file == made.file
        && at.line > made.line
        && sources.own_lines(at) == sources.own_lines(&made);
    let own = sources.own_lines(at).zip(sources.function_at(at));
    let is_given = own.is_some_and(|(own, function)| {
        let lines = own.0..at.line as usize;
        let line = |line| sources.line(&at.file, u32::try_from(line).ok()?);
        let head = lines.map_while(line).take_while(|line| !line.ends_with(';'));
        own == function.lines
            && head
                .take_while(|line| !line.is_empty())
                .any(|line| has_word(line, name) && line.contains("Receiver"))
    });
    is_made_there || is_given
}

/// It comes to the receive itself after this line, or starts the task that does.
fn receives_late(
    sources: Sources,
    waits: &Waiting,
    channel: &Object,
    at: &Place,
    name: &str,
) -> Option<(String, &'static str)> {
    let (task, channel) = (&waits.task, &channel.name);
    let receives = |line: &str| receives_by(line, name);
    let takes = |start: &Start| {
        given::is_moved(start.given.clone(), name)
            || sources.runs(&at.file, start, receives).is_some()
    };
    let start = sources.starts_after(at).into_iter().find(takes);
    let own = sources.comes_later(at, receives);
    Some(match (start, own) {
        (Some(start), own) if own.is_none_or(|own| start.line < own) => (
            format!(
                " {task} starts the task that receives from {channel} only after this \
                 wait, in line {}.",
                line_of(at, start.line)
            ),
            TOO_LATE,
        ),
        (_, Some(own)) => (
            format!(
                " {task} itself receives from {channel} in line {}, after this wait.",
                line_of(at, own)
            ),
            "how can this task send without waiting for its own receive?",
        ),
        _ => return None,
    })
}

/// Another line of the same file.
fn line_of(at: &Place, line: usize) -> String {
    numbered(&at.file, u32::try_from(line).unwrap_or_default())
}

/// A task that has ended without a receive, though it runs a function that receives by this
/// name.
fn receiver_has_ended(
    failure: &Failure,
    sources: Sources,
    channel: &Object,
    name: &str,
) -> Option<(String, &'static str)> {
    let ended = |task: &str| failure.ended.iter().any(|ended| ended.task == *task);
    let mut started = failure.started.iter().filter(|one| ended(&one.task));
    let (task, line) = started.find_map(|one| {
        let start = sources.start(one.location)?;
        let file = one.location.file();
        let line = sources.runs(file, &start, |line| receives_by(line, name))?;
        Some((&one.task, line_of(&one.location.into(), line)))
    })?;
    let told = format!(
        " {task}, which receives from {} in line {line}, has ended without coming there.",
        channel.name
    );
    Some((told, "who receives once that task has ended, or who tells the sender?"))
}

/// The task that would notify the one that waits, and that this one starts after its wait or
/// in the loop of it: in a sentence.
pub(super) fn notifier(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<String> {
    let name = sources.called_on(waits.location)?;
    let notifies = |line: &str| notifies_by(line, name);
    let would = |at: &Place, start: &Start| {
        sources.runs(&at.file, start, notifies).is_some()
    };
    if may_come(failure, sources, notifies) {
        return None;
    }
    let task = &waits.task;
    frames(waits).find_map(|at| {
        let in_loop = failure.started.iter().find(|one| {
            let both = [at.line as usize, one.location.line() as usize];
            let found = sources.function_at(at);
            one.by == *task
                && one.location.file() == &*at.file
                && both[0] > both[1]
                && found.is_some_and(|found| found.loop_has(&both))
                && sources.start(one.location).is_some_and(|it| would(at, &it))
        });
        let waits_in = told_at(at, sources);
        let told = |line: u32| format!(
            "{task} waits in {waits_in}, inside of the loop in which it starts the tasks \
             that would notify it, in line {}. It starts no other one before this wait \
             ends.",
            numbered(&at.file, line)
        );
        if let Some(one) = in_loop {
            return Some(told(one.location.line()));
        }
        let mut after = sources.starts_after(at).into_iter();
        let start = after.find(|start| would(at, start))?;
        Some(format!(
            "{task} starts a task that would notify it only after this wait, in line {}.",
            line_of(at, start.line)
        ))
    })
}
