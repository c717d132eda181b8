//! A count of the work that is left reaches 0, and there is more to come.

use explore::{Act, Failure, Step};

use crate::diagnosis::Diagnosis;
use crate::functions::has_word;
use crate::sources::Sources;
use crate::whereabouts::{line_at, numbered};

/// A task takes its own off a count before it adds what follows from it. Another one reads 0
/// meanwhile, and looks no more.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    (0..steps.len()).rev().find_map(|read| {
        let reads = &steps[read];
        let looks = |step: &Step| {
            step.task == reads.task
                && step.object == reads.object
                && matches!(step.act, Act::Reads(_))
        };
        let is_last = reads.act == Act::Reads("0".into())
            && !steps[read + 1..].iter().any(looks)
            && !sources.is_check(reads.location.file());
        let mut before = (0..read).rev().filter(|_| is_last);
        before.find_map(|off| told(failure, off, read, sources))
    })
}

fn told(
    failure: &Failure,
    off: usize,
    read: usize,
    sources: Sources,
) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let (takes, reads) = (&steps[off], &steps[read]);
    let count = takes.object.as_ref()?;
    let mine = |step: &Step| step.task == takes.task;
    if takes.object != reads.object
        || mine(reads)
        || !takes.operation.starts_with("subtracts ")
        || !sources.is_own(takes.location.file())
        || !steps[off + 1..read]
            .iter()
            .all(|step| !mine(step) || is_behind(takes, step, sources))
        || failure
            .ended
            .iter()
            .any(|one| one.task == takes.task && one.after <= read)
    {
        return None;
    }
    let of = |step: &&Step| mine(step) && step.object == takes.object;
    let until = |step: &&Step| {
        step.operation.starts_with("adds ") && is_behind(takes, step, sources)
    };
    let mut later = steps[off + 1..].iter().filter(of).take_while(until);
    let since = steps[read + 1..].iter().find(|step| mine(step));
    // Who has gone on elsewhere had added all.
    if since.is_some_and(|step| !is_behind(takes, step, sources)) {
        return None;
    }
    let add = match later.next() {
        Some(step) => line_at(step.location),
        None => added_below(takes, &count.name, sources)?,
    };
    let (task, other, name) = (&takes.task, &reads.task, &count.name);
    let sentence = format!(
        "{task} {} in line {}, before it adds in line {add} what follows from that. So \
         {name} may be 0 though work is left. {other} {} in line {}, while {task} was \
         there, and took it for the end.",
        takes.operation,
        line_at(takes.location),
        reads.operation,
        line_at(reads.location),
    );
    let adds = (off..steps.len()).filter(|&place| {
        let step = &steps[place];
        step.object == takes.object && !matches!(step.act, Act::Reads(_))
    });
    Some(Diagnosis {
        steps: adds.chain([read]).collect(),
        wrong: Some(read),
        ask: Some(format!(
            "can {task} add to {name} what follows before it subtracts its own?"
        )),
        ..Diagnosis::told("a count was 0 before all work was done", sentence)
    })
}

/// Whether it comes behind the other one in the same run of its function, or in a call of
/// that.
fn is_behind(first: &Step, step: &Step, sources: Sources) -> bool {
    let (from, to) = (first.location, step.location);
    match sources.is_one_function(from, to) {
        true => to.line() >= from.line(),
        false => sources.calls_or_is(from, to),
    }
}

/// The first line below in the same function in which it adds to this.
fn added_below(takes: &Step, name: &str, sources: Sources) -> Option<String> {
    let file = takes.location.file();
    let (_, last) = sources.function(takes.location)?.lines;
    let mut below = takes.location.line() + 1..=u32::try_from(last).ok()?;
    let adds = |line: &str| line.contains(".fetch_add(") && has_word(line, name);
    let line = below.find(|&line| sources.line(file, line).is_some_and(adds))?;
    Some(numbered(file, line))
}
