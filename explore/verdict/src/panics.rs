//! Why a task panicked, as far as the steps before it tell.

mod borrowed;
mod comes_of;
mod kept_wake;
mod nothing_new;
mod still_owned;

use explore::{Act, Cause, Failure, Object, Place, Step};

use self::comes_of::comes_of;
use crate::diagnosis::{Diagnosis, Sure, is_assertion, surest};
use crate::operations::{locked, may_change};
use crate::poison;
use crate::races::{self, no_last_owner, slept};
use crate::rounds::{goes_round_with_guard, looks_in_a_loop};
use crate::sources::Sources;
use crate::whereabouts::{line_at, line_of};

/// The cause of the panic that ended the schedule, if it is sure. What [others](races::causes)
/// tell of an assertion as well is left to them, who know how sure it is.
pub(crate) fn cause(
    failure: &Failure,
    is_assertion: bool,
    sources: Sources,
) -> Option<Diagnosis> {
    let Cause::Panic { task, message, .. } = &failure.cause else { return None };
    let beside = |told: fn(&Failure, Sources) -> Option<Diagnosis>| {
        if is_assertion { None } else { told(failure, sources) }
    };
    let is_poison = message.ends_with("PoisonError { .. }");
    let poisoned = is_poison.then(|| poison::unwrapped(&failure.steps, task));
    poisoned
        .flatten()
        .or_else(|| woken_once(failure, task, sources))
        .or_else(|| beside(slept::diagnose))
        .or_else(|| unparked_once(failure, task, sources))
        .or_else(|| beside(no_last_owner::diagnose))
        .or_else(|| still_owned::diagnose(failure, task, sources))
        .or_else(|| borrowed::diagnose(failure, task, sources))
        .or_else(|| nothing_new::diagnose(failure, task, sources))
        .or_else(|| kept_wake::diagnose(failure, task, sources))
        .or_else(|| closed(failure, task, sources))
}

/// Whether the step is the last one of the task but for what it lets go.
fn is_last(steps: &[Step], place: usize, task: &str) -> bool {
    let goes_on = |step: &Step| {
        step.task == task
            && !matches!(step.act, Act::Unlocks | Act::Poisons)
            && !is_end(&step.act)
    };
    steps[place].task == task && !steps[place + 1..].iter().any(goes_on)
}

/// Whether an end of a channel is dropped, as a panic does.
fn is_end(act: &Act) -> bool {
    matches!(act, Act::DropsSender | Act::DropsReceiver)
}

/// The last that the task did was to find a channel closed: who closed it.
fn closed(failure: &Failure, task: &str, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let finds = |step: &Step| step.task == task && !is_end(&step.act);
    let found = steps.iter().rposition(finds)?;
    if ends_a_loop(failure, &steps[found], sources)
        || !comes_of(failure, &steps[found], "", sources)
    {
        return None;
    }
    let (end, what) = match &steps[found] {
        step if step.act == Act::FindsNoReceiver => {
            (Act::DropsReceiver, "receiver")
        }
        step if step.operation.ends_with(" disconnected")
            && !goes_through_all(step, sources) =>
        {
            (Act::DropsSender, "sender")
        }
        _ => return None,
    };
    let drops = |step: &Step| step.act == end && step.object == steps[found].object;
    let dropped = steps[..found].iter().rposition(drops)?;
    // Who drops its own sender, and then takes what is left, finds the end.
    if steps[dropped].task == *task && end == Act::DropsSender {
        return None;
    }
    let (drops, channel) = (&steps[dropped], steps[found].object.as_ref()?);
    if end == Act::DropsSender
        && let Some(last) = taken_by_others(&steps[..found], task, channel)
    {
        return Some(taken(steps, last, found));
    }
    let came = |step: &Step| {
        step.task == *task
            && step.object.as_ref() == Some(channel)
            && matches!(step.act, Act::Sends | Act::Receives)
    };
    let again = if steps[..found].iter().any(came) { " again" } else { "" };
    let sentence = format!(
        "{} dropped the last {what} of {name} in line {}, before {task} came to {name}\
         {again} in line {}.",
        drops.task,
        line_of(&drops.place),
        line_at(steps[found].location),
        name = channel.name
    );
    Some(Diagnosis {
        objects: vec![channel.clone()],
        wrong: Some(found),
        ask: Some(format!(
            "what should {task} do when {} is closed?",
            channel.name
        )),
        ..Diagnosis::told("a channel was closed before it was used", sentence)
    })
}

