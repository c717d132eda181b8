//! Why nobody wakes a task that is parked, or whose future has nothing that wakes it.

use explore::{Act, Failure, Step, Waiting, Want};

use super::spent;
use crate::functions::has_word;
use crate::operations::{may_change, writes};
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// How the wait of a task ends whose poll has kept no waker.
pub(crate) const NO_WAKER: &str = "and nobody has kept its waker";

/// The wait of a task whose set of local tasks is not run.
const STANDS_STILL: &str = "waits until its set of tasks runs";

/// A task of a set that nobody runs.
fn stands_still(failure: &Failure, sources: Sources, task: &str) -> String {
    let started = failure.started.iter().find(|one| one.task == task);
    let place = started.map(|one| told_at(&one.location.into(), sources));
    format!(
        "{task} was started in {} as a task of a LocalSet. Such a task goes on only \
         while its set is awaited or run, and nobody does so.",
        place.unwrap_or_default()
    )
}

/// In a sentence or two, and what to ask.
pub(super) fn tell(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> (String, &'static str) {
    let twice = || spent::twice(failure, sources, waits);
    if let Some(told) = (waits.wants == Want::Unpark).then(twice).flatten() {
        return told;
    }
    let task = &waits.task;
    let now = match waits.wants {
        Want::Unpark => format!("{task} is parked, and no task unparks it."),
        _ => format!(
            "{task} waits to be woken in {}, and no task wakes it.",
            told_at(&waits.place, sources)
        ),
    };
    let since = |places, words| since(failure, sources, places, words);
    if let Some(places) = changed(failure, sources, waits) {
        let words = match waits.wants {
            Want::Unpark => ("parks", "that read,", "unparked"),
            _ => ("waits", "that read,", "woken"),
        };
        let ask = "can the task look once more after it has said that it waits?";
        return (since(places, words), ask);
    }
    if let Some(places) = locked(failure, sources, waits) {
        let words = ("waits to be woken", "that", "woken");
        let ask = "when that changes what the task waits for, who wakes it?";
        return (since(places, words), ask);
    }
    if let Some([wake, woken]) = used_up(failure, waits) {
        let [wake, woken] = [wake, woken].map(|place| &failure.steps[place]);
        let before = format!(
            "{} {} in {}, and that ended the wait of {task} in {}.",
            wake.task,
            wake.operation,
            told_at(&wake.place, sources),
            told_at(&woken.place, sources)
        );
        return (
            format!("{before} Now {task} is parked again, and no task unparks it."),
            "which wait was that for, and what does the task look at before it parks?",
        );
    }
    if waits.operation == STANDS_STILL {
        let ask = "who awaits or runs the set of tasks, and for how long?";
        return (stands_still(failure, sources, task), ask);
    }
    let now = match waits.operation.ends_with(NO_WAKER) {
        true => format!("{now} Its last poll returned Pending, {NO_WAKER}."),
        false => now,
    };
    let ask = match waits.wants {
        Want::Unpark => "which task unparks it, and can that happen too early?",
        _ => "who keeps the waker of each task that waits, and who wakes it?",
    };
    (now, ask)
}

/// That a task looks and then does this, and that after that another one comes, in these
/// steps, and nobody has done this to it since.
fn since(
    failure: &Failure,
    sources: Sources,
    places: [usize; 2],
    (waits, that, woken): (&str, &str, &str),
) -> String {
    let [look, comes] = places.map(|place| &failure.steps[place]);
    let task = &look.task;
    let at = |step: &Step| told_at(&step.place, sources);
    format!(
        "{task} {} in {} and then {waits}. After {that} {} {} in {}. Nobody has {woken} \
         {task} since.",
        look.operation,
        at(look),
        comes.task,
        comes.operation,
        at(comes),
    )
}

/// Whether the step unparks the task, or the owner of the parker that it waits at.
pub(super) fn unparks(step: &Step, waits: &Waiting) -> bool {
    let who = step.operation.strip_prefix("unparks ");
    match &waits.object {
        Some(_) => who.is_some() && step.object == waits.object,
        None => who == Some(&waits.task),
    }
}

pub(super) fn is_unparked(step: &Step, waits: &Waiting) -> bool {
    step.task == waits.task
        && step.object == waits.object
        && step.operation == "is unparked"
}

/// What the task has read last of an atomic before it waits, and how another one changed
/// that later without waking the task since.
fn changed(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<[usize; 2]> {
    let steps = &failure.steps[..];
    let task = &waits.task;
    let mine = |step: &Step| step.task == *task;
    let reads = |step: &Step| mine(step) && matches!(step.act, Act::Reads(_));
    let read = steps.iter().rposition(reads)?;
    let at = steps[read].location;
    let is_look = match waits.wants {
        Want::Unpark => sources.calls_or_is(waits.location, at),
        // Where it waits is where it was started.
        _ => sources.function(at).is_some_and(|found| found.name == "poll"),
    };
    let changes = |step: &Step| {
        !mine(step) && step.object == steps[read].object && writes(step)
    };
    let change = read + steps[read..].iter().rposition(changes)?;
    let is_late = steps[read..].iter().any(|step| is_unparked(step, waits))
        || steps[change..].iter().any(|step| unparks(step, waits));
    (is_look && !is_late).then_some([read, change])
}

/// The lock under which the task has looked in its last poll, and where another one had
/// that lock first since: it may have changed there what the task waits for.
fn locked(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<[usize; 2]> {
    let steps = &failure.steps[..];
    let mine = |step: &Step| step.task == waits.task;
    let locks = |step: &Step| mine(step) && step.act == Act::Locks;
    let look = steps.iter().rposition(locks)?;
    let polls = |body: &str| has_word(body, "Pending");
    let mut after = steps[look + 1..].iter().filter(|step| mine(step));
    let is_look = waits.wants == Want::Waker
        && waits.operation != STANDS_STILL
        && !waits.operation.ends_with(NO_WAKER)
        && sources.body(steps[look].location).is_some_and(polls)
        && after.all(|step| step.act == Act::Unlocks);
    // Not who comes to wait as well.
    let comes = |step: &Step| {
        !mine(step)
            && step.object == steps[look].object
            && may_change(step)
            && !sources.is_one_function(step.location, steps[look].location)
    };
    let change = steps[look..].iter().position(comes)?;
    is_look.then_some([look, look + change])
}

/// The last unpark of the task, and the wait that it has ended.
fn used_up(failure: &Failure, waits: &Waiting) -> Option<[usize; 2]> {
    let steps = &failure.steps[..];
    let woken = steps.iter().rposition(|step| is_unparked(step, waits))?;
    let wake = steps[..woken].iter().rposition(|step| unparks(step, waits))?;
    let is_other = steps[woken].location != waits.location;
    (waits.wants == Want::Unpark && is_other).then_some([wake, woken])
}

/// The steps that tell it.
pub(super) fn more(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Vec<usize> {
    if !matches!(waits.wants, Want::Unpark | Want::Waker) {
        return Vec::new();
    }
    let told = changed(failure, sources, waits)
        .or_else(|| locked(failure, sources, waits))
        .or_else(|| used_up(failure, waits));
    told.into_iter().flatten().collect()
}
