//! A panic that only passes on what another task has panicked with: an assertion that a join
//! has succeeded, or a panic where it has not.

use explore::{Act, Cause, Failure, Place, Step};

use crate::found_panic::panicked;
use crate::functions::{has_word, lines};
use crate::poison;
use crate::sources::Sources;
use crate::statements::{statement, uses_result};
use crate::whereabouts::line_of;

/// Words of a statement that expects a panic, or that goes on without what panicked.
const PASSES_OVER: [&str; 8] = [
    "is_err",
    "unwrap_err",
    "expect_err",
    "ok",
    "err",
    "unwrap_or",
    "unwrap_or_default",
    "unwrap_or_else",
];

/// Who has found a panic and panicked because of it.
pub(crate) struct Found {
    /// In a sentence.
    pub(crate) told: String,
    /// Whether by a lock that was poisoned.
    pub(crate) is_poison: bool,
}

/// The failure by the first panic, and who has found that and panicked because of it: in the
/// statement that joins or finds a lock poisoned, or in one that looks at what this returned.
/// Nothing has come in between.
pub(crate) fn first_panic(
    failure: &Failure,
    at: &Place,
    sources: Sources,
) -> Option<(Failure, Found)> {
    let Cause::Panic { task, message, .. } = &failure.cause else { return None };
    let acts = |step: &&Step| {
        let lets_go = matches!(
            step.act,
            Act::Unlocks | Act::Poisons | Act::DropsSender | Act::DropsReceiver
        );
        step.task == *task && !lets_go
    };
    let last = failure.steps.iter().rposition(|step| acts(&step))?;
    let finds = &failure.steps[last];
    let is_poison = finds.act == Act::FindsPoisoned;
    let found = match finds.act {
        Act::FindsPanic => panicked(finds)?,
        Act::FindsPoisoned => {
            let at = poison::poisoned(&failure.steps, last)?;
            &failure.steps[at].task
        }
        _ => return None,
    };
    let earlier = failure.panics.iter().rfind(|one| one.task == *found)?;
    if sources.is_check(&at.file) || !passes_on(&finds.place, at, sources) {
        return None;
    }
    let message = message.lines().next().unwrap_or_default();
    let lock = finds.object.as_ref().filter(|_| is_poison);
    let told = format!(
        "{task} found {} in line {}, and so it panics in line {}: {message}",
        lock.map_or("that".into(), |lock| format!(
            "{} poisoned by that",
            lock.name
        )),
        line_of(&finds.place),
        line_of(at)
    );
    let mut first = failure.clone();
    first.cause = Cause::Panic {
        task: earlier.task.clone(),
        message: earlier.message.clone(),
        file: earlier.file.clone(),
        line: earlier.line,
    };
    first.panicked = earlier.calls.clone();
    first.steps.truncate(earlier.after);
    first.started.retain(|one| one.after <= earlier.after);
    first.ended.retain(|one| one.after <= earlier.after);
    first.panics.retain(|one| one.after < earlier.after);
    Some((first, Found { told, is_poison }))
}

/// Whether the panic is in the statement that has joined the task, or in one that uses what the
/// join returned; and neither passes over a panic.
fn passes_on(joins: &Place, panics: &Place, sources: Sources) -> bool {
    let [join, panic] = [joins, panics].map(|at| at.line as usize);
    let told = || {
        let text = sources.text(&joins.file)?;
        let passes_over = |line| {
            let words = lines(text, statement(text, line)?);
            Some(PASSES_OVER.iter().any(|word| has_word(words, word)))
        };
        let is_none = passes_over(join)? || passes_over(panic)?;
        Some(!is_none && uses_result(text, join, panic))
    };
    joins.file == panics.file && told().unwrap_or(false)
}

#[cfg(test)]
mod tests;
