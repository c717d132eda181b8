//! The calls that a check makes of an answer, as headings over what happens in them.

use std::collections::BTreeMap;

use explore::Place;

use crate::Line;
use crate::functions::text_of_call;
use crate::sources::Sources;

/// The call of the answer that led to a step, as the check has it. Nothing if no check
/// called the answer, or if the text of the check does not name the function that the step
/// is in.
pub(crate) fn heading(calls: &[Place], sources: Sources) -> Option<String> {
    let (inside, call) = outermost(calls, sources)?;
    let function = sources.function_at(inside)?;
    let text = sources.text(&call.file)?;
    text_of_call(text, call.line as usize, &function.name)
}

/// The line of the answer and that of the check which calls it.
fn outermost(calls: &[Place], sources: Sources) -> Option<(&Place, &Place)> {
    // A job of the check's that calls the answer in turn is part of the call that runs it.
    calls.windows(2).rev().find_map(|pair| {
        let [inside, call] = pair else { return None };
        let is_it = !sources.is_check(&inside.file)
            && sources.knows(&inside.file)
            && sources.is_check(&call.file);
        is_it.then_some((inside, call))
    })
}

/// Whether both steps belong to one call that a check makes of the answer, if that is known.
pub(crate) fn are_one_call(
    one: &[Place],
    other: &[Place],
    sources: Sources,
) -> bool {
    let [one, other] = [one, other].map(|calls| outermost(calls, sources));
    one.zip(other).is_none_or(|((_, one), (_, other))| one == other)
}

/// Each heading stands only over the first of the steps of a task that it holds for.
pub(crate) fn once(mut lines: Vec<Line>) -> Vec<Line> {
    let mut last: BTreeMap<String, Option<String>> = BTreeMap::new();
    for line in &mut lines {
        let before = last.insert(line.task.clone(), line.heading.clone());
        if before.is_some_and(|before| before == line.heading) {
            line.heading = None;
        }
    }
    lines
}

#[cfg(test)]
mod tests;
