//! The steps that matter, few enough to read.

use std::collections::BTreeMap;
use std::panic::Location;
use std::time::Duration;

use explore::{Act, Cause, Failure, Place, Step, Waiting, Want, Woken, is_std};

use crate::Line;
use crate::diagnosis::Diagnosis;
use crate::folded::{crate_of, folded, is_own, outside};
use crate::functions::is_part;
use crate::headings::{heading, once};
use crate::places::Callers;
use crate::sources::Sources;

/// The most lines of a story.
const LINES: usize = 20;

/// In a story of no more lines locks stay beside other steps.
const SHORT: usize = 10;

/// With so few steps a story tells nothing; so many are added of each task.
const FEW: usize = 2;

/// The steps that matter, and in a line who waits besides.
pub(crate) fn story<'a>(
    failure: &'a Failure,
    diagnosis: &Diagnosis,
    callers: &Callers<'a>,
) -> (Vec<Line>, Option<String>) {
    let sources = callers.sources;
    let known = |step: &Step| is_own(step, sources);
    let about = |step: &Step| {
        let objects = &diagnosis.objects;
        objects.is_empty()
            || step.object.as_ref().is_some_and(|object| objects.contains(object))
            // A wait on a condition variable lets a lock go.
            || objects.iter().any(|object| names(&step.operation, &object.name))
    };
    // How a wait that ended began is of no interest.
    let is_over = |step: &Step| matches!(step.act, Act::Waits(_));
    let only_prints = |(place, step): &(usize, &Step)| {
        step.act == Act::Prints && !diagnosis.steps.contains(place)
    };
    let steps = failure.steps.iter().enumerate();
    let (printed, steps): (Vec<_>, Vec<_>) = steps.partition(only_prints);
    let mut steps: Vec<(usize, &Step)> = steps
        .into_iter()
        .filter(|(place, step)| match &diagnosis.steps[..] {
            [] => {
                let tells = about(step) || diagnosis.more.contains(place);
                tells && known(step) && !is_over(step)
            }
            chosen => chosen.contains(place),
        })
        .collect();
    // Who prints something wants to see it, if there is room.
    if steps.len() + printed.len() + failure.waiting.len() <= LINES {
        steps.extend(printed);
        steps.sort_unstable_by_key(|(place, _)| *place);
    }
    if diagnosis.steps.is_empty() && ends_in_waits(failure, diagnosis) {
        add_last(&mut steps, failure, diagnosis, sources);
    }
    if failure.cause != Cause::Deadlock {
        leave_out_the_least(&mut steps, diagnosis, sources);
        leave_out(&mut steps, diagnosis);
    }
    join_locks(&mut steps, diagnosis);
    let line = |place| line(failure, place, diagnosis, callers);
    let last_words = |waiting| last_words(waiting, callers);
    let mut lines: Vec<(usize, Line)> =
        steps.into_iter().map(|(place, _)| (place, line(place))).collect();
    // Nothing was chosen: what happens elsewhere may be what tells it.
    if diagnosis.steps.is_empty() && diagnosis.objects.is_empty() {
        lines.extend(folded(failure, sources));
        lines.sort_by_key(|(place, _)| *place);
    }
    let mut lines: Vec<Line> = lines.into_iter().map(|(_, line)| line).collect();
    if let (Some(instead), Some(wrong)) =
        (&diagnosis.at_wrong, lines.iter_mut().find(|line| line.wrong))
    {
        wrong.text.clone_from(instead);
    }
    let mut besides = None;
    if ends_in_waits(failure, diagnosis) {
        let (told, rest) = waits(failure, diagnosis);
        lines.extend(told.into_iter().map(last_words));
        let rest: Vec<String> =
            rest.into_iter().map(|waiting| unmarked(waiting, sources)).collect();
        besides = (!rest.is_empty()).then(|| rest.join("; "));
    }
    let left_out = lines.len().saturating_sub(LINES);
    (once(lines.split_off(left_out)), besides)
}

/// Whether these words have the name, and not as a part of another one.
fn names(words: &str, name: &str) -> bool {
    let mut places = words.match_indices(name);
    places.any(|(place, _)| {
        !words[..place].ends_with(is_part)
            && !words[place + name.len()..].starts_with(is_part)
    })
}

