//! Who would have to end a wait, as far as that is known for sure: by what the model knows,
//! or because the task has done the like before.

use std::panic::Location;

use explore::{Act, Failure, Need, Object, Started, Step, Waiting, Want};

use super::{clones, given, keeps};
use crate::operations::{starts, with_message};
use crate::sources::Sources;

/// A task that waits itself, and would have to end the wait of another one.
#[derive(Clone, Copy)]
pub(super) struct Link<'a> {
    pub(super) task: &'a Waiting,
    pub(super) how: How<'a>,
    /// The step that shows it.
    pub(super) step: Option<usize>,
}

/// What the task has to do with what is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How<'a> {
    /// It holds the lock.
    Holds(&'a Object),
    /// It initializes the value.
    Initializes(&'a Object),
    /// It is the task whose end is waited for.
    Ends,
    /// It has a permit of the semaphore.
    HasPermit(&'a Object),
    /// It receives from the channel that has no room, or was given its receiver at this
    /// place.
    Receives(&'a Object, Option<&'a Location<'a>>),
    /// It was given a sender of the channel at this place.
    HasSender(&'a Object, &'a Location<'a>),
    /// It receives from the channel in which the request lies that is to be answered, or
    /// was given its receiver at this place.
    Answers(&'a Object, Option<&'a Location<'a>>),
    /// It has received the request from this channel, and has not answered it.
    HasRequest(&'a Object),
    /// It comes to receive from the channel that has no room in this line, after its own
    /// wait.
    Later(&'a Object, usize),
    /// It comes to send to the channel after its own wait.
    SendsLater(&'a Object, keeps::Later),
    /// It has the only sender of the channel where it waits.
    Keeps(&'a Object),
}

/// All of them.
pub(super) fn links<'a>(
    failure: &'a Failure,
    sources: Sources,
    one: &'a Waiting,
) -> Vec<Link<'a>> {
    let [need] = &one.needs[..] else { return arms(failure, sources, one) };
    let object = need.object.as_ref();
    match (need.wants, object) {
        (Want::End, _) => held(failure, one, How::Ends),
        (Want::Lock | Want::Turn, Some(lock)) => {
            let taken = |step: &Step| step.act == Act::Locks;
            let mut links = held(failure, one, How::Holds(lock));
            for link in &mut links {
                link.step = last(failure, lock, &link.task.task, taken);
            }
            links
        }
        (Want::Initialization, Some(value)) => {
            let links = held(failure, one, How::Initializes(value));
            match links.is_empty() {
                true => initialize(failure, value),
                false => links,
            }
        }
        (Want::Permits, Some(semaphore)) => have_permits(failure, semaphore),
        (Want::Room | Want::Receiver, Some(channel)) => {
            match receive(failure, sources, channel, How::Receives) {
                links if links.is_empty() => {
                    receive_later(failure, sources, one, channel)
                }
                links => links,
            }
        }
        (Want::Message, Some(channel)) => match unread_request(failure, one) {
            Some((step, requests)) => {
                let mut links = receive(failure, sources, requests, How::Answers);
                links.iter_mut().for_each(|link| link.step = Some(step));
                links
            }
            None => match has_request(failure, sources, one, channel) {
                Some(link) => vec![link],
                None => end_messages(failure, sources, one, channel),
            },
        },
        _ => Vec::new(),
    }
}

/// The task that has received what the task of this wait has sent last, if that is a request:
/// either nothing was ever sent to where the answer is waited for, so its sender went with
/// the request, or this task has sent there before.
fn has_request<'a>(
    failure: &'a Failure,
    sources: Sources,
    one: &'a Waiting,
    answer: &'a Object,
) -> Option<Link<'a>> {
    let steps = &failure.steps[..];
    let own = |step: &Step| step.task == one.task;
    let asked = steps.iter().rposition(|step| own(step) && !is_aside(&step.act))?;
    let requests = steps[asked].object.as_ref()?;
    if steps[asked].act != Act::Sends || requests == answer {
        return None;
    }
    let took = with_message(&steps[asked..], &Act::Receives, &steps[asked])?;
    let took = asked + took;
    let other = &steps[took].task;
    let answers = |step: &&Step| {
        step.act == Act::Sends && step.object.as_ref() == Some(answer)
    };
    let (before, since) = steps.split_at(asked);
    let mut before = before.iter().filter(answers);
    let would = before.next().is_none_or(|step| step.task == *other)
        && before.all(|step| step.task == *other);
    // A task that it has started since may have got the sender.
    let starts = |started: &Started| started.by == *other && started.after > took;
    let may_be_another = since.iter().any(|step| answers(&step))
        || failure.started.iter().any(starts);
    // Where the text tells who has the sender, it did not go with the request.
    let known = have_senders(failure, sources, one, answer);
    let is_own = |link: &Link<'_>| [other, &one.task].contains(&&link.task.task);
    let is_elsewhere = !known.is_empty() && !known.iter().any(is_own);
    let task = failure.waiting.iter().find(|task| task.task == *other)?;
    // Who waits for the next request is done with this one.
    let asks = Need { wants: Want::Message, object: Some(requests.clone()) };
    let is_done = task.needs.contains(&asks);
    let is_it = would && !may_be_another && !is_elsewhere && !is_done;
    (is_it && *other != one.task).then_some(Link {
        task,
        how: How::HasRequest(requests),
        step: Some(took),
    })
}

/// Whether it says nothing of what the task has asked for.
fn is_aside(act: &Act) -> bool {
    matches!(act, Act::Waits(_) | Act::Prints | Act::Unlocks)
}

/// A task that nobody has seen to receive from the channel: the function in which it waits
/// goes on to a receive by the name of the receiver.
fn receive_later<'a>(
    failure: &'a Failure,
    sources: Sources,
    one: &Waiting,
    channel: &'a Object,
) -> Vec<Link<'a>> {
    let Some(name) = given::receiver(channel, sources) else { return Vec::new() };
    let later = |task: &&'a Waiting| {
        let line = sources.receives_after(task.location, &name)?;
        Some(Link { task, how: How::Later(channel, line), step: None })
    };
    let others = failure.waiting.iter().filter(|task| task.task != one.task);
    let found: Vec<Link<'_>> = others.filter_map(|task| later(&task)).collect();
    // Of several nobody knows who has it.
    if found.len() == 1 { found } else { Vec::new() }
}

/// Of a select that would send or be told to stop, and nobody has ever told anything: those
/// that receive.
fn arms<'a>(
    failure: &'a Failure,
    sources: Sources,
    one: &'a Waiting,
) -> Vec<Link<'a>> {
    let is_told = |channel: &Object| {
        let tells = |step: &Step| {
            step.act == Act::Sends && step.object.as_ref() == Some(channel)
        };
        failure.steps.iter().any(tells)
    };
    let (sends, others): (Vec<&Need>, Vec<&Need>) = one
        .needs
        .iter()
        .partition(|need| matches!(need.wants, Want::Room | Want::Receiver));
    let is_silent = |need: &&Need| {
        need.wants == Want::Message
            && need.object.as_ref().is_some_and(|channel| !is_told(channel))
    };
    let [Need { object: Some(channel), .. }] = sends[..] else { return Vec::new() };
    match others.iter().all(is_silent) {
        true => receive(failure, sources, channel, How::Receives),
        false => Vec::new(),
    }
}

