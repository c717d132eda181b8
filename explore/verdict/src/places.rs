//! Where a step happened, and who called that function, as far as the calls are known.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::discriminant;

use explore::{Explore, Failure, Place, Step};

use crate::sources::Sources;
use crate::statements::are_one_statement;

/// Nobody follows the calls of more steps than these.
const LONG: usize = 2_000;

/// The failure with the calls that led to each of its steps: its schedule runs once more,
/// by `run`. Without them if it is very long, or if the program does not do the same again.
pub(crate) fn with_calls(
    failure: Failure,
    sources: Sources,
    run: impl FnOnce(Explore) -> Option<Failure>,
) -> Failure {
    if failure.steps.len() > LONG {
        return failure;
    }
    let replay = Explore::replay(failure.replay()).expect("its own name");
    // What it read and wrote may differ: addresses do.
    let does =
        |step: &Step| (step.task.clone(), discriminant(&step.act), step.location);
    let is_same = |seen: &Failure| {
        let (seen_steps, steps) = (seen.steps.iter(), failure.steps.iter());
        seen.cause == failure.cause && seen_steps.map(does).eq(steps.map(does))
    };
    let seen = run(replay.with_calls(move |file| sources.knows(file)));
    seen.filter(is_same).unwrap_or(failure)
}

/// The failure with its steps in the lines of the program: what a function of std was given
/// to call, as in `map(JoinHandle::join)`, is told in the line of that function's call.
///
/// Of a task that awaits what was made elsewhere, a handle say, the line of the await
/// counts. What is made where it is awaited keeps its own line: in a select that is the arm.
pub(crate) fn in_own_lines(mut failure: Failure, sources: Sources) -> Failure {
    // Steps are many and lines few.
    let mut known = BTreeMap::new();
    let mut settle = |place: &mut Place, calls: &[Place]| {
        let Some(call) = calls.first() else { return };
        if !failure.awaits {
            if !sources.knows(&place.file) {
                *place = call.clone();
            }
            return;
        }
        let is_one = known
            .entry((call.clone(), place.clone()))
            .or_insert_with(|| is_one_statement(call, place, sources));
        if !*is_one {
            *place = call.clone();
        }
    };
    for step in &mut failure.steps {
        settle(&mut step.place, &step.calls);
    }
    for waiting in &mut failure.waiting {
        settle(&mut waiting.place, &waiting.calls);
    }
    failure
}

fn is_one_statement(call: &Place, place: &Place, sources: Sources) -> bool {
    let text = sources.text(&call.file);
    sources.name(&call.file) == sources.name(&place.file)
        && text.is_some_and(|text| {
            are_one_statement(text, call.line as usize, place.line as usize)
        })
}

/// A function of the answer, by its file and its first line.
type Function = (&'static str, usize);

/// Who calls the functions that steps happen in.
pub(crate) struct Callers<'a> {
    pub(crate) sources: Sources,
    /// The lines that call a function, but for those that are what a task does as a whole:
    /// its name says as much.
    inner: BTreeMap<Function, BTreeSet<Place>>,
    /// The lines in which a task calls a function.
    of_task: BTreeMap<(Function, &'a str), BTreeSet<Place>>,
}

/// A call of a function in which a step happened.
struct Call {
    of: Function,
    at: Place,
    /// Whether the line is what its task does as a whole.
    is_outermost: bool,
}

impl<'a> Callers<'a> {
    pub(crate) fn new(failure: &'a Failure, sources: Sources) -> Callers<'a> {
        let (inner, of_task) = Default::default();
        let mut callers = Callers { sources, inner, of_task };
        let steps = failure.steps.iter();
        let steps = steps.map(|step| (&*step.task, &step.place, &step.calls));
        let waits = failure.waiting.iter();
        let waits = waits.map(|wait| (&*wait.task, &wait.place, &wait.calls));
        for (task, place, calls) in steps.chain(waits) {
            let Some(call) = callers.call(place, calls) else { continue };
            if !call.is_outermost {
                callers.inner.entry(call.of).or_default().insert(call.at.clone());
            }
            let of_task = callers.of_task.entry((call.of, task));
            of_task.or_default().insert(call.at);
        }
        callers
    }

    /// What the task did there, with the line of the answer that called the function, if
    /// that is one of several.
    pub(crate) fn tell(
        &self,
        task: &'a str,
        did: &str,
        place: &Place,
        calls: &[Place],
    ) -> String {
        let Some(Place { file, line }) = self.caller(task, place, calls) else {
            return did.to_string();
        };
        let name = |file: &str| self.sources.name(file);
        match name(&file) {
            Some(other) if name(&place.file) != Some(other) => {
                format!("{did}, called in {}", self.sources.place_of(other, line))
            }
            _ => format!("{did}, called in line {line}"),
        }
    }

    fn caller(
        &self,
        task: &'a str,
        place: &Place,
        calls: &[Place],
    ) -> Option<Place> {
        let call = self.call(place, calls)?;
        let several = |lines: Option<&BTreeSet<Place>>| {
            lines.is_some_and(|lines| lines.len() > 1)
        };
        let is_one_of_several = several(self.of_task.get(&(call.of, task)))
            || !call.is_outermost && several(self.inner.get(&call.of));
        is_one_of_several.then_some(call.at)
    }

    fn call(&self, place: &Place, calls: &[Place]) -> Option<Call> {
        // Most often they are not known: then the function is of no interest.
        calls.first()?;
        let of = self.function(place)?;
        let is_inside = |call: &Place| self.function(call) == Some(of);
        let inside = calls.iter().rposition(is_inside);
        // A function that ends with a call may have left the stack before it.
        let outside = inside.map_or(0, |inside| inside + 1);
        let (caller, rest) = calls.get(outside..)?.split_first()?;
        self.function(caller)?;
        Some(Call { of, at: caller.clone(), is_outermost: rest.is_empty() })
    }

    /// The function of the answer that has this line.
    fn function(&self, place: &Place) -> Option<Function> {
        if self.sources.is_check(&place.file) {
            return None;
        }
        let name = self.sources.name(&place.file)?;
        Some((name, self.sources.function_at(place)?.lines.0))
    }
}

#[cfg(test)]
mod tests;
