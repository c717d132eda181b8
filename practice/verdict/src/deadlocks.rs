//! Who waits for whom, and why nobody can go on.

mod circle;
mod missed;
mod root;

use explore::{Act, Failure, Object, Waiting, Want};

use crate::awaits;
use crate::diagnosis::Diagnosis;

/// Of a schedule that ended because no task could go on.
pub(crate) fn diagnose(failure: &Failure) -> Diagnosis {
    let diagnosis = circle::diagnose(failure)
        .or_else(|| held_during_a_wait(failure))
        .or_else(|| awaits::left_behind(failure))
        .or_else(|| first_cause(failure));
    diagnosis.unwrap_or_else(|| {
        Diagnosis::told(
            "nobody can go on",
            "Every task waits for another one.".into(),
        )
    })
}

fn wants_lock(one: &Waiting) -> bool {
    matches!(one.wants, Want::Lock | Want::Turn)
}

/// The step at which the task took the lock that it holds at the end.
fn taken(failure: &Failure, lock: &Object, holder: &str) -> Option<usize> {
    failure.steps.iter().rposition(|step| {
        step.act == Act::Locks
            && step.object.as_ref() == Some(lock)
            && step.task == holder
    })
}

/// A task waits for a lock whose holder waits for something else.
fn held_during_a_wait(failure: &Failure) -> Option<Diagnosis> {
    let waiting = &failure.waiting;
    let (needs, holds) = waiting.iter().find_map(|needs| {
        let holder = needs.holder.as_ref().filter(|_| needs.wants == Want::Lock)?;
        let holds = waiting.iter().find(|other| other.task == *holder)?;
        (!wants_lock(holds)).then_some((needs, holds))
    })?;
    let lock = needs.object.clone()?;
    let (title, wait) = match failure.awaits {
        true => ("a lock is held over an await", "await"),
        false => ("a lock is held during a wait", "wait"),
    };
    let sentence = format!(
        "{} holds {} while it {}, and {} needs it to go on.",
        holds.task, lock.name, holds.operation, needs.task
    );
    Some(Diagnosis {
        steps: taken(failure, &lock, &holds.task).into_iter().collect(),
        waits: vec![holds.task.clone(), needs.task.clone()],
        ask: Some(format!("could the lock be let go before the {wait}?")),
        ..Diagnosis::told(title, sentence)
    })
}

/// The wait that the others follow from.
fn first_cause(failure: &Failure) -> Option<Diagnosis> {
    let waiting = &failure.waiting;
    let cause = root::of(failure)?;
    let name = cause.object.as_ref().map_or("", |object| object.name.as_str());
    let task = &cause.task;
    let (title, sentence, ask) = match cause.wants {
        Want::Notification => {
            let (sentence, ask) = missed::tell(failure, cause, name);
            ("nobody woke the waiter", sentence, ask)
        }
        Want::Message => (
            "the last sender was never dropped",
            format!(
                "{task} waits for a message from {name}. It is empty, and as long as a \
                 sender is alive somewhere it has not ended."
            ),
            "who still owns a sender, and why?",
        ),
        Want::Room => (
            "nobody makes room",
            format!(
                "{task} waits for room in {name}, and nobody receives from it."
            ),
            "who was to receive, and what does it do instead?",
        ),
        Want::Receiver => (
            "nobody receives",
            format!("{task} waits for a receiver of {name}, and nobody comes."),
            "who was to receive, and what does it do instead?",
        ),
        Want::Unpark => (
            "nobody woke the waiter",
            format!("{task} is parked, and nobody unparks it any more."),
            "who unparks it, and can that come too early?",
        ),
        Want::Members => (
            "a member never left the group",
            format!(
                "{task} waits for the others to leave {name}, and one never does."
            ),
            "who still owns a clone of the group?",
        ),
        Want::OneOf if let Some(joins) = joins(waiting, task) => (
            "the wait for a task came before what ends it",
            format!(
                "{joins} waits for {task} to end, and {task} {}. Nobody is left to \
                 bring one of these.",
                cause.operation
            ),
            "what ends that task, and does it come before the wait for it?",
        ),
        Want::Others => (
            "too few come to the barrier",
            format!(
                "{task} waits for others at {name}, and nobody comes there any more."
            ),
            "for how many does the barrier wait, and how many come?",
        ),
        Want::Permits => (
            "a permit does not come back",
            format!("{task} waits for a permit of {name}, and nobody gives one."),
            "who has a permit, and does it give it back whatever happens?",
        ),
        Want::Initialization => (
            "nobody makes the value",
            format!("{task} waits for the value of {name}, and nobody makes it."),
            "who was to make it, and what does it do instead?",
        ),
        _ => (
            "nobody can go on",
            format!("{task} {}, and nobody is left to end that.", cause.operation),
            "who was to end the wait?",
        ),
    };
    let (title, sentence) = match waiting.len() {
        _ if waiting.iter().any(|one| one.task == "main") => (title, sentence),
        1 => {
            ("a task was left behind", format!("All others have ended. {sentence}"))
        }
        _ => ("a task was left behind", format!("main has ended. {sentence}")),
    };
    Some(Diagnosis {
        objects: cause.object.clone().into_iter().collect(),
        ask: Some(ask.to_string()),
        ..Diagnosis::told(title, sentence)
    })
}

/// The task that waits for this one to end.
fn joins<'a>(waiting: &'a [Waiting], task: &str) -> Option<&'a str> {
    let joins = |one: &&Waiting| {
        one.wants == Want::End && one.holder.as_deref() == Some(task)
    };
    waiting.iter().find(joins).map(|one| one.task.as_str())
}

#[cfg(test)]
mod tests;
