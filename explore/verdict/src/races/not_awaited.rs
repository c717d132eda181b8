//! A result is read while the task that makes it still has messages to receive.

use explore::{Act, Failure, Object, Started, Step};

use super::last_look::{LastLook, could_come, is_look, last_look};
use super::unfinished::too_early;
use crate::deadlocks::receiver;
use crate::diagnosis::Diagnosis;
use crate::number as number_of;
use crate::operations::{may_change, with_message};
use crate::sources::Sources;
use crate::whereabouts::{line_at, line_of};

/// The task whose claim fails has looked last at what another one changes by the messages that
/// it receives. This one has not ended, and messages for it lie in its channel.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let LastLook { task, place: look, what } = last_look(failure, is_look)?;
    let steps = &failure.steps[..];
    let changes =
        |step: &Step| step.object.as_ref() == Some(what) && may_change(step);
    let (worker, channel) = failure.started.iter().find_map(|worker| {
        let own = || steps.iter().filter(|step| step.task == worker.task);
        let word = what.name.split(' ').next()?;
        let would = || own().any(changes) || sources.reaches(worker.location, word);
        let is_it = worker.task != *task
            && could_come(failure, &worker.task, what)
            && would();
        let channel = is_it.then(|| channel_of(steps, worker, sources))??;
        Some((worker, channel))
    })?;
    let is_sent = |place: &usize| {
        let step = &steps[*place];
        step.act == Act::Sends && step.object.as_ref() == Some(channel)
    };
    let sent: Vec<usize> = (0..look).filter(is_sent).collect();
    let is_heard = |place: &&usize| {
        with_message(&steps[..look], &Act::Receives, &steps[**place]).is_some()
    };
    let heard = sent.iter().filter(is_heard).count();
    let last = *sent.last().filter(|_| heard < sent.len())?;
    let name = &channel.name;
    let received = match (heard, sent.len()) {
        (0, 1) => format!("the message that was sent to {name}"),
        (0, all) => {
            format!(
                "any of the {} messages that were sent to {name}",
                number_of(all)
            )
        }
        (some, all) => format!(
            "more than {} of the {} messages that were sent to {name}",
            number_of(some),
            number_of(all)
        ),
    };
    let sentence = format!(
        "{task} looked at {} in line {}. {}, started in line {}, had not received \
         {received}, the last one by {} in line {}. {task} had not waited for the end \
         of {}.",
        what.name,
        line_at(steps[look].location),
        worker.task,
        line_at(worker.location),
        steps[last].task,
        line_of(&steps[last].place),
        worker.task
    );
    let own = (0..=look).filter(|&place| changes(&steps[place]));
    let mut story: Vec<usize> = own.chain([last, look]).collect();
    story.sort_unstable();
    story.dedup();
    Some(too_early(steps, look, &worker.task, (story, sentence)))
}

/// The channel from which the task has received last, or whose receiver it was given, if
/// nobody has received from that.
fn channel_of<'a>(
    steps: &'a [Step],
    worker: &Started,
    sources: Sources,
) -> Option<&'a Object> {
    let receives =
        |step: &&Step| step.task == worker.task && step.act == Act::Receives;
    if let Some(step) = steps.iter().rfind(receives) {
        return step.object.as_ref();
    }
    let of = |act: Act| {
        let all = steps.iter().filter(move |step| step.act == act);
        all.filter_map(|step| step.object.as_ref())
    };
    let is_given = |channel: &&Object| {
        of(Act::Receives).all(|other| other != *channel)
            && receiver(channel, sources)
                .is_some_and(|name| sources.mentions(worker.location, &name))
    };
    of(Act::Sends).find(is_given)
}
