//! Who could end a loop, and what that task does instead.

use explore::{Act, Failure, Object, Place, Started, Step, Waiting, Want};

use crate::deadlocks::receiver;
use crate::functions::is_part;
use crate::operations::changes_nothing;
use crate::sources::Sources;
use crate::whereabouts::{numbered, told_at};

/// A task that waits, and would come to what a loop looks at after its wait.
pub(super) struct Later<'a> {
    pub(super) waits: &'a Waiting,
    /// Whether it is known where it waits, and not only where the other one was started.
    is_there: bool,
    /// The line in which it would come there.
    line: String,
}

impl Later<'_> {
    /// "main comes to done only in line 9, and waits for task 1 to end in line 8 before
    /// that."
    pub(super) fn sentence(&self, name: &str, sources: Sources) -> String {
        let Waiting { task, operation, place, .. } = self.waits;
        let at = match self.is_there {
            true => format!(" in {}", told_at(place, sources)),
            false => String::new(),
        };
        let line = &self.line;
        format!(
            "{task} comes to {name} only in line {line}, and {operation}{at} before that."
        )
    }
}

/// Who would change this after its wait, of those that wait for a task to end.
pub(super) fn after_a_wait<'a>(
    failure: &'a Failure,
    object: &Object,
    sources: Sources,
) -> Option<Later<'a>> {
    let waits = failure.waiting.iter();
    let mut waits = waits.filter(|one| matches!(one.wants, Want::End | Want::Ends));
    waits.find_map(|waits| {
        let is_start = |one: &&Started| one.location == waits.location;
        let started = failure.started.iter().find(is_start);
        // The wait stands after what the other one is given.
        let start = match started {
            Some(started) => Some(sources.start(started.location)?),
            None => None,
        };
        let after = start.map(|start| Place {
            line: u32::try_from(start.end() + 1).unwrap_or(u32::MAX),
            ..waits.place.clone()
        });
        let is_there = after.is_none();
        let place = after.unwrap_or_else(|| waits.place.clone());
        let names = sources.names_of(waits.location, &object.name);
        let changes = |line: &str| names.iter().any(|name| changes(line, name));
        let line = sources.comes_later(&place, changes)?;
        let line = numbered(&place.file, u32::try_from(line).ok()?);
        Some(Later { waits, is_there, line })
    })
}

/// Whether a line changes what has this name: sets it, sends to it, ends it.
fn changes(line: &str, name: &str) -> bool {
    const CALLS: [&str; 11] = [
        ".store(",
        ".swap(",
        ".fetch_",
        ".compare_exchange",
        ".send(",
        ".try_send(",
        ".cancel()",
        ".lock()",
        ".write()",
        ".push(",
        ".notify_",
    ];
    let mut found = line.match_indices(name);
    let is_dropped = || {
        let call = format!("drop({name})");
        line.contains(&call)
    };
    let code = !line.trim_start().starts_with("//");
    code && (is_dropped()
        || found.any(|(place, _)| {
            let (before, rest) = line.split_at(place);
            let rest = &rest[name.len()..];
            !before.ends_with(is_part)
                && CALLS.iter().any(|it| rest.starts_with(it))
        }))
}

/// Of what the steps of a round look at: who changed it last, and what became of that task,
/// or who would come to it later.
pub(super) fn tell(
    failure: &Failure,
    round: &[(usize, &Step)],
    sources: Sources,
) -> Option<String> {
    let in_round = |task: &str| round.iter().any(|(_, step)| step.task == task);
    let mut told: Vec<String> = Vec::new();
    for (_, step) in round {
        let looks = changes_nothing(step) || step.act == Act::Locks;
        let Some(object) = step.object.as_ref().filter(|_| looks) else { continue };
        let later = after_a_wait(failure, object, sources);
        let later = later.map(|later| later.sentence(&object.name, sources));
        let last = || last_change(failure, object, &in_round, sources);
        let sentence = later.or_else(last);
        told.extend(sentence.filter(|sentence| !told.contains(sentence)));
    }
    (!told.is_empty()).then(|| told.join(" "))
}

/// "task 1 changed left last, in line 7. It has ended."
fn last_change(
    failure: &Failure,
    object: &Object,
    in_round: &dyn Fn(&str) -> bool,
    sources: Sources,
) -> Option<String> {
    let changes = |step: &&Step| {
        step.object.as_ref() == Some(object)
            && !changes_nothing(step)
            && !matches!(step.act, Act::Waits(_) | Act::Unlocks | Act::GivesUp)
            && !in_round(&step.task)
    };
    let step = failure.steps.iter().rev().find(changes)?;
    let task = &step.task;
    let waits = failure.waiting.iter().find(|one| one.task == *task);
    let now = match waits {
        Some(Waiting { operation, place, .. }) => {
            format!("it {operation} in {}", told_at(place, sources))
        }
        None if failure.ended.iter().any(|one| one.task == *task) => {
            "it has ended".to_string()
        }
        None => return None,
    };
    let name = receiver(object, sources).filter(|_| step.act == Act::Sends);
    let name = name.unwrap_or_else(|| object.name.clone());
    Some(format!(
        "Of the others, {task} came to {name} last, in {}. Now {now}.",
        told_at(&step.place, sources)
    ))
}
