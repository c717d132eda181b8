//! A task that has the only sender of a channel, and waits itself.

use std::fmt::Write;

use explore::{Act, Failure, Object, Place, Step, Waiting, Want};

use super::given;
use crate::operations::receives;
use crate::sources::Sources;
use crate::sources::later::sends_by;
use crate::sources::lies::Keeper;
use crate::whereabouts::{numbered, told_at};

/// The line in which the task waits, and those of the calls that led there.
pub(super) fn frames(one: &Waiting) -> impl Iterator<Item = &Place> {
    with_calls(&one.place, &one.calls)
}

/// The first of the calls is in the line itself, if they are known.
fn with_calls<'a>(
    line: &'a Place,
    calls: &'a [Place],
) -> impl Iterator<Item = &'a Place> {
    let innermost = calls.is_empty().then_some(line);
    innermost.into_iter().chain(calls)
}

/// Whether the record tells of one channel alone that was made there.
pub(super) fn is_only_one(failure: &Failure, channel: &Object) -> bool {
    let steps = failure.steps.iter().filter_map(|step| step.object.as_ref());
    let waits = failure.waiting.iter().flat_map(|one| &one.needs);
    let mut all = steps.chain(waits.filter_map(|need| need.object.as_ref()));
    all.all(|other| other.made != channel.made || other == channel)
}

/// Whether something was sent to the channel that the task has not received: then it may have
/// come too late for that.
fn has_missed(failure: &Failure, one: &Waiting, channel: &Object) -> bool {
    let sends = |step: &&Step| {
        step.act == Act::Sends && step.object.as_ref() == Some(channel)
    };
    let mut sent = failure.steps.iter().filter(sends);
    sent.any(|sent| !receives(&failure.steps, &one.task, sent))
}

/// The one task that has the only sender of the channel where it waits, for which another
/// one waits. Where a task that received has ended with the channel open, a message tells
/// who ends: then to have the sender is no mistake.
pub(super) fn keeper<'a>(
    failure: &'a Failure,
    sources: Sources,
    one: &Waiting,
    channel: &Object,
) -> Option<&'a Waiting> {
    let has_ended = |step: &Step| {
        let is_it =
            step.act == Act::Receives && step.object.as_ref() == Some(channel);
        is_it && failure.ended.iter().any(|ended| ended.task == step.task)
    };
    if one.senders[..] != [channel.made]
        || has_missed(failure, one, channel)
        || sources.is_check(channel.made.file())
        || !is_only_one(failure, channel)
        || failure.steps.iter().any(has_ended)
    {
        return None;
    }
    let sends = |task: &str| {
        let is_it = |step: &Step| {
            step.act == Act::Sends && step.object.as_ref() == Some(channel)
        };
        failure.steps.iter().any(|step| step.task == *task && is_it(step))
    };
    // Of who joins a task for which it has work there is more to say.
    let joins = |other: &Waiting| {
        other.wants == Want::End && other.holder.as_ref() == Some(&one.task)
    };
    let has = |other: &&Waiting| {
        other.task != one.task
            && !(joins(other) && sends(&other.task))
            && place(other, channel, sources).is_some()
    };
    let mut all = failure.waiting.iter().filter(has);
    all.next().filter(|_| all.next().is_none())
}

/// What has the sender while the task waits.
fn place(task: &Waiting, channel: &Object, sources: Sources) -> Option<Keeper> {
    let name = given::sender(channel, sources)?;
    let made = Place::from(channel.made);
    frames(task).find_map(|at| sources.keeper(&made, at, &name))
}

/// "main has the only sender of stop, in `server`, while it waits in line 56".
pub(super) fn says(task: &Waiting, channel: &Object, sources: Sources) -> String {
    let mut told = format!("{} has the only sender of {}", task.task, channel.name);
    let own = given::sender(channel, sources);
    let lies = match place(task, channel, sources) {
        Some(Keeper::Variable(name)) if Some(&name) != own.as_ref() => {
            write!(told, ", in `{name}`,")
        }
        Some(Keeper::Value(of)) => write!(told, ", in a `{of}`,"),
        _ => Ok(()),
    };
    lies.expect("a string has room");
    told + &format!(" while it waits in {}", told_at(&task.place, sources))
}

