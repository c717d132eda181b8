//! What came in between.

mod anew;
mod changed_back;
mod checked;
pub(crate) mod counted;
pub(crate) mod dropped;
mod early_flag;
mod first_tick;
mod gave_up_waiting;
mod given_away;
pub(crate) mod half_way;
mod held_meanwhile;
mod idle_between;
mod lagging;
mod last_item;
mod last_look;
mod late_answer;
mod left_with_starter;
mod looked_again;
mod lost_with_receiver;
pub(crate) mod no_last_owner;
mod not_awaited;
pub(crate) mod not_stolen;
mod one_token;
mod out_of_date;
mod out_of_order;
mod overwritten;
mod passed_over;
mod sent_again;
pub(crate) mod skipped;
pub(crate) mod slept;
mod split;
mod starved;
mod stopped;
mod taken_for_both;
mod taken_for_done;
mod taken_out;
mod too_soon;
mod two_orders;
mod unfinished;
mod unheard;
mod unkept;
mod unnoticed;
mod unreturned;
mod went_on;
mod woke_another;
mod zero_between;

use explore::{Act, Failure, Object, Step};

use self::last_look::{is_look, is_over, last_look};
use crate::diagnosis::{Diagnosis, Sure};
use crate::functions::{is_part, lines};
use crate::operations::writes;
use crate::poison;
use crate::sources::Sources;
use crate::whereabouts::{line_at, lines_at};

/// The causes of a wrong result that are seen; of those that are as sure as others
/// the more telling come first.
pub(crate) fn causes(failure: &Failure, sources: Sources) -> Vec<Diagnosis> {
    let steps = &failure.steps[..];
    let seen = [
        poison::passed_over(steps, sources),
        unreturned::diagnose(failure, sources),
        changed_back::diagnose(steps, sources),
        lagging::diagnose(failure, sources),
        lost_update(failure, sources),
        checked::diagnose(failure, sources),
        checked::behind_a_lock(failure, sources),
        looked_again::diagnose(failure, sources),
        checked::of_a_value(steps, sources),
        checked::of_a_queue(steps, sources),
        late_answer::diagnose(steps),
        no_last_owner::diagnose(failure, sources),
        sent_again::diagnose(failure, sources),
        two_orders::diagnose(failure, sources),
        out_of_order::diagnose(failure, sources),
        unkept::guard(steps, sources),
        unkept::permit(steps),
        unkept::tasks(steps, sources),
        left_with_starter::diagnose(failure, sources),
        early_flag::diagnose(steps),
        split::two_looks(failure, sources),
        dropped::diagnose(steps, sources),
        counted::diagnose(steps),
        overwritten::diagnose(steps, sources),
        first_tick::diagnose(failure, sources),
        too_soon::uncounted(failure, sources),
        too_soon::started_late(failure, sources),
        zero_between::diagnose(failure, sources),
        idle_between::diagnose(failure, sources),
        given_away::diagnose(failure, sources),
        given_away::removed(failure, sources),
        out_of_date::decided(failure, sources),
        out_of_date::decided_before(failure, sources),
        split::lock(failure, sources),
        out_of_date::two_values(failure, sources),
        out_of_date::half_changed(failure, sources),
        early_flag::announced(failure, sources),
        last_item::diagnose(failure, sources),
        stopped::diagnose(failure, sources),
        taken_for_both::diagnose(failure, sources),
        lost_with_receiver::after_a_wait(steps, sources),
        gave_up_waiting::diagnose(failure, sources),
        unheard::diagnose(failure, sources),
        taken_for_done::diagnose(failure, sources),
        taken_out::diagnose(failure, sources),
        half_way::diagnose(failure, sources),
        half_way::in_a_call(failure, sources),
        went_on::diagnose(failure, sources),
        half_way::aborted(failure, sources),
        passed_over::diagnose(failure, sources),
        given_up(failure, sources),
        not_stolen::diagnose(failure, sources),
        slept::diagnose(failure, sources),
        unfinished::diagnose(failure, sources),
        anew::diagnose(steps),
        one_token::diagnose(failure, sources),
        went_on::too_late(failure, sources),
        unnoticed::left_over(failure, sources),
        unnoticed::diagnose(failure, sources),
        held_meanwhile::diagnose(failure, sources),
        starved::diagnose(failure, sources),
        skipped::diagnose(failure, sources),
        woke_another::diagnose(failure),
        unheard::before_its_own(steps),
    ];
    seen.into_iter().flatten().collect()
}

