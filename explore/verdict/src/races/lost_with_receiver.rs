//! A message lies in its channel when the receiver is dropped.

use explore::{Act, Step};

use crate::diagnosis::{Diagnosis, Sure};
use crate::operations::{message_of, with_message};
use crate::sources::Sources;
use crate::whereabouts::line_of;

/// The last message that was sent to a channel whose receiver is dropped later,
/// without receiving it.
pub(super) fn diagnose(steps: &[Step], sources: Sources) -> Option<Diagnosis> {
    let drops = |place: &usize| steps[*place].act == Act::DropsReceiver;
    let mut dropped = (0..steps.len()).rev().filter(drops);
    dropped.find_map(|dropped| {
        let channel = &steps[dropped].object;
        let sends = |step: &Step| step.act == Act::Sends && step.object == *channel;
        let sent = steps[..dropped].iter().rposition(sends)?;
        let is_own = sources.is_own(steps[dropped].location.file());
        let is_unread = message_of(&steps[sent]).is_some()
            && with_message(steps, &Act::Receives, &steps[sent]).is_none();
        let is_others = steps[sent].task != steps[dropped].task;
        let is_lost = is_unread && is_own && is_others;
        is_lost.then(|| told(steps, sent, dropped))?
    })
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
