//! A task that subscribed waits for what came before that.

use explore::{Act, Failure, Need, Step, Waiting, Want};

use crate::diagnosis::Diagnosis;
use crate::functions::has_word;
use crate::operations::receives;
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// All that was sent had been sent before the task subscribed.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    failure.waiting.iter().find_map(|waits| {
        let mut needs = waits.needs.iter();
        needs.find_map(|need| told(failure, sources, (waits, need)))
    })
}

/// A task that waits for a message of a channel, and perhaps for something else.
fn told(
    failure: &Failure,
    sources: Sources,
    (waits, need): (&Waiting, &Need),
) -> Option<Diagnosis> {
    let channel = need.object.as_ref().filter(|_| need.wants == Want::Message)?;
    let last = |act: Act, is_its: &dyn Fn(&Step) -> bool| {
        failure.steps.iter().rposition(|step| {
            step.act == act && step.object.as_ref() == Some(channel) && is_its(step)
        })
    };
    let subscribed = last(Act::Subscribes, &|step| step.task == waits.task)?;
    let sent = last(Act::Sends, &|_| true).filter(|&sent| sent < subscribed)?;
    let (last, since) = (&failure.steps[sent], &failure.steps[subscribed]);
    let is_it = match waits.needs.len() {
        1 => !ends_with_senders(waits, sources),
        _ => is_to_stop(since, waits, sources),
    };
    if !is_it || knows(failure, last, (since, waits), sources) {
        return None;
    }
    let sentence = format!(
        "{} sent to {name} in {}. After that {task} subscribed to {name} in {}. Now \
         {task} waits for something new, and nothing new comes.",
        last.task,
        told_at(&last.place, sources),
        told_at(&since.place, sources),
        name = channel.name,
        task = waits.task,
    );
    Some(Diagnosis {
        steps: vec![sent, subscribed],
        waits: vec![waits.task.clone()],
        ask: Some(
            "can the task subscribe earlier, or look at the value first?".into(),
        ),
        ..Diagnosis::told("a task subscribed too late", sentence)
    })
}

/// Whether the loop in which it waits ends when the last sender is dropped, and one is not.
fn ends_with_senders(waits: &Waiting, sources: Sources) -> bool {
    let line = sources.line(waits.location.file(), waits.location.line());
    let is_loop = line.is_some_and(|line| line.contains("while let "));
    is_loop && !waits.senders.is_empty()
}

/// Whether the loop in which it waits ends with what comes to what has subscribed there: a
/// line of it says so, such as `_ = stop.changed() => break`.
fn is_to_stop(since: &Step, waits: &Waiting, sources: Sources) -> bool {
    let ends = || {
        let line = sources.line(since.location.file(), since.location.line())?;
        let (name, _) = line.trim().strip_prefix("let ")?.split_once(" = ")?;
        let name = name.trim_start_matches("mut ");
        let has = |line: &str, word: &str| has_word(line, word);
        let leaves = |line: &str| has(line, "break") || has(line, "return");
        let mut lines = sources.loop_around(waits.location)?.lines();
        Some(lines.any(|line| has(line, name) && leaves(line)))
    };
    ends().unwrap_or(false)
}

/// Whether the task has not missed this message: it has received it by another receiver, or
/// looks at the last value itself, which it finds whenever it subscribes.
fn knows(
    failure: &Failure,
    last: &Step,
    (since, waits): (&Step, &Waiting),
    sources: Sources,
) -> bool {
    let call = sources.rest(waits.location);
    receives(&failure.steps, &waits.task, last)
        || call.is_some_and(|call| call.starts_with("wait_for("))
        || looks(since, waits, sources)
}

/// Whether it looks at the value before it waits. In the function in which it has subscribed
/// it does so between the two: what comes after the wait has not come yet.
fn looks(since: &Step, waits: &Waiting, sources: Sources) -> bool {
    let (subscribes, at) = (since.location, waits.location);
    let is_one = sources.is_one_function(subscribes, at);
    let borrows = |text: &str| text.contains(".borrow");
    match is_one && subscribes.line() < at.line() {
        true => (subscribes.line()..=at.line())
            .any(|line| sources.line(at.file(), line).is_some_and(borrows)),
        false => sources.body(at).is_some_and(borrows),
    }
}