/// What the task that panics has looked at last.
pub(crate) fn looked_at(failure: &Failure) -> Option<&Object> {
    last_look(failure, is_look).map(|look| look.what)
}

/// A task reads an atomic and later writes it, and another one changed it in
/// between, for whom it did not wait.
fn lost_update(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    steps.iter().enumerate().find_map(|(late, write)| {
        let Act::Writes(_) = write.act else { return None };
        let same = |step: &Step| step.object == write.object;
        let mine = |step: &Step| step.task == write.task;
        let before =
            steps[..late].iter().rposition(|step| mine(step) && same(step));
        // What it has written itself in between was not read before.
        let is_read = |early: &usize| matches!(steps[*early].act, Act::Reads(_));
        let early = before.filter(is_read)?;
        let changes = |step: &Step| !mine(step) && same(step) && writes(step);
        let between = early + steps[early..late].iter().position(changes)?;
        if split::waits_for(failure, (early, between, late), sources) {
            return None;
        }
        told(steps, [early, between, late], sources)
    })
}

fn told(
    steps: &[Step],
    [early, between, late]: [usize; 3],
    sources: Sources,
) -> Option<Diagnosis> {
    let (read, other, write) = (&steps[early], &steps[between], &steps[late]);
    let others_read = read_too(steps, early, between);
    // Where both write the same, whatever was there, nothing is lost.
    let is_same = other.act == write.act && writes_a_constant(write, sources);
    if is_same && others_read.is_none() {
        return None;
    }
    let lost = "an update was lost";
    let name = read.object.as_ref().map_or("it", |object| &object.name);
    let (title, sentence) = match (&read.act, &write.act, others_read) {
        (Act::Reads(free), Act::Writes(taken), Some(_)) if is_flag(free) => (
            "two tasks passed the same flag",
            format!(
                "Both tasks read {free} from {name} before either wrote {taken}. So \
                 both went on, and neither kept the other out."
            ),
        ),
        (Act::Reads(found), Act::Writes(to), Some(_)) if is_same => (
            "two tasks acted on the same check",
            format!(
                "Both tasks read {found} from {name} before either wrote {to}. So both \
                 acted on the same value."
            ),
        ),
        (Act::Reads(value), _, Some(_)) => (
            lost,
            format!(
                "Both tasks read {value} from {name} before either wrote. So one of the \
                 two updates was lost."
            ),
        ),
        _ => (
            lost,
            format!(
                "{} {}. Then {} {}. Then {} {}, and the update of {} is lost.",
                read.task,
                read.operation,
                other.task,
                other.operation,
                write.task,
                write.operation,
                other.task
            ),
        ),
    };
    let (first, second) = (read.location, write.location);
    let ask = if (first.file(), first.line()) == (second.file(), second.line()) {
        format!(
            "which other task can run in line {}, between the read and the write?",
            line_at(first)
        )
    } else {
        let lines = lines_at(first, second);
        format!("which other task can run between {lines}?")
    };
    let over = match &other.act {
        Act::Writes(value) => format!("the {value} of {}", other.task),
        _ => format!("the update of {}", other.task),
    };
    let mut story = vec![early, between, late];
    story.extend(others_read);
    story.sort_unstable();
    // To find it so and do no more than to say so again does no harm.
    let acts = !is_same
        || is_written_back(steps, read)
        || goes_on_there(steps, late, sources);
    Some(Diagnosis {
        steps: story,
        wrong: Some(late),
        at_wrong: Some(format!("{}, over {over}", write.operation)),
        ask: Some(ask),
        sure: if acts { Sure::Likely } else { Sure::Possible },
        ..Diagnosis::told(title, sentence)
    })
}

/// Where the task that writes in the second of these steps has read the same as the
/// other one in the first, if neither of the two has written it since the earlier
/// read.
fn read_too(steps: &[Step], early: usize, between: usize) -> Option<usize> {
    let (read, other) = (&steps[early], &steps[between]);
    let of_it = |step: &Step| step.object == read.object;
    let theirs = |step: &Step| step.task == other.task && of_it(step);
    let their_read = steps[..between].iter().rposition(theirs)?;
    let has_written = |step: &Step| {
        of_it(step)
            && writes(step)
            && [&read.task, &other.task].contains(&&step.task)
    };
    let is_it = steps[their_read].act == read.act
        && matches!(other.act, Act::Writes(_))
        && !steps[early.min(their_read)..between].iter().any(has_written);
    is_it.then_some(their_read)
}