/// All steps of the answer and of its checks, and who waits at the end.
pub(crate) fn whole<'a>(
    failure: &'a Failure,
    diagnosis: &Diagnosis,
    callers: &Callers<'a>,
) -> Vec<Line> {
    let known = |step: &Step| is_own(step, callers.sources);
    let steps =
        (0..failure.steps.len()).filter(|place| known(&failure.steps[*place]));
    let steps = steps.map(|place| line(failure, place, diagnosis, callers));
    if !ends_in_waits(failure, diagnosis) {
        return once(steps.collect());
    }
    let (told, rest) = waits(failure, diagnosis);
    let last_words = |waiting| last_words(waiting, callers);
    let rest = rest.into_iter().map(|one| Line { wrong: false, ..last_words(one) });
    once(steps.chain(rest).chain(told.into_iter().map(last_words)).collect())
}

fn ends_in_waits(failure: &Failure, diagnosis: &Diagnosis) -> bool {
    matches!(failure.cause, Cause::Deadlock | Cause::Blocked { .. })
        || !diagnosis.waits.is_empty()
}

/// A story with next to no steps gets what the tasks that wait did last, with each
/// of several objects.
fn add_last<'a>(
    steps: &mut Vec<(usize, &'a Step)>,
    failure: &'a Failure,
    diagnosis: &Diagnosis,
    sources: Sources,
) {
    if steps.len() > FEW {
        return;
    }
    for one in waits(failure, diagnosis).0 {
        let tells = |(_, step): &(usize, &Step)| {
            step.task == one.task
                && is_own(step, sources)
                && !matches!(step.act, Act::Waits(_) | Act::Unlocks | Act::Prints)
        };
        let mut last: Vec<(usize, &Step)> = Vec::new();
        for (place, step) in failure.steps.iter().enumerate().rev().filter(tells) {
            if last.len() < FEW
                && last.iter().all(|(_, it)| it.object != step.object)
            {
                last.push((place, step));
            }
        }
        steps.extend(last);
    }
    steps.sort_unstable_by_key(|(place, _)| *place);
    steps.dedup_by_key(|(place, _)| *place);
}

/// Locks and the ends of channels tell little beside what else the tasks did. Of a
/// longer story that nothing was chosen for they are left out, but for those with
/// which a call of the check begins.
fn leave_out_the_least(
    steps: &mut Vec<(usize, &Step)>,
    diagnosis: &Diagnosis,
    sources: Sources,
) {
    let tells_little = |step: &Step| {
        matches!(
            step.act,
            Act::Locks
                | Act::Unlocks
                | Act::Notifies(Woken::Nobody)
                | Act::DropsSender
                | Act::DropsReceiver
        )
    };
    let others = steps.iter().filter(|(_, step)| !tells_little(step)).count();
    let is_chosen = !diagnosis.steps.is_empty() || !diagnosis.objects.is_empty();
    if is_chosen || steps.len() <= SHORT || others < FEW {
        return;
    }
    let mut under: BTreeMap<&str, Option<String>> = BTreeMap::new();
    steps.retain(|(place, step)| {
        let call = heading(&step.calls, sources);
        let before = under.insert(&step.task, call.clone());
        let begins = call.is_some() && before != Some(call);
        begins || diagnosis.wrong == Some(*place) || !tells_little(step)
    });
}

/// Of a story that is too long, what tells least is left out, as far as has to be:
/// how channels ended, locks, and who notified nobody.
fn leave_out(steps: &mut Vec<(usize, &Step)>, diagnosis: &Diagnosis) {
    let least: [fn(&Act) -> bool; 3] = [
        |act| matches!(act, Act::DropsSender | Act::DropsReceiver),
        |act| matches!(act, Act::Unlocks),
        |act| matches!(act, Act::Locks | Act::Notifies(Woken::Nobody)),
    ];
    for tells_little in least {
        if steps.len() > LINES {
            steps.retain(|(place, step)| {
                diagnosis.wrong == Some(*place) || !tells_little(&step.act)
            });
        }
    }
}

