//! Tasks of which each waits for the next one, all round, and not for locks alone.

use std::collections::{BTreeMap, VecDeque};

use explore::{Act, Failure, Waiting};

use super::keeps::Later;
use super::links::{How, Link, links};
use super::{joined, keeps};
use crate::diagnosis::Diagnosis;
use crate::sources::Sources;
use crate::whereabouts::{line_at, line_of};

/// Who waits for whom: a wait, and the task that would have to end it.
type Round<'a> = Vec<(&'a Waiting, Link<'a>)>;

/// Of each task the links from its wait.
type Links<'a> = BTreeMap<&'a str, Vec<Link<'a>>>;

/// The shortest circle, if there is one.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let waiting = failure.waiting.iter();
    let links: Links<'_> = waiting
        .map(|one| (one.task.as_str(), links(failure, sources, one)))
        .collect();
    let waiting = failure.waiting.iter();
    let rounds = waiting.filter_map(|one| round(&links, one, |_, _| true));
    let shortest = rounds.min_by_key(Vec::len)?;
    let round = of_permits(&links, &shortest).unwrap_or(shortest);
    let hows: Vec<How<'_>> = round.iter().map(|(_, link)| link.how).collect();
    let (title, ask) = called(&hows);
    let each: Vec<String> =
        round.iter().map(|(one, link)| says(failure, sources, one, link)).collect();
    let arrows = round.iter().map(|(one, link)| match object(link.how) {
        Some(name) => format!("{} -> {name} -> ", one.task),
        None => format!("{} -> ", one.task),
    });
    let cycle = arrows.collect::<String>() + &round[0].0.task;
    let mut steps: Vec<usize> =
        round.iter().filter_map(|(_, link)| link.step).collect();
    steps.sort_unstable();
    steps.dedup();
    Some(Diagnosis {
        end: (round.len() > 1).then(|| format!("the cycle: {cycle}")),
        steps,
        waits: round.iter().map(|(one, _)| one.task.clone()).collect(),
        ask: Some(ask.to_string()),
        ..Diagnosis::told(title, each.join(" "))
    })
}

/// `shortest` is one task that waits for a permit and has one. Returns the circle of several
/// such tasks, if there is one: each could give back what another waits for.
fn of_permits<'a>(links: &Links<'a>, shortest: &Round<'a>) -> Option<Round<'a>> {
    let [(first, Link { how: How::HasPermit(_), .. })] = shortest[..] else {
        return None;
    };
    round(links, first, |one, link| {
        matches!(link.how, How::HasPermit(_)) && link.task.task != one.task
    })
}

/// The shortest way from a wait back to its task, of links for which this is so. Of
/// the ways to each other task the first is enough: the others lead on to the same
/// tasks.
fn round<'a>(
    links: &Links<'a>,
    first: &'a Waiting,
    is_wanted: fn(&Waiting, &Link<'_>) -> bool,
) -> Option<Round<'a>> {
    let next = |one: &'a Waiting| {
        let all = links.get(one.task.as_str()).into_iter().flatten();
        let wanted = all.filter(move |link| is_wanted(one, link));
        wanted.map(move |link| (one, *link))
    };
    let mut known: Vec<&str> = Vec::new();
    let mut ways: VecDeque<Round<'a>> =
        next(first).map(|step| vec![step]).collect();
    while let Some(way) = ways.pop_front() {
        let last = way.last()?.1.task;
        if last.task == first.task {
            return Some(way);
        }
        if !known.contains(&last.task.as_str()) {
            known.push(&last.task);
            ways.extend(next(last).map(|step| [&way[..], &[step]].concat()));
        }
    }
    None
}

fn object<'a>(how: How<'a>) -> Option<&'a str> {
    match how {
        How::Holds(object)
        | How::Initializes(object)
        | How::HasPermit(object)
        | How::Receives(object, _)
        | How::Answers(object, _)
        | How::HasRequest(object)
        | How::Later(object, _)
        | How::SendsLater(object, _)
        | How::Keeps(object)
        | How::HasSender(object, _) => Some(&object.name),
        How::Ends => None,
    }
}

/// What is said where nothing closer is known.
const IN_CIRCLE: (&str, &str) = (
    "tasks wait for each other in a circle",
    "which of these waits could come later, or not at all?",
);