/// Whether the text says what is stored there, and not what it is made of.
fn writes_a_constant(step: &Step, sources: Sources) -> bool {
    let call = sources.rest(step.location);
    let is_store = call.is_some_and(|call| call.starts_with("store("));
    let given = sources.argument(step.location).filter(|_| is_store);
    given.is_some_and(|given| {
        let given = given.to_string();
        let value = given.split(',').next().unwrap_or_default();
        let value = value.split(" as ").next().unwrap_or(value);
        let words = value.split(|letter| !is_part(letter));
        let is_constant = |word: &str| {
            is_flag(word) || !word.starts_with(|it: char| it.is_lowercase())
        };
        words.into_iter().all(is_constant)
    })
}

/// Whether somebody writes there again what was read, as to let go of it.
fn is_written_back(steps: &[Step], read: &Step) -> bool {
    let Act::Reads(value) = &read.act else { return false };
    let is_it = |step: &Step| {
        step.object == read.object && step.act == Act::Writes(value.clone())
    };
    steps.iter().any(is_it)
}

/// Whether the task comes to a later line of the block that has this step: to one
/// before which no line begins farther to the left.
fn goes_on_there(steps: &[Step], place: usize, sources: Sources) -> bool {
    let (step, at) = (&steps[place], steps[place].location);
    let Some(text) = sources.text(at.file()) else { return false };
    let indent = |line: &str| line.len() - line.trim_start().len();
    let is_there = |later: &Step| {
        let is_later = later.task == step.task
            && later.location.file() == at.file()
            && later.location.line() > at.line();
        let last = later.location.line() as usize;
        let between = is_later.then(|| lines(text, (at.line() as usize, last)));
        between.is_some_and(|text| {
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            let first = lines.clone().next().map_or(0, indent);
            lines.map(indent).all(|it| it >= first)
        })
    };
    steps[place + 1..].iter().any(is_there)
}

fn is_flag(value: &str) -> bool {
    matches!(value, "true" | "false")
}

/// Whether the step has found a flag that is never set back: whoever tried again would find the
/// same, so this decides who is the first.
fn stays(failure: &Failure, finds: &Step) -> bool {
    let words = finds.operation.strip_prefix("finds ");
    let Some((found, expected)) = words.and_then(|it| it.split_once(", not "))
    else {
        return false;
    };
    let of_it = |step: &&Step| step.object == finds.object && writes(step);
    let changes = || failure.steps.iter().filter(of_it);
    is_flag(found) && is_flag(expected) && changes().count() == 1
}

/// A task found that it could not do something at once, and never did it.
fn given_up(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let given_up = |(place, step): &(usize, &Step)| {
        let does: fn(&Act) -> bool = match step.act {
            Act::FindsLocked => |act| *act == Act::Locks,
            Act::FindsOther => |act| matches!(act, Act::Updates(_)),
            _ => return false,
        };
        // Who goes round and reads it once more decides anew.
        let looks_anew = |read: &Step| {
            let function = sources.function(read.location);
            step.act == Act::FindsOther
                && matches!(read.act, Act::Reads(_))
                && sources.is_one_function(read.location, step.location)
                && function
                    .is_some_and(|it| it.looks_at(read.location.line() as usize))
        };
        let mut later = steps[place + 1..].iter();
        let is_again = later.any(|later| {
            later.task == step.task
                && later.object == step.object
                // Who tries once more has given up there, if at all.
                && (does(&later.act)
                    || later.act == step.act
                    || later.location == step.location
                    || looks_anew(later))
        });
        !is_again && is_over(failure, *place, sources) && !stays(failure, step)
    };
    let (place, step) = steps.iter().enumerate().find(given_up)?;
    let title = match step.act {
        Act::FindsLocked => "a busy lock was not tried again",
        _ => "a failed exchange was not tried again",
    };
    let sentence = format!(
        "{} {} in line {} and does not try again.",
        step.task,
        step.operation,
        line_at(step.location)
    );
    Some(Diagnosis {
        objects: step.object.clone().into_iter().collect(),
        wrong: Some(place),
        ask: Some("what happens to the work that this task skips?".into()),
        sure: Sure::Possible,
        ..Diagnosis::told(title, sentence)
    })
}

#[cfg(test)]
pub(crate) mod tests;
