//! A count of the work that is left reaches 0, and there is more to come.

use std::borrow::Cow;

use explore::{Act, Failure, Place, Step};

use crate::diagnosis::Diagnosis;
use crate::functions::has_word;
use crate::races::half_way::Within;
use crate::races::idle_between::{counts_up_below, is_undone};
use crate::races::last_look::{is_look, last_look};
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
    let (takes, reads) = (&failure.steps[off], &failure.steps[read]);
    let may_be = takes.object == reads.object
        && takes.task != reads.task
        && takes.operation.starts_with("subtracts ")
        && sources.is_own(takes.location.file());
    let has_ended = || {
        failure.ended.iter().any(|one| one.task == takes.task && one.after <= read)
    };
    if !may_be || has_ended() {
        return None;
    }
    let calls = calls_of(takes);
    let mut added =
        calls.iter().find_map(|from| added(failure, off, read, from, sources));
    if added.is_none() {
        added = added_in_a_call(failure, off, read, sources);
    }
    let add = added?;
    let (task, other) = (&takes.task, &reads.task);
    let name = &takes.object.as_ref()?.name;
    let sentence = format!(
        "{task} {} in line {}, before it adds more in line {add}. So {name} may be 0 though \
         work is left. {other} {} in line {}, while {task} was there, and took it for the \
         end.",
        takes.operation,
        line_at(takes.location),
        reads.operation,
        line_at(reads.location),
    );
    let adds = (off..failure.steps.len()).filter(|&place| {
        let step = &failure.steps[place];
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

/// The line in which the task adds again, further on in the same run of the function with
/// this place, from which it took off. It has to be there still as the 0 is read.
fn added(
    failure: &Failure,
    off: usize,
    read: usize,
    from: &Place,
    sources: Sources,
) -> Option<String> {
    let steps = &failure.steps[..];
    let takes = &steps[off];
    let within = Within::of(from, sources)?;
    let line = |step: &Step| within.line(&calls_of(step));
    let mine = |place: &usize| steps[*place].task == takes.task;
    let later = (off + 1..steps.len()).filter(mine);
    let is_there = |place: &usize| {
        line(&steps[*place]).is_some_and(|reached| reached >= from.line)
    };
    let there: Vec<usize> = later.clone().take_while(is_there).collect();
    // Who has gone on elsewhere had added all.
    let gone = later.clone().find(|place| !there.contains(place));
    let adds = |place: &&usize| {
        let step = &steps[**place];
        step.object == takes.object
            && step.operation.starts_with("adds ")
            && line(step).is_some_and(|reached| reached > from.line)
    };
    let last_add = there.iter().rev().find(adds);
    if gone
        .is_some_and(|gone| gone < read || last_add.is_none_or(|&add| add < read))
    {
        return None;
    }
    match there.iter().find(adds) {
        Some(&add) => Some(line_at(steps[add].location)),
        None => added_below(takes, from, sources),
    }
}

/// The line further on in which it calls what adds again, if it has not come to
/// that yet, nor to what the task whose claim fails has looked at.
fn added_in_a_call(
    failure: &Failure,
    off: usize,
    read: usize,
    sources: Sources,
) -> Option<String> {
    let takes = &failure.steps[off];
    let word = takes.object.as_ref()?.name.split(' ').next()?;
    let comes =
        |step: &Step| step.task == takes.task && step.object == takes.object;
    if failure.steps[off + 1..=read].iter().any(comes) {
        return None;
    }
    let look = last_look(failure, is_look)?;
    let adds = |body: &str| has_word(body, word) && body.contains(".fetch_add(");
    let calls = calls_of(takes);
    let add = calls.iter().find_map(|at| counts_up_below(at, &adds, sources))?;
    is_undone(failure, off, &look, sources).then_some(add)
}

/// The calls that led to a step, or its own line if they are not known.
fn calls_of(step: &Step) -> Cow<'_, [Place]> {
    match step.calls.is_empty() {
        true => vec![step.location.into()].into(),
        false => (&*step.calls).into(),
    }
}

/// The first line below in the same function in which it adds to this.
fn added_below(takes: &Step, from: &Place, sources: Sources) -> Option<String> {
    let name = &takes.object.as_ref()?.name;
    let (_, last) = sources.function_at(from)?.lines;
    let mut below = from.line + 1..=u32::try_from(last).ok()?;
    let adds = |line: &str| line.contains(".fetch_add(") && has_word(line, name);
    let line =
        below.find(|&line| sources.line(&from.file, line).is_some_and(adds))?;
    Some(numbered(&from.file, line))
}
