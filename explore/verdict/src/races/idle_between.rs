//! A count behind a lock says how much work is left, and is 0 for a moment before
//! there is more.

use explore::{Failure, Place, Step};

use super::last_look::{LastLook, could_come, is_look, last_look};
use crate::diagnosis::Diagnosis;
use crate::functions::{closures, code, functions, has_word, is_part, lines};
use crate::operations::{locked, may_change};
use crate::sources::Sources;
use crate::sources::conditions::frames;
use crate::whereabouts::{line_of, numbered};

/// What waits for a count of 0.
const ZERO: [&str; 3] = ["> 0", "!= 0", "== 0"];

/// The task whose claim fails has waited until the count is 0. Another one had
/// counted it down, was not at the line yet in which it counts up, and has not come
/// to what is claimed.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let look = last_look(failure, is_look)?;
    let steps = &failure.steps[..];
    let waits = |place: &usize| {
        let step = &steps[*place];
        step.task == look.task && locked(step).is_some() && is_wait(step, sources)
    };
    let saw = (0..look.place).rev().find(waits)?;
    let lock = locked(&steps[saw])?;
    let changes = |step: &Step| {
        step.task != look.task && may_change(step) && locked(step) == Some(lock)
    };
    let off = steps[..saw].iter().rposition(changes)?;
    let add = added_after(failure, (off, saw), lock, sources)?;
    is_undone(failure, off, &look, sources)
        .then(|| told(steps, [off, saw], &add, &look))
}

/// Whether the function that takes the lock waits until something is 0.
fn is_wait(step: &Step, sources: Sources) -> bool {
    let is_it = |body: &str| {
        let waits =
            ["wait", "wait_while", "notified"].iter().any(|it| has_word(body, it));
        waits && ZERO.iter().any(|zero| body.contains(zero))
    };
    sources.body(step.location).is_some_and(is_it)
}

/// The line in which the task that counts down here counts up again, further on in
/// the same function or in one that has called it. It has not come to the count
/// since.
fn added_after(
    failure: &Failure,
    (off, saw): (usize, usize),
    lock: &str,
    sources: Sources,
) -> Option<String> {
    let takes = &failure.steps[off];
    let counts_down = |body: &str| {
        counted(body, "-= ").next().is_some()
            && counted(body, "+= ").next().is_none()
    };
    let comes = |step: &Step| step.task == takes.task && locked(step) == Some(lock);
    let is_there = !failure.steps[off + 1..=saw].iter().any(comes)
        && !failure.ended.iter().any(|one| one.task == takes.task);
    let word = lock.split(' ').next()?;
    let frames = frames(&takes.place, &takes.calls);
    let line = sources.line(&takes.place.file, takes.place.line);
    let mut texts = [line, sources.body(takes.location)].into_iter().flatten();
    let down = texts.rfind(|text| counts_down(text)).filter(|_| is_there)?;
    let adds = |body: &str| {
        let is_it = |up| counted(down, "-= ").any(|down| down == up);
        has_word(body, word) && counted(body, "+= ").any(is_it)
    };
    frames.iter().find_map(|at| counts_up_below(at, &adds, sources))
}

/// What is counted by this sign in these lines: the name of a field, or nothing if it is all
/// that the lock protects.
fn counted<'a>(
    text: &'a str,
    sign: &'a str,
) -> impl Iterator<Item = Option<&'a str>> {
    code(text).filter_map(move |line| {
        let (before, _) = line.split_once(sign)?;
        let what = before.trim_end().rsplit(' ').next()?;
        let field =
            what.rsplit(|it| !is_part(it)).next().filter(|it| !it.is_empty());
        Some(field.filter(|_| what.contains('.') && !what.starts_with('*')))
    })
}

/// The first line below in the same function that adds to this, as it says itself, or
/// calls a function that does.
pub(super) fn counts_up_below(
    at: &Place,
    adds: &dyn Fn(&str) -> bool,
    sources: Sources,
) -> Option<String> {
    let text = sources.text(&at.file)?;
    let own = sources.function_at(at)?;
    let is_in =
        |block: &&(usize, usize)| (block.0..=block.1).contains(&(at.line as usize));
    let blocks = closures(text);
    let end = blocks.iter().filter(is_in).map(|block| block.1).min();
    let end = end.map_or(own.lines.1, |end| end.min(own.lines.1));
    let calls = |line: &str| {
        functions(text).iter().any(|other| {
            let body = lines(text, other.lines);
            let is_other = other.lines != own.lines && has_word(line, &other.name);
            let is_up = !body.contains("-= ") && !body.contains(".fetch_sub(");
            is_other && is_up && adds(body)
        })
    };
    let mut below = at.line + 1..=u32::try_from(end).ok()?;
    let line = below.find(|&line| {
        sources.line(&at.file, line).is_some_and(|line| adds(line) || calls(line))
    })?;
    Some(numbered(&at.file, line))
}

/// Whether the task that counts down here has not done what is claimed for what it
/// counts: it has not come to that since it counted down before, and could still do
/// so.
pub(super) fn is_undone(
    failure: &Failure,
    off: usize,
    look: &LastLook<'_>,
    sources: Sources,
) -> bool {
    let steps = &failure.steps[..];
    let takes = &steps[off];
    let own = |step: &Step| step.task == takes.task;
    let is_same = |step: &Step| own(step) && step.location == takes.location;
    let before = steps[..off].iter().rposition(is_same).unwrap_or_default();
    let comes = |step: &Step| own(step) && step.object.as_ref() == Some(look.what);
    let started = failure.started.iter().find(|one| one.task == takes.task);
    let would =
        started.is_some_and(|one| sources.reaches(one.location, &look.what.name));
    (would || steps.iter().any(comes))
        && !steps[before..].iter().any(comes)
        && could_come(failure, &takes.task, look.what)
}

fn told(
    steps: &[Step],
    [off, saw]: [usize; 2],
    add: &str,
    look: &LastLook<'_>,
) -> Diagnosis {
    let (takes, sees) = (&steps[off], &steps[saw]);
    let (task, other) = (&takes.task, look.task);
    let name = takes.object.as_ref().map_or("", |lock| &lock.name);
    let sentence = format!(
        "{task} counts {name} down in line {}, before it comes to line {add}, which adds to \
         it. So {name} may be 0 though work is left. {other} {} in line {} while {task} is \
         between the two, and takes that 0 for the end of all work.",
        line_of(&takes.place),
        sees.operation,
        line_of(&sees.place),
    );
    Diagnosis {
        steps: vec![off, saw, look.place],
        wrong: Some(saw),
        ask: Some(format!(
            "can {task} add to {name} what follows before it counts its own down?"
        )),
        ..Diagnosis::told("a count was 0 before all work was done", sentence)
    }
}