/// The name of the mistake, and what to ask.
fn called(hows: &[How<'_>]) -> (&'static str, &'static str) {
    let all = |is: fn(&How<'_>) -> bool| hows.iter().all(is);
    let any = |is: fn(&How<'_>) -> bool| hows.iter().any(is);
    let is_answer =
        |how: &How<'_>| matches!(how, How::Answers(..) | How::HasRequest(_));
    match hows {
        [How::Answers(..)] => (
            "a request is never received",
            "which task should receive the request, and does it still receive?",
        ),
        [How::Receives(..)] => (
            "a task waits for itself",
            "how can this task send without waiting for its own receive?",
        ),
        [How::HasSender(..)] => (
            "a task waits for itself",
            "can this task drop its sender before it waits, or do without the wait?",
        ),
        [How::HasPermit(_)] => {
            ("a task waits for itself", "when is the first permit given back?")
        }
        [_] => (
            "a task waits for itself",
            "can this be done without the value that is not there yet?",
        ),
        [How::Ends, How::Keeps(_)] | [How::Keeps(_), How::Ends] => {
            (joined::TITLE, "can the sender be dropped before the wait?")
        }
        _ if any(|how| matches!(how, How::SendsLater(..) | How::Keeps(_))) => {
            IN_CIRCLE
        }
        _ if any(|how| matches!(how, How::HasPermit(_))) => (
            "a permit is held during a wait",
            "can the permit be given back before the wait?",
        ),
        _ if all(|how| *how == How::Ends) => (
            "tasks wait for each other to end",
            "which of these tasks can end without the other?",
        ),
        _ if all(|how| matches!(how, How::Receives(..) | How::Later(..))) => (
            "tasks wait to send to each other",
            "which of these tasks could receive before it sends?",
        ),
        _ if all(is_answer) => (
            "tasks wait for each other's answers",
            "which of these tasks could answer before it asks?",
        ),
        _ => IN_CIRCLE,
    }
}

/// "task 1 waits for room in jobs, and task 2 is the task that receives from jobs."
fn says(
    failure: &Failure,
    sources: Sources,
    one: &Waiting,
    Link { task, how, step }: &Link<'_>,
) -> String {
    let Waiting { task: who, operation: waits, .. } = one;
    let other = &task.task;
    let own = who == other;
    match how {
        // The wait names the other task.
        How::Ends => format!("{who} {waits}."),
        How::Initializes(value) if !own && one.holder.is_none() => {
            format!(
                "{who} {waits}, and {other} has begun to initialize {}.",
                value.name
            )
        }
        How::Holds(_) | How::Initializes(_) if !own => format!("{who} {waits}."),
        How::Holds(lock) => {
            let lock = &lock.name;
            format!("{who} waits for {lock} but already holds {lock}.")
        }
        How::Initializes(value) => format!(
            "{who} initializes {value}, and waits for {value} before that is done.",
            value = value.name
        ),
        How::HasPermit(semaphore) if own => {
            format!("{who} {waits} and already has a permit of {}.", semaphore.name)
        }
        How::HasPermit(_) => {
            let since = step.map(|step| line_of(&failure.steps[step].place));
            let since = since.map(|line| format!(" since line {line}"));
            format!(
                "{who} {waits}, and {other} has one{}.",
                since.unwrap_or_default()
            )
        }
        How::Keeps(channel) => {
            format!("{who} {waits}, and {}.", keeps::says(task, channel, sources))
        }
        How::SendsLater(channel, Later { line, is_again: false }) => format!(
            "{who} {waits}, and {other} sends to {} in line {line}, after its own wait.",
            channel.name
        ),
        How::SendsLater(_, Later { line, is_again: true }) => format!(
            "{who} {waits}, and {other} sends in line {line}, a line that it comes to \
             again only after its own wait."
        ),
        How::Receives(channel, None) if own => format!(
            "{who} {waits}. Only a receive makes room, and {who} itself is the task \
             that receives from {}.",
            channel.name
        ),
        How::Receives(channel, None) => {
            let name = &channel.name;
            let step = step.map(|step| &failure.steps[step]);
            let in_vain = step.filter(|step| step.act != Act::Receives);
            match in_vain {
                Some(step) => format!(
                    "{who} {waits}. {other} looked for a message of {name} in line {} \
                     and went on without one.",
                    line_of(&step.place)
                ),
                None => {
                    format!("{who} {waits}, and {other} receives from {name}.")
                }
            }
        }
        How::Receives(channel, Some(at)) => format!(
            "{who} {waits}, and {other} was given the receiver of {} in line {}.",
            channel.name,
            line_at(at)
        ),
        How::HasSender(channel, at) if own => format!(
            "{who} {waits}, or for the end of all senders of {channel}. {who} itself was \
             given one of these senders in line {line}.",
            channel = channel.name,
            line = line_at(at)
        ),
        How::HasSender(channel, at) => format!(
            "{who} {waits}, and {other} was given a sender of {} in line {}.",
            channel.name,
            line_at(at)
        ),
        How::Answers(requests, None) if own => format!(
            "{who} {waits}. Its request lies in {requests}. No task receives it: {who} \
             itself is the task that received from {requests} before.",
            requests = requests.name
        ),
        How::Answers(requests, Some(at)) => format!(
            "{who} {waits}. Its request lies in {requests}, and {other} was given the \
             receiver of {requests} in line {}.",
            line_at(at),
            requests = requests.name
        ),
        How::HasRequest(requests) => {
            let line = step.map(|step| line_of(&failure.steps[step].place));
            let line = line.map(|line| format!(" in line {line}"));
            format!(
                "{who} {waits}, and {other} has to send it: {other} received the request \
                 of {who} from {}{}.",
                requests.name,
                line.unwrap_or_default()
            )
        }
        How::Later(channel, line) => format!(
            "{who} {waits}, and {other} receives from {} in line {line}, after its own \
             wait.",
            channel.name
        ),
        How::Answers(requests, None) => format!(
            "{who} {waits}. Its request lies in {requests}, and {other} receives from \
             {requests}.",
            requests = requests.name
        ),
    }
}
