//! A wait for tasks is over before the tasks are counted.

use explore::{Act, Failure, Started, Step};

use super::half_way::Within;
use super::last_look::is_done;
use crate::diagnosis::Diagnosis;
use crate::functions::is_part;
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// A task finds that nobody is left to wait for. Others, which had been started,
/// have not come to what it looked at.
pub(super) fn uncounted(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    (0..steps.len()).rev().find_map(|look| {
        if !passes(failure, look, sources)? {
            return None;
        }
        let waits = &steps[look];
        let same = |step: &Step| step.object == waits.object;
        let is_uncounted = |started: &&Started| {
            started.by == waits.task
                && started.after <= look
                && !steps[..started.after].iter().any(same)
                && !steps[..look].iter().any(|step| step.task == started.task)
                && comes_later(steps, look, started, sources)
        };
        let late = failure.started.iter().filter(is_uncounted);
        let late: Vec<&Started> = late.collect();
        let names: Vec<&str> = late.iter().map(|one| one.task.as_str()).collect();
        if names.is_empty() {
            return None;
        }
        let (task, object) = (&waits.task, &waits.object.as_ref()?.name);
        let (listed, had) = match names[..] {
            [one] => (one.to_string(), "it had"),
            _ => (names.join(" and "), "they had"),
        };
        let sentence = format!(
            "{task} looked at {object} in line {} and did not wait. {listed} had been \
             started in line {}, but {had} not come to {object} yet.",
            line_at(waits.location),
            line_at(late[0].location)
        );
        let comes = |step: &Step| names.contains(&&*step.task) && same(step);
        let comes = (look..steps.len()).find(|place| comes(&steps[*place]));
        Some(Diagnosis {
            steps: [look].into_iter().chain(comes).collect(),
            wrong: Some(look),
            ask: Some(
                "who counts a task: the one that starts it, or the task itself?".into(),
            ),
            ..Diagnosis::told("a wait was over before the tasks were counted", sentence)
        })
    })
}

/// Whether the task of this step looks at something in a function that waits for
/// it, and goes on without a wait.
fn passes(failure: &Failure, look: usize, sources: Sources) -> Option<bool> {
    match failure.steps[look].act {
        Act::Locks => does_not_wait(failure, look, sources),
        Act::Reads(_) => leaves_loop(failure, look, sources),
        _ => Some(false),
    }
}

/// Whether the task takes a lock in this step, in a function that waits with its
/// guard, and does not wait next.
fn does_not_wait(failure: &Failure, look: usize, sources: Sources) -> Option<bool> {
    let (looks, later) = (&failure.steps[look], &failure.steps[look + 1..]);
    let at = looks.location;
    let goes_on = match later.iter().find(|step| step.task == looks.task) {
        Some(next) => next.act != Act::WaitsOn,
        None => is_done(failure, look),
    };
    let line = sources.line(at.file(), at.line())?;
    let waits = || Some(waits_with_a_guard(sources.body(at)?, line));
    Some(goes_on && !sources.assigns(at) && waits()?)
}

/// Whether the task reads in this step, in a loop, what others count down, and goes
/// on after the loop.
fn leaves_loop(failure: &Failure, look: usize, sources: Sources) -> Option<bool> {
    let (looks, later) = (&failure.steps[look], &failure.steps[look + 1..]);
    let (at, line) = (looks.location, looks.location.line());
    let function = sources.function(at)?;
    if !function.loops_at(line as usize) {
        return Some(false);
    }
    let within = Within::of(&looks.place, sources);
    let is_in_loop = |later: &Step| {
        let called = within.as_ref().and_then(|it| it.line(&later.calls));
        let is_one = sources.is_one_function(later.location, at);
        let there = called.or(is_one.then(|| later.location.line()));
        there.is_some_and(|there| {
            function.loop_has(&[line as usize, there as usize])
        })
    };
    let mut own = later.iter().filter(|step| step.task == looks.task);
    // In a later turn of the loop as well.
    let again = own.clone().any(|later| later.location == at);
    let mut goes_on =
        || own.any(|later| !is_in_loop(later)) || is_done(failure, look);
    Some(!again && goes_on() && counts_down(&failure.steps, looks, sources))
}

