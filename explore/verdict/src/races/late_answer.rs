//! An answer comes when nobody waits for it any more, and is taken for the next one.

use explore::{Act, Need, Object, Step, Want};

use crate::diagnosis::Diagnosis;
use crate::operations::{message_of, with_message};
use crate::whereabouts::line_at;

/// A task gives up on a channel, asks for something else, and receives from that channel
/// what was sent before anybody had received its second request.
pub(super) fn diagnose(steps: &[Step]) -> Option<Diagnosis> {
    let receives = |(_, step): &(usize, &Step)| matches!(step.act, Act::Receives);
    let mut received = steps.iter().enumerate().filter(receives);
    received.find_map(|(place, step)| told(steps, place, step))
}

fn told(steps: &[Step], received: usize, receives: &Step) -> Option<Diagnosis> {
    let answers = receives.object.as_ref()?;
    let mine = |step: &Step| step.task == receives.task;
    let own_sends = |step: &Step| {
        mine(step) && step.act == Act::Sends && step.object != receives.object
    };
    let gave_up = steps[..received]
        .iter()
        .rposition(|step| mine(step) && gives_up(step, answers))?;
    let had_one = |step: &Step| {
        mine(step) && step.act == Act::Receives && step.object == receives.object
    };
    if steps[gave_up..received].iter().any(had_one) {
        return None;
    }
    let again = gave_up + steps[gave_up..received].iter().rposition(own_sends)?;
    let requests = &steps[again].object;
    let first = steps[..gave_up]
        .iter()
        .rposition(|step| own_sends(step) && step.object == *requests)?;
    let sent = with_message(steps, &Act::Sends, receives)?;
    let server = &steps[sent].task;
    let took_first = with_message(steps, &Act::Receives, &steps[first])?;
    let took_again = with_message(steps, &Act::Receives, &steps[again]);
    let is_late = server != &receives.task
        && steps[took_first].task == *server
        && (took_first..received).contains(&sent)
        && sent > gave_up
        && took_again.is_none_or(|took| took > sent);
    if !is_late {
        return None;
    }
    let (task, name) = (&receives.task, &answers.name);
    let requests = &steps[again].object.as_ref()?.name;
    let number = message_of(receives)?;
    let sentence = format!(
        "{task} waited for a message from {name} in line {} and gave up. After that \
         {server} sent message {number} to {name} in line {}. By then {server} had \
         received from {requests} what {task} sent before it gave up, and not what \
         {task} sent in line {} later. {task} received this late message in line {}.",
        line_at(steps[gave_up].location),
        line_at(steps[sent].location),
        line_at(steps[again].location),
        line_at(receives.location)
    );
    let mut story = vec![first, took_first, gave_up, sent, again, received];
    story.sort_unstable();
    Some(Diagnosis {
        steps: story,
        wrong: Some(received),
        ask: Some(format!("how can {task} tell which request an answer is to?")),
        ..Diagnosis::told("an answer came after its timeout", sentence)
    })
}

/// Whether the step is the end of a wait for a message of the channel that has not come.
pub(super) fn gives_up(step: &Step, channel: &Object) -> bool {
    let of = step.object.as_ref() == Some(channel);
    let is_arm = |need: &Need| {
        need.wants == Want::Message && need.object.as_ref() == Some(channel)
    };
    match of {
        true => {
            let finds_none = format!("finds {} empty", channel.name);
            step.act == Act::GivesUp || step.operation == finds_none
        }
        false => step.looks.iter().any(is_arm),
    }
}
