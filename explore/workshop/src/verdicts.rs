//! What is said of a verdict.

use verdict::{BLOCKED, Explored, PATIENCE, Wrong, number};

use crate::lanes::{Source, lanes};
use crate::text::told;

/// How much was run when nothing has failed.
pub fn passes(explored: &[Explored], is_async: bool) -> String {
    let tasks = explored.iter().map(|one| one.tasks).max().unwrap_or(0);
    let all = |exhaustive: bool| {
        let some = explored.iter().filter(|one| one.exhaustive == exhaustive);
        some.map(|one| one.schedules).sum::<usize>()
    };
    let workers = explored.iter().filter_map(|one| one.workers);
    let workers = workers.reduce(|all, more| all + more);
    let (grain, more) = match workers {
        _ if !is_async => (String::new(), 0),
        None => {
            let one =
                " Async tasks were switched at awaits, as they share one thread.";
            (one.to_string(), 0)
        }
        Some(0) => {
            let only = " Tasks were switched at awaits only: what two threads could do \
                        to each other between two awaits was not tried.";
            (only.to_string(), 0)
        }
        Some(more) if all(true) + all(false) == 0 => {
            let all = " Tasks were switched wherever they do something, as on several \
                       threads.";
            (all.to_string(), more)
        }
        Some(more) => {
            let added = match more {
                1 => "One random schedule was added. In it".to_string(),
                _ => format!(
                    "{} random schedules were added. In these",
                    number(more)
                ),
            };
            let grain = format!(
                " In the schedules above, tasks were switched at awaits only. {added}, \
                 they were switched wherever they do something, as on several threads: \
                 that is no proof."
            );
            (grain, 0)
        }
    };
    let what = match (all(true), all(false) + more) {
        _ if tasks == 1 => {
            "Only one task ran: there was nothing to interleave.".to_string()
        }
        (1, 0) => format!(
            "{tasks} tasks ran, but only one of them could run at any time. So there \
             was only one order."
        ),
        (every, 0) => format!(
            "Every behaviour of up to {tasks} tasks was tried, in {} schedules.",
            number(every)
        ),
        (0, 1) => format!(
            "One schedule of {tasks} tasks was tried, and it did not fail. That is no \
             proof."
        ),
        (0, some) => format!(
            "{} schedules of up to {tasks} tasks were tried, and none failed. That is \
             no proof.",
            number(some)
        ),
        (every, some) => format!(
            "{} schedules of up to {tasks} tasks were tried, and none failed. For the \
             smaller checks every behaviour was tried, in {} of these schedules. For \
             the other checks this is no proof.",
            number(every + some),
            number(every)
        ),
    };
    let fair = |one: &Explored| one.fair.saturating_sub(one.cut);
    let fair = match explored.iter().map(fair).sum() {
        0 => String::new(),
        fair => format!(
            " {} had not ended after many steps: from there on each task had its turns, \
             and no other order was tried.",
            schedules(fair)
        ),
    };
    let owners = match explored.iter().any(|one| one.asks_for_owners) {
        true => {
            " The program asks how many own an Arc. That is no step here: what other \
             tasks could do in between was not tried."
        }
        false => "",
    };
    let drops = match explored.iter().any(|one| one.drops_shared) {
        true => {
            " Dropping a clone of an Arc is not a step here. So no other task was run \
             between the drop and the step before it."
        }
        false => "",
    };
    let most_left = explored.iter().map(|one| one.left).max();
    let left = match most_left.unwrap_or(0) {
        0 => String::new(),
        1 => format!(" When main had ended, 1 task still waited {LOOP}"),
        left => format!(" When main had ended, {left} tasks still waited {LOOP}"),
    };
    what + &fair + &left + owners + drops + &grain + &clock(explored)
}

/// What a task does that may be left behind.
const LOOP: &str = "in a loop that nothing leaves, to be told to stop, for messages of a \
     channel of which a static may hold a sender, or in pending(), which never ends: that \
     is no failure.";

/// So many schedules, at the begin of a sentence.
fn schedules(count: usize) -> String {
    match count {
        1 => "One schedule".to_string(),
        _ => format!("{} schedules", number(count)),
    }
}

/// How time passed, if a task looked at the clock or waited for a moment on it.
fn clock(explored: &[Explored]) -> String {
    let timed = || explored.iter().filter(|one| one.timed);
    let early = match timed().map(|one| one.jumps).max() {
        None => return String::new(),
        Some(0) => {
            return " Time stood still while a task could go on.".to_string();
        }
        Some(1) => " Once in a schedule, time could pass while a task could go on."
            .to_string(),
        Some(most) => format!(
            " Up to {most} times in a schedule, time could pass while a task could go \
             on."
        ),
    };
    match timed().any(|one| one.jumps == 0) {
        true => {
            early
                + " In the checks that are about time, the clock stood still while a \
                   task could go on."
        }
        false => early,
    }
}

/// What has failed: the cause in a sentence, the steps that tell it, and how it ends.
pub fn fails(wrong: &Wrong, source: &Source<'_>) -> String {
    let mut text = told(&wrong.sentence);
    text.push('\n');
    if !wrong.story.is_empty() {
        text += &lanes(&wrong.story, source);
        text.push('\n');
    }
    if let Some(end) = &wrong.end {
        text += &told(end);
    }
    if let Some(besides) = &wrong.besides {
        text += &told(&format!("besides: {besides}"));
    }
    text
}

/// Where it was found, in a line.
pub fn found(wrong: &Wrong) -> String {
    let found = format!(
        "found in schedule {} of at most {}",
        number(wrong.schedule),
        number(wrong.of)
    );
    let shown = wrong.story.len();
    let shortened = match 0 < shown && shown < wrong.steps {
        true => {
            format!("; shortened from {} steps to {shown}", number(wrong.steps))
        }
        false => String::new(),
    };
    let early = match wrong.early {
        0 => String::new(),
        1 => "; in it, time passed once while a task could go on".to_string(),
        many => {
            format!("; in it, time passed {many} times while a task could go on")
        }
    };
    found + &shortened + &early
}

/// What is known of a schedule that did not come to its end.
pub fn stuck(after: Option<&str>, waits: bool) -> String {
    let place = match after {
        Some(place) => format!("The last step that was seen is in {place}"),
        None => "No step was seen".to_string(),
    };
    match waits {
        false => format!(
            "One schedule took {} seconds of a processor's time and did not end. \
             {place}; after that comes a loop that uses no lock, no atomic and no \
             channel.",
            PATIENCE.as_secs()
        ),
        true => format!(
            "One schedule stood still for {} seconds. {place}; after that it waits \
             for something that cannot be explored.",
            BLOCKED.as_secs()
        ),
    }
}