/// Whether somebody counts down, or clears, what the task looks at: who waits for
/// that to be over waits for tasks.
fn counts_down(steps: &[Step], looks: &Step, sources: Sources) -> bool {
    let does = |step: &Step| {
        let clears =
            matches!(&step.act, Act::Writes(to) if to == "0" || to == "false");
        step.object == looks.object
            && (clears || step.operation.starts_with("subtracts "))
    };
    let name = looks.object.as_ref().map_or("", |object| &object.name);
    let says = |how: &str| {
        let text = sources.text(looks.location.file());
        text.is_some_and(|text| text.contains(&format!("{name}.{how}")))
    };
    steps.iter().any(does)
        || ["fetch_sub(", "store(false", "store(0,"].into_iter().any(says)
}

/// Whether the function waits for a notification with the guard that this line of
/// it takes.
fn waits_with_a_guard(body: &str, line: &str) -> bool {
    let named = line.split_once("let ").and_then(|(_, rest)| rest.split_once('='));
    let name = named.map(|(name, _)| name.trim().trim_start_matches("mut "));
    let mut waits = body.split(".wait").skip(1);
    waits.any(|rest| {
        let rest = ["_while", "_timeout_while", "_timeout"]
            .into_iter()
            .find_map(|kind| rest.strip_prefix(kind)?.strip_prefix('('))
            .or_else(|| rest.strip_prefix('('));
        let Some(guard) = rest else { return false };
        let given = guard.split(|letter| !is_part(letter)).next();
        name.map_or_else(|| line.contains(".wait"), |name| given == Some(name))
    })
}

/// Whether the task comes to what was looked at, as far as it has come: then in
/// this record, or else in the text that starts it.
fn comes_later(
    steps: &[Step],
    look: usize,
    started: &Started,
    sources: Sources,
) -> bool {
    let own = |step: &&Step| step.task == started.task;
    let mut own = steps[look..].iter().filter(own).peekable();
    if own.peek().is_some() {
        return own.any(|step| {
            step.object == steps[look].object
                && matches!(
                    step.act,
                    Act::Locks | Act::Waits(_) | Act::Updates(_) | Act::Writes(_)
                )
        });
    }
    let object = steps[look].object.as_ref();
    object.is_some_and(|object| sources.reaches(started.location, &object.name))
}

/// A wait group is left by its last member, and then a task starts another one that
/// nobody waits for.
pub(super) fn started_late(
    failure: &Failure,
    sources: Sources,
) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let is_wait = |step: &Step| {
        let rest = sources.rest(step.location);
        step.operation.ends_with(" as the last one")
            && rest.is_some_and(|rest| rest.starts_with("wait("))
    };
    let wait = steps.iter().position(is_wait)?;
    let waits = &steps[wait];
    let late = failure.started.iter().find(|started| {
        started.after > wait
            && started.by != waits.task
            && steps[started.after..].iter().any(|step| step.task == started.task)
    })?;
    let own = |place: &usize| steps[*place].task == late.by;
    let before = (wait..late.after).rev().find(own);
    let first =
        (late.after..steps.len()).find(|place| steps[*place].task == late.task);
    let sentence = format!(
        "{} waited in line {} until all members of {} had left, and went on. After that \
         {} started {} in line {}. So that wait was over without {}.",
        waits.task,
        line_at(waits.location),
        waits.object.as_ref()?.name,
        late.by,
        late.task,
        line_at(late.location),
        late.task
    );
    let story = [wait].into_iter().chain(before).chain(first);
    Some(Diagnosis {
        steps: story.collect(),
        wrong: first,
        ask: Some(format!(
            "what keeps {} from starting a task once the wait has begun?",
            late.by
        )),
        ..Diagnosis::told("a task was started after the wait for all", sentence)
    })
}