fn line<'a>(
    failure: &'a Failure,
    number: usize,
    diagnosis: &Diagnosis,
    callers: &Callers<'a>,
) -> Line {
    let step = &failure.steps[number];
    let Step { task, place, location, calls, .. } = step;
    // What is the program's own is told at its place.
    let at = (!is_own(step, callers.sources)).then_some(*location);
    let operation = with_time(step, failure.moment(number));
    let wrong = diagnosis.wrong == Some(number);
    line_at((place, at, calls), task, &operation, wrong, callers)
}

/// What the step did, and when, if it ends a wait of a thread for time. Of an async
/// task the step says so itself.
fn with_time(step: &Step, now: Duration) -> String {
    let mut ends = ["wakes up", "times out"].into_iter().filter_map(|end| {
        let rest = step.operation.strip_prefix(end)?;
        (!rest.starts_with(" at ")).then(|| format!("{end} at {now:?}{rest}"))
    });
    ends.next().unwrap_or_else(|| step.operation.clone())
}

/// Where somebody waits for good.
fn last_words<'a>(waiting: &'a Waiting, callers: &Callers<'a>) -> Line {
    let Waiting { task, operation, place, location, calls, .. } = waiting;
    let at = Some(*location);
    line_at((place, at, calls), task, operation, true, callers)
}

/// The same in a few words.
fn unmarked(waiting: &Waiting, sources: Sources) -> String {
    let Waiting { task, operation, place, .. } = waiting;
    match sources.is_own(&place.file) {
        true => {
            let place = sources.place_of(&place.file, place.line);
            format!("{task} {operation} in {place}")
        }
        false => format!("{task} {operation}"),
    }
}

fn line_at<'a>(
    (place, location, calls): (&Place, Option<&Location<'_>>, &[Place]),
    task: &'a str,
    operation: &str,
    wrong: bool,
    callers: &Callers<'a>,
) -> Line {
    let call = location.and_then(|at| outside(at, calls, callers.sources));
    if let (Some(call), Some(location)) = (call, location) {
        return Line {
            task: task.to_string(),
            file: callers.sources.name(&call.file).unwrap_or_default().to_string(),
            line: call.line,
            text: format!("{operation} (in {})", crate_of(location.file())),
            wrong,
            heading: None,
        };
    }
    // A file that is none of the sources.
    let other = if location.is_some_and(is_std) { "std" } else { "" };
    Line {
        task: task.to_string(),
        file: callers.sources.name(&place.file).unwrap_or(other).to_string(),
        line: place.line,
        text: callers.tell(task, operation, place, calls),
        wrong,
        heading: heading(calls, callers.sources),
    }
}

/// A lock that is let go before anything else happens is one line.
fn join_locks(steps: &mut Vec<(usize, &Step)>, diagnosis: &Diagnosis) {
    let is_wrong = |place| diagnosis.wrong == Some(place);
    let mut last: Option<(usize, &Step)> = None;
    steps.retain(|&(place, step)| {
        let joins = last.is_some_and(|(before, locks)| {
            let lock = locks.operation.strip_prefix("locks ");
            lock.is_some()
                && lock == step.operation.strip_prefix("unlocks ")
                && (&locks.task, locks.location) == (&step.task, step.location)
                && !is_wrong(place)
                && (!is_wrong(before) || diagnosis.at_wrong.is_none())
        });
        if !joins {
            last = Some((place, step));
        }
        !joins
    });
}

/// The waits that tell why nobody goes on, and the others, in the order in which
/// they began. Who only waits for another one to end explains nothing.
fn waits<'a>(
    failure: &'a Failure,
    diagnosis: &Diagnosis,
) -> (Vec<&'a Waiting>, Vec<&'a Waiting>) {
    let is_chosen = |waiting: &&Waiting| diagnosis.waits.contains(&waiting.task);
    let explains =
        |waiting: &&Waiting| !matches!(waiting.wants, Want::End | Want::Ends);
    let mut waiting: Vec<&Waiting> = failure.waiting.iter().collect();
    waiting.sort_by_key(|one| {
        failure.steps.iter().rposition(|step| step.task == one.task)
    });
    let waiting = waiting.into_iter();
    if !diagnosis.waits.is_empty() {
        waiting.partition(is_chosen)
    } else if failure.waiting.iter().any(|waiting| explains(&waiting)) {
        waiting.partition(explains)
    } else {
        (waiting.collect(), Vec::new())
    }
}

#[cfg(test)]
mod tests;
