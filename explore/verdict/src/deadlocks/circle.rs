//! Tasks that wait for each other's locks, all round.

use explore::{Failure, Object, Waiting, Want};

use super::{taken, wants_lock};
use crate::diagnosis::Diagnosis;

/// Each task waits for a lock that the next one holds, or that it wants to write first.
pub(super) fn diagnose(failure: &Failure) -> Option<Diagnosis> {
    let waiting = &failure.waiting[..];
    let next = |one: &Waiting| {
        let holder = one.holder.as_ref().filter(|_| wants_lock(one))?;
        waiting.iter().find(|other| other.task == *holder)
    };
    let circle = waiting.iter().find_map(|first| {
        let mut circle = vec![first];
        let mut last = first;
        for _ in waiting {
            last = next(last)?;
            if last.task == first.task {
                return Some(circle);
            }
            circle.push(last);
        }
        None
    })?;
    let locks: Vec<Object> =
        circle.iter().filter_map(|one| one.object.clone()).collect();
    let lock = |place: usize| locks[place % locks.len()].name.as_str();
    let round = circle.iter().enumerate();
    let round: Vec<String> = round
        .map(|(place, one)| format!("{} -> {} -> ", one.task, lock(place)))
        .collect();
    let round = round.concat() + &circle[0].task;
    let second_read = circle.iter().position(|one| one.wants == Want::Turn);
    let diagnosis = match (circle.len(), second_read) {
        (1, _) => waits_for_itself(&circle[0].task, lock(0)),
        (2, Some(place)) => {
            reads_twice(circle[place], circle[1 - place], lock(place))
        }
        _ => two_orders(&circle, lock),
    };
    let holds = |lock: &Object| {
        let needs = |one: &&&Waiting| {
            one.wants == Want::Lock && one.object.as_ref() == Some(lock)
        };
        taken(failure, lock, circle.iter().find(needs)?.holder.as_ref()?)
    };
    let mut steps: Vec<usize> = locks.iter().filter_map(holds).collect();
    steps.sort_unstable();
    steps.dedup();
    Some(Diagnosis {
        end: Some(format!("the cycle: {round}")),
        steps,
        objects: locks,
        waits: circle.iter().map(|one| one.task.clone()).collect(),
        ..diagnosis
    })
}

fn waits_for_itself(task: &str, lock: &str) -> Diagnosis {
    let sentence = format!("{task} waits for {lock} but already holds {lock}.");
    Diagnosis {
        ask: Some("when is the first guard dropped?".into()),
        ..Diagnosis::told("a task waits for itself", sentence)
    }
}

/// The second read of a lock waits for a writer, and that one for the first.
fn reads_twice(reader: &Waiting, writer: &Waiting, lock: &str) -> Diagnosis {
    let (reader, writer) = (&reader.task, &writer.task);
    let sentence = format!(
        "{reader} holds a read guard of {lock} and asks for a second one. {writer} \
         came in between and waits to write. New readers have to wait behind a \
         waiting writer."
    );
    Diagnosis {
        ask: Some("can the second read use the first guard?".into()),
        ..Diagnosis::told("a task takes a read lock twice", sentence)
    }
}

/// `lock` is the name of what each waits for, by its place in the circle.
fn two_orders<'a>(
    circle: &[&Waiting],
    lock: impl Fn(usize) -> &'a str,
) -> Diagnosis {
    let at = |place: usize| circle[place % circle.len()];
    let holds = |(place, one): (usize, &&Waiting)| {
        let before = place + circle.len() - 1;
        // A writer that waits for its turn holds nothing.
        if at(before).wants == Want::Turn {
            return None;
        }
        let (task, held, wanted) = (&one.task, lock(before), lock(place));
        let first = match one.wants {
            Want::Turn => {
                format!(" behind {}, which waits to write it", at(place + 1).task)
            }
            _ => String::new(),
        };
        Some(format!("{task} holds {held} and waits for {wanted}{first}"))
    };
    let each: Vec<String> = circle.iter().enumerate().filter_map(holds).collect();
    Diagnosis {
        ask: Some("in which one order could all tasks take these locks?".into()),
        ..Diagnosis::told(
            "locks are taken in different orders",
            each.join(". ") + ".",
        )
    }
}