/// That main has made the only sender and waits itself, in a sentence, if so: no other task
/// runs `main`.
pub(super) fn maker(
    failure: &Failure,
    one: &Waiting,
    sources: Sources,
) -> Option<String> {
    let channel = one.object.as_ref().filter(|it| one.senders[..] == [it.made])?;
    let made = Place::from(channel.made);
    let main = sources.function_at(&made).filter(|it| it.name == "main")?;
    let main_waits = failure.waiting.iter().find(|it| it.task == "main")?;
    let is_made = sources.own_lines(&made)? == main.lines && one.task != "main";
    let name = given::sender(channel, sources);
    let sends = name.and_then(|name| {
        sources.comes_later(&main_waits.place, |line| sends_by(line, &name))
    });
    let line = sends.and_then(|line| u32::try_from(line).ok());
    let later = line.map(|line| {
        let line = numbered(&made.file, line);
        format!(" It would send to {} in line {line}, after that.", channel.name)
    });
    is_made.then(|| {
        format!(
            " main has made it, and itself {} in {}.{}",
            main_waits.operation,
            told_at(&main_waits.place, sources),
            later.unwrap_or_default()
        )
    })
}

/// A send that a task comes to after its own wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Later {
    pub(super) line: usize,
    /// Whether it has sent there before, to another channel that was made in the same line.
    pub(super) is_again: bool,
}

/// The one task that goes on to a send to the channel after its own wait, if there is just
/// one sender.
pub(super) fn sends_later<'a>(
    failure: &'a Failure,
    sources: Sources,
    one: &Waiting,
    channel: &Object,
) -> Option<(&'a Waiting, Later)> {
    if one.senders.len() != 1
        || has_missed(failure, one, channel)
        || sources.is_check(channel.made.file())
    {
        return None;
    }
    let others = failure.waiting.iter().filter(|other| other.task != one.task);
    let mut found = others.filter_map(|other| {
        let later = by_name(failure, sources, other, channel)
            .or_else(|| once_more(failure, sources, other, channel));
        Some((other, later?))
    });
    found.next().filter(|_| found.next().is_none())
}

/// It waits in the function that has made the channel, and goes on to a send by the name of
/// the sender.
fn by_name(
    failure: &Failure,
    sources: Sources,
    task: &Waiting,
    channel: &Object,
) -> Option<Later> {
    let name = given::sender(channel, sources)?;
    let made = Place::from(channel.made);
    let line = frames(task).find_map(|at| {
        let is_own = at.file == made.file
            && at.line > made.line
            && sources.own_lines(at)? == sources.own_lines(&made)?
            && sources.keeper(&made, at, &name).is_some();
        let later = sources.comes_later(at, |line| sends_by(line, &name));
        later.filter(|_| is_own)
    })?;
    is_only_one(failure, channel).then_some(Later { line, is_again: false })
}

/// It waits in a loop in which it has sent to another channel that was made in the same line.
fn once_more(
    failure: &Failure,
    sources: Sources,
    task: &Waiting,
    channel: &Object,
) -> Option<Later> {
    let sent = failure.steps.iter().filter(|step| {
        let is_alike =
            |other: &Object| other.made == channel.made && other != channel;
        step.task == task.task
            && step.act == Act::Sends
            && step.object.as_ref().is_some_and(is_alike)
    });
    let lines = sent.flat_map(|step| with_calls(&step.place, &step.calls));
    let mut again = lines.filter(|line| {
        frames(task).any(|at| {
            let found = sources.function_at(at).filter(|_| at.file == line.file);
            let both = [at.line as usize, line.line as usize];
            found.is_some_and(|found| at != *line && found.loop_has(&both))
        })
    });
    again.next().map(|at| Later { line: at.line as usize, is_again: true })
}
