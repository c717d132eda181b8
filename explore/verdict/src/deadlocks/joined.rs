//! A task is joined that ends when its channel is closed, by the one who could close it.
//! Where another receiver has ended with the channel open, a message tells who ends, and
//! this is another mistake. So it is if a check joins: what it waits for has to end.

use explore::{Act, Failure, Waiting, Want};

use super::links::links;
use crate::diagnosis::Diagnosis;
use crate::sources::Sources;
use crate::whereabouts::told_at;

pub(super) const TITLE: &str = "a task is joined before its channel is closed";

/// The joined task receives, and of all that are left only the one who joins has sent.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    failure.waiting.iter().find_map(|joins| {
        let may_err =
            joins.wants == Want::End && !sources.is_check(&joins.place.file);
        let ends = joins.holder.as_ref().filter(|_| may_err)?;
        let ends = failure.waiting.iter().find(|one| one.task == *ends)?;
        told(failure, sources, joins, ends)
    })
}

fn told(
    failure: &Failure,
    sources: Sources,
    joins: &Waiting,
    ends: &Waiting,
) -> Option<Diagnosis> {
    let channel = ends.object.as_ref().filter(|_| ends.wants == Want::Message)?;
    let who = |act: Act| {
        let all = failure.steps.iter().filter(move |step| {
            step.act == act && step.object.as_ref() == Some(channel)
        });
        all.map(|step| &step.task)
    };
    let waits = |task: &String| failure.waiting.iter().any(|one| one.task == *task);
    let mut left = who(Act::Sends).filter(|task| waits(task)).peekable();
    let is_only = left.peek().is_some() && left.all(|task| *task == joins.task);
    // Another one may keep a sender that it has not used yet.
    let mut links = links(failure, sources, ends).into_iter();
    let is_kept = links.any(|link| link.task.task != joins.task);
    if !is_only || is_kept || !who(Act::Receives).all(waits) {
        return None;
    }
    let (who, task, channel) = (&joins.task, &ends.task, &channel.name);
    let place = told_at(&joins.place, sources);
    let sentence = format!(
        "{who} waits in {place} for {task} to end. {task} waits for a message from \
         {channel}, until the last sender of {channel} is dropped. {who} has sent to \
         {channel}, and drops no sender while it waits."
    );
    Some(Diagnosis {
        objects: ends.object.clone().into_iter().collect(),
        waits: vec![who.clone(), task.clone()],
        ask: Some(format!(
            "who still owns a sender of {channel}, and can it be dropped before the \
             wait in {place}?"
        )),
        ..Diagnosis::told(TITLE, sentence)
    })
}
