//! A claim about the permits of a semaphore: one was forgotten and not given back.

use explore::{Act, Cause, Failure, Object, Place};

use super::last_look::is_done;
use crate::diagnosis::Diagnosis;
use crate::functions::is_part;
use crate::permits;
use crate::sources::Sources;

/// The assertion asks how many permits there are, and a task has forgotten one and given none
/// back.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let Cause::Panic { file, line, message, .. } = &failure.cause else {
        return None;
    };
    let place = Place { file: file.as_str().into(), line: *line };
    let steps = &failure.steps[..];
    let is_asked = |semaphore: &&Object| {
        let word = semaphore.name.split(' ').next().unwrap_or_default();
        asks_for_permits(sources, &place, word)
    };
    let mut semaphores = steps
        .iter()
        .filter(|step| matches!(step.act, Act::ForgetsPermits(_)))
        .filter_map(|step| step.object.as_ref());
    let semaphore = semaphores.find(is_asked)?;
    let forgets = permits::unreturned(steps, semaphore)?;
    let is_missed = held(failure, semaphore) < missing(message);
    if !is_done(failure, forgets) || !is_missed {
        return None;
    }
    let sentence = format!(
        "{}, and gives none back. So {} has one less in the end.",
        permits::told(steps, forgets),
        semaphore.name
    );
    Some(Diagnosis {
        objects: vec![semaphore.clone()],
        wrong: Some(forgets),
        ask: Some(format!(
            "on which way out does {} keep the permit of {}?",
            steps[forgets].task, semaphore.name
        )),
        ..Diagnosis::told("a forgotten permit is never given back", sentence)
    })
}

/// How many permits of it those tasks have that may still give them back.
fn held(failure: &Failure, semaphore: &Object) -> usize {
    let steps = &failure.steps[..];
    let has_ended = |task: &str| {
        let last = steps.iter().rposition(|step| step.task == task);
        last.is_none_or(|last| is_done(failure, last))
    };
    let held = permits::held(steps, semaphore).into_iter();
    held.filter(|(task, _)| !has_ended(task)).map(|(_, permits)| permits).sum()
}

/// How many permits an assertion with this message finds too few or too many; one if it does
/// not say so.
fn missing(message: &str) -> usize {
    let number = |name: &str| {
        let mut lines = message.lines();
        let of = |line: &str| line.trim().strip_prefix(name)?.trim().parse().ok();
        lines.find_map(of)
    };
    let both = number("left:").zip(number("right:"));
    both.map_or(1, |(left, right): (usize, usize)| left.abs_diff(right))
}

/// Whether the statement that begins in this line asks how many permits the semaphore with
/// this name has.
fn asks_for_permits(sources: Sources, place: &Place, name: &str) -> bool {
    let asks = format!("{name}.available_permits()");
    let Some(text) = sources.text(&place.file) else { return false };
    let statement = text.lines().skip((place.line as usize).saturating_sub(1));
    let statement = statement.take(6).map(str::trim).collect::<Vec<_>>().concat();
    let statement = statement.split(';').next().unwrap_or_default();
    let mut found = statement.match_indices(&asks);
    found.any(|(at, _)| !statement[..at].ends_with(is_part))
}
