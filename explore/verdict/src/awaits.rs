//! What goes wrong where tasks take turns at awaits.

use explore::{Act, Failure, Step, Waiting, Want};

use crate::claims::LEFT_BEHIND;
use crate::diagnosis::Diagnosis;
use crate::operations::starts;
use crate::whereabouts::{line_at, line_of};

/// A task waits in a way that lets nobody else go on.
pub(crate) fn blocked(failure: &Failure, task: &str) -> Diagnosis {
    let waiting = failure.waiting.iter().find(|one| one.task == task);
    waiting.map_or_else(
        || {
            Diagnosis::told(
                BLOCKED,
                format!("{task} blocks the thread that runs all tasks."),
            )
        },
        |waiting| {
            let held = held_over_an_await(failure, waiting);
            held.unwrap_or_else(|| blocks(failure, waiting))
        },
    )
}

const BLOCKED: &str = "a task blocks the executor";

/// It waits for a lock of std that another task took along to its await.
fn held_over_an_await(failure: &Failure, blocks: &Waiting) -> Option<Diagnosis> {
    let lock = blocks.object.clone().filter(|_| blocks.wants == Want::Lock)?;
    let holder = blocks.holder.as_ref()?;
    let awaits = failure.waiting.iter().find(|one| one.task == *holder)?;
    let taken = failure.steps.iter().rposition(|step| {
        step.act == Act::Locks
            && step.task == *holder
            && step.object.as_ref() == Some(&lock)
    })?;
    if *holder == blocks.task {
        let sentence = format!(
            "{holder} locks {lock} in line {}. It still holds {lock} when it locks \
             it again in line {}.",
            line_at(failure.steps[taken].location),
            line_of(&blocks.place),
            lock = lock.name
        );
        let ask =
            "where is the first guard dropped, and is there an await before that?";
        return Some(Diagnosis {
            steps: vec![taken],
            waits: vec![holder.clone()],
            ask: Some(ask.into()),
            ..Diagnosis::told("a task waits for itself", sentence)
        });
    }
    let sentence = format!(
        "{holder} holds {lock} over the await in line {}. {} waits for {lock} in \
         line {} and blocks the thread that runs both. So neither can go on.",
        line_of(&awaits.place),
        blocks.task,
        line_of(&blocks.place),
        lock = lock.name
    );
    Some(Diagnosis {
        steps: vec![taken],
        waits: vec![holder.clone(), blocks.task.clone()],
        ask: Some("can the guard be dropped before the await?".into()),
        ..Diagnosis::told("a lock is held over an await", sentence)
    })
}

fn blocks(failure: &Failure, waiting: &Waiting) -> Diagnosis {
    let task = &waiting.task;
    let line = line_of(&waiting.place);
    let wait = match waiting.wants {
        Want::Time => format!("{task} sleeps in line {line}"),
        _ => format!("{task} {} in line {line}", waiting.operation),
    };
    let sentence = format!(
        "{wait} without an await. This blocks the thread that runs all tasks, so \
         no other task and no timer can go on."
    );
    let ask = match waiting.wants {
        Want::Time => "what does tokio offer instead of thread::sleep?",
        Want::Lock | Want::Turn => {
            "which task holds the lock, and can it run while this task blocks?"
        }
        Want::Message | Want::Room | Want::Receiver | Want::OneOf => {
            "which channel of tokio lets other tasks run during the wait?"
        }
        _ => "what does tokio offer to wait for this with an await?",
    };
    // Those who stand still with it.
    let starts = |step: &Step| step.operation.starts_with("starts task");
    let steps = failure.steps.iter().enumerate();
    let steps = steps.filter(|(_, step)| starts(step));
    Diagnosis {
        steps: steps.map(|(place, _)| place).collect(),
        waits: vec![task.clone()],
        ask: Some(ask.into()),
        ..Diagnosis::told(BLOCKED, sentence)
    }
}

/// A runtime was asked to block inside of a task, where it refuses.
pub(crate) fn runtime_inside(task: &str, message: &str, place: &str) -> Diagnosis {
    let asked = match message.starts_with("Cannot block") {
        true => "tokio",
        false => "a runtime",
    };
    let sentence = format!(
        "{task} asks {asked} in {place} to block until a future is done, but {task} \
         already runs on a runtime. tokio panics, because all other tasks would \
         have to wait."
    );
    Diagnosis {
        ask: Some("can an await replace this call?".into()),
        ..Diagnosis::told(BLOCKED, sentence)
    }
}

/// Who has ended where one task is told of that has not.
pub(crate) fn who_has(failure: &Failure) -> &'static str {
    // main has ended and was not started.
    match failure.ended.len() == failure.started.len() {
        true => "All other tasks have",
        false => "main has",
    }
}

/// The program has ended and a task has not.
pub(crate) fn left_behind(failure: &Failure) -> Option<Diagnosis> {
    if !failure.awaits || failure.waiting.iter().any(|one| one.task == "main") {
        return None;
    }
    let explains = |one: &&Waiting| one.wants != Want::End;
    let left = failure.waiting.iter().find(explains)?;
    let task = &left.task;
    let sentence = format!(
        "{} ended, but {task} still {}. Nobody stopped it and waited for its end.",
        who_has(failure),
        left.operation
    );
    let starts = |step: &Step| starts(step, task);
    Some(Diagnosis {
        steps: failure.steps.iter().position(starts).into_iter().collect(),
        waits: vec![task.clone()],
        ask: Some(format!("who keeps the handle of {task}, and who awaits it?")),
        ..Diagnosis::told(LEFT_BEHIND, sentence)
    })
}

#[cfg(test)]
mod tests;