/// Those that would send to the channel, or drop the last sender.
fn end_messages<'a>(
    failure: &'a Failure,
    sources: Sources,
    one: &'a Waiting,
    channel: &'a Object,
) -> Vec<Link<'a>> {
    let given = have_senders(failure, sources, one, channel);
    if !given.is_empty() {
        return given;
    }
    let later = keeps::sends_later(failure, sources, one, channel);
    let later = later.map(|(task, later)| (task, How::SendsLater(channel, later)));
    let keeper = || {
        let task = keeps::keeper(failure, sources, one, channel)?;
        Some((task, How::Keeps(channel)))
    };
    let link = later.or_else(keeper);
    link.map(|(task, how)| Link { task, how, step: None }).into_iter().collect()
}

/// Those that were given a sender, without which the channel would be closed. A task that
/// has a sender of what it waits for itself is one of them if there is no other sender:
/// through another one, as a pool keeps of an idle worker, a message could still come.
fn have_senders<'a>(
    failure: &'a Failure,
    sources: Sources,
    one: &'a Waiting,
    channel: &'a Object,
) -> Vec<Link<'a>> {
    let mut given = given::senders(failure, channel, sources);
    if given.is_empty() {
        given = clones::owners(failure, one, channel, sources);
    }
    let given = given.into_iter();
    let is_alone = one.senders.len() == 1;
    let given = given.filter(|(task, _)| is_alone || task.task != one.task);
    let links = given.map(|(task, started)| {
        let how = How::HasSender(channel, started.location);
        Link { task, how, step: None }
    });
    links.collect()
}

/// The task that the model knows of.
fn held<'a>(failure: &'a Failure, one: &Waiting, how: How<'a>) -> Vec<Link<'a>> {
    let holder = |other: &&Waiting| Some(&other.task) == one.holder.as_ref();
    let holder = failure.waiting.iter().find(holder);
    holder.map(|task| Link { task, how, step: None }).into_iter().collect()
}

/// The last step of this kind that the task has done to the object.
fn last(
    failure: &Failure,
    object: &Object,
    task: &str,
    kind: impl Fn(&Step) -> bool,
) -> Option<usize> {
    failure.steps.iter().rposition(|step| {
        step.task == task && step.object.as_ref() == Some(object) && kind(step)
    })
}

