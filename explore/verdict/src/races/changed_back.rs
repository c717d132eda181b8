//! A value that was changed and changed back looks like one that nobody has changed
//! (ABA).

use explore::{Act, Step};

use super::is_flag;
use crate::diagnosis::{Diagnosis, Sure};
use crate::operations::writes;
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// An exchange finds the value that was read, though others have changed it in
/// between, and what the task read besides is out of date.
pub(super) fn diagnose(steps: &[Step], sources: Sources) -> Option<Diagnosis> {
    steps.iter().enumerate().find_map(|(late, exchange)| {
        let Act::Updates(found) = &exchange.act else { return None };
        let same = |step: &Step| step.object == exchange.object;
        let mine = |step: &Step| step.task == exchange.task;
        let early =
            steps[..late].iter().rposition(|step| mine(step) && same(step))?;
        if steps[early].act != Act::Reads(found.clone()) {
            return None;
        }
        let changes = |step: &Step| !mine(step) && writes(step);
        let between = early..late;
        let changed: Vec<usize> = between
            .clone()
            .filter(|&place| same(&steps[place]) && changes(&steps[place]))
            .collect();
        let (&first, &last) = (changed.first()?, changed.last()?);
        // What it read besides, before somebody changed that.
        let is_stale = |&place: &usize| {
            let step = &steps[place];
            let changed = |other: &Step| other.object == step.object && changes(other);
            mine(step)
                && matches!(step.act, Act::Reads(_))
                && !same(step)
                && steps[place..late].iter().any(changed)
        };
        let stale = between.clone().find(is_stale)?;
        // A lock that is free again is free.
        if first == last || is_flag(found) || !is_exchange(exchange, sources) {
            return None;
        }
        let (task, other) = (&exchange.task, &steps[first].task);
        let back = match &steps[last].task {
            one if one == other => " and".to_string(),
            another => format!(", and {another}"),
        };
        let name = exchange.object.as_ref().map_or("", |object| &object.name);
        let sentence = format!(
            "{task} read {found} from {name} in line {}. Before its exchange in line {}, \
             {other} changed {name}{back} changed it back to {found}. So the exchange \
             succeeded, and what {task} had read in line {} was out of date.",
            line_at(steps[early].location),
            line_at(exchange.location),
            line_at(steps[stale].location)
        );
        let mut story = vec![early, stale];
        story.extend(changed.iter().copied());
        story.push(late);
        Some(Diagnosis {
            steps: story,
            wrong: Some(late),
            sure: match puts(exchange, &steps[stale]) {
                true => Sure::Certain,
                false => Sure::Likely,
            },
            ask: Some("how can the exchange notice that the value was away?".into()),
            ..Diagnosis::told("a value was changed and changed back", sentence)
        })
    })
}

/// Whether the step writes only if it finds a value that was read before: to add
/// something or to swap it is right whatever is there.
fn is_exchange(step: &Step, sources: Sources) -> bool {
    let calls = ["compare_exchange", "compare_and_swap", "fetch_update"];
    let call = sources.rest(step.location);
    call.is_some_and(|call| calls.iter().any(|name| call.starts_with(name)))
}

/// Whether the exchange puts there what the task has read in the other step.
fn puts(exchange: &Step, read: &Step) -> bool {
    let Act::Reads(value) = &read.act else { return false };
    let put = exchange.operation.split_once(" for ").map(|(_, put)| put);
    put.and_then(|put| put.split(' ').next()) == Some(value)
}
