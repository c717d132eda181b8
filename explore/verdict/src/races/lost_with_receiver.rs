//! A message lies in its channel when the receiver is dropped.

use explore::{Act, Step};

use crate::diagnosis::{Diagnosis, Sure};
use crate::functions::{has_word, is_part};
use crate::operations::{finds_empty, message_of, with_message};
use crate::sources::Sources;
use crate::whereabouts::line_of;

/// The last message that was sent to a channel whose receiver is dropped later,
/// without receiving it.
pub(super) fn diagnose(steps: &[Step], sources: Sources) -> Option<Diagnosis> {
    let (sent, dropped) = lost(steps, sources).next()?;
    told(steps, sent, dropped)
}

/// The same of one whose receiver had waited and given up before it was dropped, by
/// who keeps a message that nobody can receive: then none may be lost.
pub(super) fn after_a_wait(steps: &[Step], sources: Sources) -> Option<Diagnosis> {
    let gave_up = |dropped: usize| {
        let own = |step: &Step| {
            step.task == steps[dropped].task && step.object == steps[dropped].object
        };
        let gave_up = steps[..dropped].iter().rposition(|step| {
            let call = sources.rest(step.location).unwrap_or_default();
            let had_waited = finds_empty(step) && call.starts_with("recv_");
            own(step) && (step.act == Act::GivesUp || had_waited)
        })?;
        let receives = |step: &Step| own(step) && step.act == Act::Receives;
        let again = steps[gave_up..dropped].iter().any(receives);
        (!again).then_some(gave_up)
    };
    let mut lost = lost(steps, sources)
        .filter(|(sent, _)| keeps_what_fails(&steps[*sent], sources));
    let (sent, dropped, gave_up) =
        lost.find_map(|(sent, dropped)| Some((sent, dropped, gave_up(dropped)?)))?;
    let told = told(steps, sent, dropped)?;
    let (task, name) =
        (&steps[gave_up].task, &steps[gave_up].object.as_ref()?.name);
    let sentence = match gave_up < sent {
        true => format!(
            "{task} waited for a message from {name} in line {} and gave up. After that {}",
            line_of(&steps[gave_up].place),
            told.sentence
        ),
        false => told.sentence,
    };
    let mut story = [told.steps, vec![gave_up]].concat();
    story.sort_unstable();
    Some(Diagnosis {
        sentence,
        steps: story,
        sure: Sure::Likely,
        ask: Some(format!(
            "who takes a message that comes once {task} has given up?"
        )),
        ..told
    })
}

/// Where such a message was sent, and its receiver dropped; the last one first.
fn lost(steps: &[Step], sources: Sources) -> impl Iterator<Item = (usize, usize)> {
    let drops = |place: &usize| steps[*place].act == Act::DropsReceiver;
    let dropped = (0..steps.len()).rev().filter(drops);
    dropped.filter_map(move |dropped| {
        let channel = &steps[dropped].object;
        let sends = |step: &Step| step.act == Act::Sends && step.object == *channel;
        let sent = steps[..dropped].iter().rposition(sends)?;
        let is_own = sources.is_own(steps[dropped].location.file());
        let is_unread = message_of(&steps[sent]).is_some()
            && with_message(steps, &Act::Receives, &steps[sent]).is_none();
        let is_others = steps[sent].task != steps[dropped].task;
        (is_unread && is_own && is_others).then_some((sent, dropped))
    })
}

/// Whether the function that sends has a name for the message that comes back, and
/// does more than to tell it.
fn keeps_what_fails(sends: &Step, sources: Sources) -> bool {
    // The arms of a match, say.
    const NEAR: usize = 6;
    const TELLS: [&str; 6] =
        ["print", "panic!", "info!", "warn!", "error!", "debug!"];
    let Some(function) = sources.function(sends.location) else { return false };
    let last = u32::try_from(function.lines.1).unwrap_or_default();
    let line = |line: u32| sources.line(&sends.place.file, line);
    let mut below = (sends.place.line..=last).filter_map(line);
    let name = below.clone().take(NEAR).find_map(|line| {
        let (_, rest) = line.split_once("Err(")?;
        let rest = rest.strip_prefix("SendError(").unwrap_or(rest);
        rest.split(|letter| !is_part(letter)).next()
    });
    let uses = |line: &str, name: &str| {
        let rest = line.replacen(&format!("({name})"), "", 1);
        has_word(&rest, name) && !TELLS.iter().any(|tells| line.contains(tells))
    };
    name.filter(|name| !name.is_empty() && !name.starts_with('_'))
        .is_some_and(|name| below.any(|line| uses(line, name)))
}

fn told(steps: &[Step], sent: usize, dropped: usize) -> Option<Diagnosis> {
    let (sends, drops) = (&steps[sent], &steps[dropped]);
    let (task, name) = (&drops.task, &sends.object.as_ref()?.name);
    // The task says so when all that it had is dropped.
    let goes = |step: &Step| {
        matches!(
            step.act,
            Act::GivesUp
                | Act::DropsFuture(_)
                | Act::DropsSender
                | Act::DropsReceiver
                | Act::Unlocks
                | Act::GivesPermits(_)
        )
    };
    let stays = |step: &Step| step.task == *task && !goes(step);
    let next = steps[dropped..].iter().position(stays);
    let aborted = next.map(|next| dropped + next);
    let aborted = aborted.filter(|next| steps[*next].act == Act::IsAborted);
    let calls = format!("aborts {task}");
    let aborts =
        |end: usize| steps[..end].iter().rposition(|step| step.operation == calls);
    let aborts = aborted.and_then(aborts);
    let how = match (aborted, aborts) {
        (Some(_), Some(by)) => format!(
            "Then {} aborted {task} in line {}, and with its future the receiver of \
             {name} was dropped",
            steps[by].task,
            line_of(&steps[by].place)
        ),
        (Some(_), None) => format!(
            "Then {task} was aborted, and with its future the receiver of {name} was \
             dropped"
        ),
        (None, _) => format!(
            "Then {task} dropped the receiver of {name} in line {}",
            line_of(&drops.place)
        ),
    };
    let sentence = format!(
        "{} {} in line {}. {how}, before the message was received. So the message went \
         with it: that a send succeeds does not mean that the message is received.",
        sends.task,
        sends.operation,
        line_of(&sends.place)
    );
    let story = [sent].into_iter().chain(aborts).chain([dropped]).chain(aborted);
    Some(Diagnosis {
        steps: story.collect(),
        wrong: Some(dropped),
        sure: Sure::Possible,
        fits: Some("was lost"),
        ask: Some(format!(
            "what becomes of a message that lies in {name} when its receiver is dropped?"
        )),
        ..Diagnosis::told("a message was lost with its receiver", sentence)
    })
}
