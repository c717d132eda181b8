//! What the words of a step say.

use explore::{Act, Object, Step};

/// The number of the message that is sent or received.
pub(crate) fn message_of(step: &Step) -> Option<&str> {
    let (_, rest) = step.operation.split_once(" message ")?;
    rest.split(' ').next()
}

/// The first of these steps that does this with the message of another one.
pub(crate) fn with_message(
    steps: &[Step],
    act: &Act,
    other: &Step,
) -> Option<usize> {
    let message = message_of(other)?;
    steps.iter().position(|step| {
        step.act == *act
            && step.object == other.object
            && message_of(step) == Some(message)
    })
}

/// Whether the task receives the message that is sent in this step, by whatever receiver.
pub(crate) fn receives(steps: &[Step], task: &str, sent: &Step) -> bool {
    let message = message_of(sent);
    let is_it = |step: &Step| {
        step.task == task
            && step.act == Act::Receives
            && step.object == sent.object
            && message_of(step) == message
    };
    message.is_some() && steps.iter().any(is_it)
}

/// Whether the step starts this task.
pub(crate) fn starts(step: &Step, task: &str) -> bool {
    step.operation.strip_prefix("starts ") == Some(task)
}

/// Whether it goes on to write what it has locked to read, and locks nothing more.
pub(crate) fn goes_on_writing(step: &Step) -> bool {
    step.operation.starts_with("goes on writing ")
}

/// Whether it changes an atomic.
pub(crate) fn writes(step: &Step) -> bool {
    matches!(step.act, Act::Writes(_) | Act::Updates(_))
}

/// Whether it may have changed something: it writes, or locks for more than to read.
pub(crate) fn may_change(step: &Step) -> bool {
    match step.act {
        Act::Locks => !step.operation.ends_with(" to read"),
        _ => writes(step),
    }
}

/// Whether it puts something into a channel or a queue.
pub(crate) fn adds(step: &Step) -> bool {
    step.act == Act::Sends || step.operation.starts_with("adds value ")
}

/// Whether it takes something out of a channel or a queue.
pub(crate) fn takes(step: &Step) -> bool {
    step.act == Act::Receives || step.operation.starts_with("takes value ")
}

/// Whether it finds nothing in a channel or a queue.
pub(crate) fn finds_empty(step: &Step) -> bool {
    let found = step.operation.strip_prefix("finds ");
    let found = found.and_then(|found| found.strip_suffix(" empty"));
    step.object.as_ref().is_some_and(|object| found == Some(&object.name))
}

/// Whether the step has looked at something and left it as it was, or lets others go first.
pub(crate) fn changes_nothing(step: &Step) -> bool {
    match step.act {
        Act::Reads(_) | Act::FindsOther | Act::FindsLocked => true,
        Act::Other => {
            let finds = step.operation.starts_with("finds ");
            finds || step.operation == "lets others go first"
        }
        _ => false,
    }
}

/// The name of the lock that a task takes in this step, be it with a wake-up.
pub(crate) fn locked(step: &Step) -> Option<&str> {
    match step.act {
        Act::Locks => step.object.as_ref().map(|lock| &*lock.name),
        Act::Wakes => step.operation.strip_prefix("is woken and locks "),
        _ => None,
    }
}

/// The name of the lock that a task has again in this step, in which its wait is over.
pub(crate) fn locked_after_wait(step: &Step) -> Option<&str> {
    let taken = step.operation.rsplit_once(" and locks ");
    taken.filter(|_| step.act == Act::Wakes).map(|(_, lock)| lock)
}

/// Whether the task has taken this lock in these steps, and not let it go since.
pub(crate) fn holds(steps: &[Step], task: &str, lock: &Object) -> bool {
    let own = steps.iter().rev().filter(|step| step.task == task);
    let mut takes = own.filter_map(|step| match step.act {
        Act::WaitsOn => (lock_of(step)? == lock.name).then_some(false),
        Act::Wakes => (locked_after_wait(step)? == lock.name).then_some(true),
        _ if step.object.as_ref() != Some(lock) => None,
        Act::Locks => Some(true),
        Act::Unlocks | Act::Poisons => Some(false),
        _ => None,
    });
    takes.next().unwrap_or(false)
}

/// Whether a task that waited for a notification got one.
pub(crate) fn is_notified(step: &Step) -> bool {
    step.operation.starts_with("is notified by ")
}

/// The name of the lock that a wait for a notification lets go.
pub(crate) fn lock_of(waits_on: &Step) -> Option<&str> {
    let lets_go = waits_on.operation.strip_prefix("unlocks ")?;
    lets_go.split_once(" and waits for ").map(|(lock, _)| lock)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use explore::sync::{Condvar, Mutex};
    use explore::thread;

    use super::*;

    #[test]
    fn a_wait_lets_a_lock_go_and_takes_it_again() {
        let report = explore::every(|| {
            let pair = Arc::new((Mutex::new(false), Condvar::new()));
            let other = pair.clone();
            let task = thread::spawn(move || {
                let mut done = other.0.lock().unwrap();
                while !*done {
                    done = other.1.wait(done).unwrap();
                }
                panic!("with the lock");
            });
            thread::park_timeout(std::time::Duration::from_secs(1));
            *pair.0.lock().unwrap() = true;
            pair.1.notify_one();
            task.join().unwrap();
        });
        let failure = report.found();
        let lock = failure.steps.iter().find(|step| step.act == Act::Locks);
        let lock = lock.and_then(|step| step.object.as_ref()).expect("a lock");
        let steps = failure.steps.iter().enumerate();
        let own = steps.filter(|(_, step)| {
            let is_meant =
                matches!(step.act, Act::Locks | Act::WaitsOn | Act::Wakes);
            step.task == "task 1" && is_meant
        });
        let held = own.map(|(place, step)| {
            (step.act.clone(), holds(&failure.steps[..=place], "task 1", lock))
        });
        let expected =
            [(Act::Locks, true), (Act::WaitsOn, false), (Act::Wakes, true)];
        assert_eq!(held.collect::<Vec<_>>(), expected, "{report}");
    }
}