/// The step in which another task has received the last message of a channel, if others have
/// received all of them and this task none.
fn taken_by_others(steps: &[Step], task: &str, channel: &Object) -> Option<usize> {
    let of = |act: Act| {
        move |place: &usize| {
            steps[*place].act == act
                && steps[*place].object.as_ref() == Some(channel)
        }
    };
    let all = || 0..steps.len();
    let last = all().rev().find(of(Act::Receives))?;
    let is_own = |place: usize| steps[place].task == task;
    // Of some channels each receiver has all messages.
    let is_shared = all().any(|place| of(Act::Subscribes)(&place));
    let sent = all().filter(of(Act::Sends)).count();
    let received: Vec<usize> = all().filter(of(Act::Receives)).collect();
    let is_it = received.len() == sent && !received.into_iter().any(is_own);
    (is_it && !is_shared).then_some(last)
}

/// The one of these steps has taken the last message, before the task of the other one came.
fn taken(steps: &[Step], last: usize, found: usize) -> Diagnosis {
    let (takes, finds) = (&steps[last], &steps[found]);
    let channel = takes.object.as_ref();
    let name = channel.map_or("", |channel| &channel.name);
    let (other, task) = (&takes.task, &finds.task);
    let sentence = format!(
        "{other} received the last message of {name} in line {}, and {name} is closed. \
         {task} has received none, and came to {name} in line {} after that.",
        line_of(&takes.place),
        line_at(finds.location),
    );
    Diagnosis {
        objects: channel.cloned().into_iter().collect(),
        wrong: Some(found),
        ask: Some(format!("which messages of {name} are for {task}?")),
        ..Diagnosis::told("another task took the last message", sentence)
    }
}

/// Whether the step is one of a call that goes through all messages there are, such as a
/// `collect`: the end is how such a call ends.
fn goes_through_all(step: &Step, sources: Sources) -> bool {
    const CALLS: [&str; 4] = ["iter(", "collect", "extend(", "fold("];
    let call = sources.rest(step.location);
    call.is_some_and(|call| CALLS.iter().any(|word| call.contains(word)))
}

/// What came in between: if the task has done nothing since, or has to do with what
/// seldom happens in right programs.
pub(crate) fn came_between(
    failure: &Failure,
    task: &str,
    sources: Sources,
) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let explains = |cause: &Diagnosis| match cause.sure {
        Sure::Certain => true,
        Sure::Likely => cause.steps.iter().any(|&step| steps[step].task == task),
        Sure::Possible => {
            let mut told = cause.steps.iter().chain(&cause.wrong);
            told.any(|&step| is_last(steps, step, task))
        }
    };
    surest(races::causes(failure, sources).into_iter().filter(explains))
}

/// Whether the step is the end of all messages that a loop takes, and the panic
/// comes after that loop, or is a claim in another function: then the channel was
/// closed when it should be.
fn ends_a_loop(failure: &Failure, finds: &Step, sources: Sources) -> bool {
    let Cause::Panic { file, line, message, .. } = &failure.cause else {
        return false;
    };
    let at = finds.location;
    let place = Place { file: file.as_str().into(), line: *line };
    if is_assertion(message, &place, sources) && *line != at.line() {
        let function = sources.function_at(&place);
        let takes_all = sources.rest(at).is_none_or(|call| !call.contains("recv"));
        if takes_all || function != sources.function(at) {
            return true;
        }
    }
    let is_outside = |line: usize| {
        let function = sources.function(at);
        function.is_some_and(|found| {
            let all = [at.line() as usize, line];
            found.loops_at(all[0]) && !found.loop_has(&all)
        })
    };
    finds.act != Act::FindsNoReceiver
        && file == at.file()
        && is_outside(*line as usize)
}