/// Those that have received from the channel before, have looked for a message there, or
/// were given its receiver.
fn receive<'a>(
    failure: &'a Failure,
    sources: Sources,
    channel: &'a Object,
    how: fn(&'a Object, Option<&'a Location<'a>>) -> How<'a>,
) -> Vec<Link<'a>> {
    let of = |step: &Step| step.object.as_ref() == Some(channel);
    let looks = |step: &Step| {
        let is_it = |need: &Need| {
            need.wants == Want::Message && need.object.as_ref() == Some(channel)
        };
        let finds_none = step.operation == format!("finds {} empty", channel.name);
        step.looks.iter().any(is_it) || of(step) && finds_none
    };
    let known = |task: &str| {
        let last = |is_it: &dyn Fn(&Step) -> bool| {
            failure.steps.iter().rposition(|step| step.task == task && is_it(step))
        };
        let finds_none =
            |step: &Step| step.operation == format!("finds {} empty", channel.name);
        let took = |step: &Step| {
            of(step) && (step.act == Act::Receives || finds_none(step))
        };
        last(&took).or_else(|| last(&looks))
    };
    let waiting = failure.waiting.iter();
    let links = waiting.filter_map(|task| {
        let step = Some(known(&task.task)?);
        Some(Link { task, how: how(channel, None), step })
    });
    let links: Vec<Link<'_>> = links.collect();
    if !links.is_empty() {
        return links;
    }
    let given = given::receivers(failure, channel, sources).into_iter();
    let given = given.map(|(task, started)| {
        let how = how(channel, Some(started.location));
        Link { task, how, step: None }
    });
    given.collect()
}

/// The task that has begun to make the value and is not done, where only the steps say who
/// that is.
fn initialize<'a>(failure: &'a Failure, value: &'a Object) -> Vec<Link<'a>> {
    let begins = format!("finds {} empty", value.name);
    let is_last = |task: &Waiting| {
        let own = |step: &Step| step.object.as_ref() == Some(value);
        let step = last(failure, value, &task.task, own)?;
        (failure.steps[step].operation == begins).then_some(step)
    };
    let links = failure.waiting.iter().filter_map(|task| {
        let step = Some(is_last(task)?);
        Some(Link { task, how: How::Initializes(value), step })
    });
    match links.collect::<Vec<_>>() {
        links if links.len() == 1 => links,
        _ => Vec::new(),
    }
}

/// Those that have taken permits and have not given all of them back.
pub(super) fn have_permits<'a>(
    failure: &'a Failure,
    semaphore: &'a Object,
) -> Vec<Link<'a>> {
    let has = |task: &&Waiting| {
        let own = failure.steps.iter().filter(|step| {
            step.task == task.task && step.object.as_ref() == Some(semaphore)
        });
        let left = own.fold(0_isize, |left, step| match step.act {
            Act::TakesPermits(permits) => left + permits as isize,
            Act::GivesPermits(permits) | Act::ForgetsPermits(permits) => {
                left - permits as isize
            }
            _ => left,
        });
        left > 0
    };
    let takes = |step: &Step| matches!(step.act, Act::TakesPermits(_));
    let waiting = failure.waiting.iter().filter(has);
    let links = waiting.filter_map(|task| {
        let step = last(failure, semaphore, &task.task, takes)?;
        let how = How::HasPermit(semaphore);
        let passes = passes_on(failure, semaphore, &task.task, step);
        (!passes).then_some(Link { task, how, step: Some(step) })
    });
    links.collect()
}

/// Whether the task may have given the permit away that it took in this step: in a message, or
/// to a task that it has started since, one that waits, and for no permit itself.
fn passes_on(
    failure: &Failure,
    semaphore: &Object,
    task: &str,
    taken: usize,
) -> bool {
    let sends = |step: &Step| step.task == task && step.act == Act::Sends;
    if failure.steps[taken..].iter().any(sends) {
        return true;
    }
    let permit = Need { wants: Want::Permits, object: Some(semaphore.clone()) };
    let mut others = failure.waiting.iter();
    others.any(|other| {
        let starts = |step: &Step| step.task == task && starts(step, &other.task);
        other.needs != [permit.clone()] && failure.steps[taken..].iter().any(starts)
    })
}

/// The request that the task has sent last, if nobody has received it and nothing has ever
/// come from where the task waits for the answer: the step, and the channel in which it
/// lies.
pub(super) fn unread_request<'a>(
    failure: &'a Failure,
    one: &Waiting,
) -> Option<(usize, &'a Object)> {
    let [Need { wants: Want::Message, object: Some(answer) }] = &one.needs[..]
    else {
        return None;
    };
    let sends = |step: &Step, channel: &Object| {
        step.act == Act::Sends && step.object.as_ref() == Some(channel)
    };
    if failure.steps.iter().any(|step| sends(step, answer)) {
        return None;
    }
    let own = |step: &Step| step.task == one.task;
    let request = failure
        .steps
        .iter()
        .rposition(|step| own(step) && !matches!(step.act, Act::Waits(_)))?;
    let channel = failure.steps[request].object.as_ref()?;
    if !sends(&failure.steps[request], channel) {
        return None;
    }
    let of = |act: Act, steps: &[Step]| {
        let same =
            |step: &&Step| step.act == act && step.object.as_ref() == Some(channel);
        steps.iter().filter(same).count()
    };
    let number = of(Act::Sends, &failure.steps[..=request]);
    (of(Act::Receives, &failure.steps) < number).then_some((request, channel))
}