/// The task was unparked, went on and did not look at what it had parked for: that
/// had not changed, or who unparked it had not come to what it looks at now.
fn unparked_once(
    failure: &Failure,
    task: &str,
    sources: Sources,
) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let mine = |step: &Step| step.task == task;
    let woken = steps
        .iter()
        .rposition(|step| mine(step) && step.operation == "is unparked")?;
    let at = steps[woken].location;
    let call = sources.rest(at).and_then(|rest| rest.split('(').next());
    let looks_once = call.is_some_and(|call| call.ends_with("park"))
        && sources
            .function(at)
            .is_some_and(|found| !found.loops_at(at.line() as usize));
    let unparks = format!("unparks {task}");
    let wake = steps[..woken].iter().rposition(|step| step.operation == unparks)?;
    let looks = |step: &Step| matches!(step.act, Act::Reads(_) | Act::Locks);
    let is_read = |step: &Step| mine(step) && looks(step);
    let acts = |step: &Step| mine(step) && !looks(step) && step.act != Act::Unlocks;
    let in_a_loop = || looks_in_a_loop(steps, woken, sources);
    if !looks_once || steps[woken + 1..].iter().any(acts) || in_a_loop() {
        return None;
    }
    let wakes = &steps[wake];
    let (line, by) = (line_at(at), &wakes.task);
    let said = format!(
        "{task} parked in line {line}, and {by} unparked it in line {}",
        line_at(wakes.location)
    );
    let told = |sentence: String, mut story: Vec<usize>| {
        story.extend([wake, woken]);
        story.sort_unstable();
        Diagnosis {
            steps: story,
            wrong: Some(woken),
            ask: Some(format!("what has to be checked again after line {line}?")),
            ..Diagnosis::told("an unparked task did not look again", sentence)
        }
    };
    let read = steps[..woken].iter().rposition(is_read).filter(|&read| {
        let of = |step: &Step| step.object == steps[read].object;
        let changes = |step: &Step| of(step) && may_change(step);
        sources.is_one_function(steps[read].location, at)
            && !steps[read + 1..woken].iter().any(changes)
            && !steps[woken..].iter().any(|step| mine(step) && of(step))
    });
    if let Some(read) = read {
        let reads = &steps[read];
        let name = reads.object.as_ref().map_or("", |object| &object.name);
        let sentence = format!(
            "{task} {} in line {}. {said}, when {name} had not changed. {task} did not \
             look at {name} again.",
            reads.operation,
            line_at(reads.location),
        );
        return Some(told(sentence, vec![read]));
    }
    let look = woken + 1 + steps[woken + 1..].iter().position(is_read)?;
    let what = steps[look].object.as_ref()?;
    if !comes_of(failure, &steps[look], &what.name, sources) {
        return None;
    }
    let comes =
        |step: &Step| step.task == *by && step.object.as_ref() == Some(what);
    if steps.iter().any(comes) {
        return None;
    }
    let comes_later = match sources.comes_to(wakes.location, &what.name) {
        true => format!("before {by} came to {}", what.name),
        // It was meant for something else.
        false => format!("and has not come to {}", what.name),
    };
    let sentence = format!(
        "{said}, {comes_later}. {task} went on and came to {name} in line {}.",
        line_at(steps[look].location),
        name = what.name,
    );
    Some(told(sentence, vec![look]))
}

/// The task was woken and did not look again: it waited in no loop, and it has done
/// nothing since.
fn woken_once(
    failure: &Failure,
    task: &str,
    sources: Sources,
) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let mine = |step: &Step| step.task == task;
    let last = |act: &Act| !matches!(act, Act::Unlocks);
    let woken = steps.iter().rposition(|step| mine(step) && last(&step.act))?;
    let wakes = &steps[woken];
    if wakes.act != Act::Wakes || !wakes.operation.starts_with("is woken") {
        return None;
    }
    let waits = steps[..woken]
        .iter()
        .rposition(|step| mine(step) && step.act == Act::WaitsOn)?;
    let at = wakes.location;
    let looks_once = sources.rest(at).is_some_and(|rest| rest.starts_with("wait("))
        && sources
            .function(at)
            .is_some_and(|found| !found.loops_at(at.line() as usize));
    if !looks_once || goes_round_with_guard(steps, waits, sources) {
        return None;
    }
    let notifies = |step: &Step| {
        matches!(step.act, Act::Notifies(_)) && step.object == wakes.object
    };
    let notified = waits + steps[waits..woken].iter().rposition(notifies)?;
    let lock = locked(wakes)?;
    if !comes_of(failure, wakes, lock, sources) {
        return None;
    }
    let is_lock = |step: &Step| match step.act {
        Act::Locks => {
            step.object.as_ref().is_some_and(|object| object.name == lock)
        }
        _ => step.act == Act::Wakes && step.operation == wakes.operation,
    };
    let locks = |step: &Step| !mine(step) && is_lock(step);
    let between = steps[notified..woken].iter().rposition(locks);
    let between = between.map(|place| notified + place);
    let line = line_at(at);
    let taken = between.map(|place| {
        let other = &steps[place];
        format!(
            " Before {task} had {lock} again, {} locked {lock} in line {}.",
            other.task,
            line_at(other.location)
        )
    });
    let sentence = format!(
        "{task} waited in line {line} and was woken.{} {task} did not check again \
         whether it can go on.",
        taken.unwrap_or_default()
    );
    let mut story = vec![waits, notified, woken];
    story.extend(between);
    story.sort_unstable();
    Some(Diagnosis {
        steps: story,
        wrong: Some(woken),
        sure: Sure::Certain,
        ask: Some(format!("what has to be checked again after line {line}?")),
        ..Diagnosis::told("a woken task did not look again", sentence)
    })
}

#[cfg(test)]
mod tests;
