//! What goes round without end and changes nothing, or never comes to what is ready.

use std::collections::BTreeMap;

use explore::{Act, Failure, Object, Step, Want};

use super::ends_it;
use crate::deadlocks::receiver;
use crate::diagnosis::{Diagnosis, Sure};
use crate::functions::has_word;
use crate::number;
use crate::operations::changes_nothing;
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// So many of the last steps are looked at: by then each task had its turns, many times.
const WINDOW: usize = 2_000;

/// The most steps of a round, of all tasks.
const LONGEST: usize = 12;

/// Why the schedule would not end either if it were not cut off, as far as that is known.
pub(crate) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let window = failure.steps.len().checked_sub(WINDOW)?;
    livelock(failure, window, sources)
        .or_else(|| starved(failure, window, sources))
        .or_else(|| awaited(failure, window, sources))
}

/// One task alone looks at something, and sleeps, and finds the same each time. Who would
/// change that waits for the end of this task first.
fn awaited(
    failure: &Failure,
    window: usize,
    sources: Sources,
) -> Option<Diagnosis> {
    let steps = &failure.steps[window..];
    let task = &steps.first()?.task;
    let rests = |step: &Step| {
        let sleeps = ["wakes up", "sleeps ", "need not sleep"];
        sleeps.iter().any(|one| step.operation.starts_with(one))
    };
    let alike = |step: &&Step| {
        let is_it = |other: &&Step| other.location == step.location;
        let mut all = steps.iter().filter(is_it);
        rests(step) || all.all(|other| other.operation == step.operation)
    };
    let in_vain = |step: &&Step| {
        step.task == *task
            && (changes_nothing(step) || rests(step) || step.act == Act::Prints)
    };
    // A time may be over at last.
    let is_timed =
        failure.looked.iter().any(|one| one.task == *task && one.after >= window);
    if is_timed || !steps.iter().all(|step| in_vain(&step) && alike(&step)) {
        return None;
    }
    let looks = (window..failure.steps.len()).rev().take(LONGEST);
    let mut looks = looks.filter(|place| changes_nothing(&failure.steps[*place]));
    looks.find_map(|place| comes_later(failure, place, sources))
}

/// Who would change what this step finds waits for the end of its task, which goes on looking.
fn comes_later(
    failure: &Failure,
    place: usize,
    sources: Sources,
) -> Option<Diagnosis> {
    let step = &failure.steps[place];
    let object = step.object.as_ref()?;
    let later = ends_it::after_a_wait(failure, object, sources)?;
    let waits = &later.waits.task;
    let is_it = later.waits.holder.as_ref() == Some(&step.task);
    if !is_it || !sources.goes_round_alike(step.location) {
        return None;
    }
    let told = format!(
        "{} {} in {} again and again. {}",
        step.task,
        step.operation,
        told_at(&step.place, sources),
        later.sentence(&object.name, sources)
    );
    Some(Diagnosis {
        steps: vec![place],
        waits: vec![waits.clone()],
        wrong: Some(place),
        ask: Some(format!("can {waits} come to {} first?", object.name)),
        ..Diagnosis::told("a loop waits for what comes only after it", told)
    })
}

/// All that the tasks do from this step on is to look, and each look finds the same: so
/// nothing changes, and the tasks that do not look wait for these.
fn livelock(
    failure: &Failure,
    window: usize,
    sources: Sources,
) -> Option<Diagnosis> {
    let finds = in_vain(failure, window)?;
    // Whoever could change it has no turn, whatever the clock says.
    let is_alone = failure.unawaited >= WINDOW;
    if is_alone && failure.has_workers {
        return None;
    }
    let waits_for_time = failure.waiting.iter().any(|one| one.wants == Want::Time);
    let is_early = waits_for_time && !is_alone;
    let goes_on =
        |place: &usize| sources.looks_again(failure.steps[*place].location);
    if finds.is_empty() || is_early || !finds.iter().any(goes_on) {
        return None;
    }
    let (mut story, sentence) = told(failure, window, &finds, sources);
    // What a signal of the system is to end, say, runs alone and finds what it began with.
    let is_waited_for = failure
        .waiting
        .iter()
        .any(|one| matches!(one.wants, Want::End | Want::Ends));
    let sure = match story.len() == finds.len() && !is_waited_for {
        true if !is_alone => Sure::Possible,
        _ => Sure::Likely,
    };
    story.sort_unstable();
    story.dedup();
    Some(Diagnosis {
        steps: story,
        wrong: finds.last().copied(),
        sure,
        ask: Some(match is_alone {
            true => "where does this task let others go on?".into(),
            false => {
                "who should change that, and what does this task do instead?".into()
            }
        }),
        ..Diagnosis::told("a livelock", sentence)
    })
}

/// The last one of each look from this step on, if there are only few, and nothing else.
fn in_vain(failure: &Failure, window: usize) -> Option<Vec<usize>> {
    let steps = &failure.steps[window..];
    let told = |step: &&Step| !matches!(step.act, Act::Waits(_) | Act::Prints);
    let mut looks: BTreeMap<_, (usize, usize)> = BTreeMap::new();
    for (place, step) in steps.iter().enumerate().filter(|(_, step)| told(step)) {
        if !changes_nothing(step) {
            return None;
        }
        let at = (step.location.file(), step.location.line());
        let key = (&step.task, at, &step.operation);
        looks.entry(key).or_insert((0, place)).0 += 1;
    }
    // One that is over after a few turns may yet be followed by a change.
    let is_often = |&(times, _): &(usize, usize)| times > WINDOW / LONGEST / 4;
    if looks.len() > LONGEST || !looks.values().all(is_often) {
        return None;
    }
    let finds = looks.values().map(|(_, place)| window + place);
    Some(finds.filter(|place| failure.steps[*place].object.is_some()).collect())
}

/// What is found again and again, and who has changed it last or would: the steps, and the
/// sentences.
fn told(
    failure: &Failure,
    window: usize,
    finds: &[usize],
    sources: Sources,
) -> (Vec<usize>, String) {
    let mut story = finds.to_vec();
    let mut sentence = String::new();
    let mut objects: Vec<&Object> = Vec::new();
    for place in finds {
        let step = &failure.steps[*place];
        sentence += &format!(
            "{} {} in {} again and again. ",
            step.task,
            step.operation,
            told_at(&step.place, sources)
        );
        let object = step.object.iter().find(|object| !objects.contains(object));
        objects.extend(object);
    }
    let is_alone = failure.unawaited >= WINDOW;
    sentence += &match (is_alone, failure.steps.last()) {
        (true, Some(last)) => format!(
            "{} never awaits meanwhile, so the thread that runs it runs no other task. \
             Here one thread runs all tasks, so nobody changes that.",
            last.task
        ),
        _ => "Nobody changes that any more.".to_string(),
    };
    for object in objects {
        if let Some(later) = ends_it::after_a_wait(failure, object, sources) {
            sentence += &format!(" {}", later.sentence(&object.name, sources));
        }
        let changed = last_change(&failure.steps[..window], object);
        let Some(place) = changed else { continue };
        let step = &failure.steps[place];
        story.push(place);
        sentence += &format!(
            " The last change of {} was in {}: {} {}.",
            object.name,
            told_at(&step.place, sources),
            step.task,
            step.operation
        );
    }
    (story, sentence)
}

/// What a task of a schedule that was cut off reads again and again, and finds the same
/// each time, while nobody changes it: in a sentence or two.
pub(crate) fn same_each_time(
    failure: &Failure,
    sources: Sources,
) -> Option<String> {
    let window = failure.steps.len().checked_sub(WINDOW)?;
    let steps = &failure.steps[window..];
    let is_read = |step: &&Step| matches!(step.act, Act::Reads(_));
    let mut told: Vec<&Step> = Vec::new();
    for read in steps.iter().filter(is_read) {
        let is_it =
            |step: &&Step| step.task == read.task && step.location == read.location;
        let changes =
            |step: &Step| step.object == read.object && !changes_nothing(step);
        let is_same =
            steps.iter().filter(is_it).all(|step| step.operation == read.operation);
        let is_known = told.iter().any(is_it);
        if is_same && !is_known && !steps.iter().any(changes) {
            told.push(read);
        }
    }
    let each = told.iter().map(|step| {
        let place = told_at(&step.place, sources);
        format!("{} {} in {place} each time.", step.task, step.operation)
    });
    let each: Vec<String> = each.collect();
    (!each.is_empty()).then(|| each.join(" "))
}

/// The last step that has changed it.
fn last_change(steps: &[Step], object: &Object) -> Option<usize> {
    steps.iter().rposition(|step| {
        step.object.as_ref() == Some(object)
            && !changes_nothing(step)
            && !matches!(step.act, Act::Waits(_))
    })
}

/// A biased `select!` takes an arm that is ready again and again, and a later one of its
/// arms has been ready all the time.
fn starved(
    failure: &Failure,
    window: usize,
    sources: Sources,
) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let receives = |step: &Step| step.act == Act::Receives;
    let taken = window + steps[window..].iter().rposition(receives)?;
    let takes = &steps[taken];
    let is_it = |step: &&Step| {
        step.task == takes.task && step.location == takes.location && receives(step)
    };
    let rounds = steps[window..].iter().filter(is_it).count();
    if rounds < WINDOW / LONGEST / 4 {
        return None;
    }
    let arms = sources.biased_arms_after(takes.location)?;
    let is_ready = |place: &usize| {
        let step = &steps[*place];
        let Some(object) = &step.object else { return false };
        // An arm with a condition may be none.
        let is_arm = |name: &str| {
            let found = arms.split("=>").find(|arm| has_word(arm, name));
            found.is_some_and(|arm| !has_word(arm, "if"))
        };
        let untouched = |act: Act| {
            let later = steps[place + 1..].iter();
            let mut own =
                later.filter(|other| other.object.as_ref() == Some(object));
            !own.any(|other| other.task == takes.task && other.act == act)
        };
        let name = receiver(object, sources).unwrap_or_else(|| object.name.clone());
        let tells = matches!(step.act, Act::Sends | Act::DropsSender)
            || step.operation == format!("cancels {}", object.name);
        tells
            && step.task != takes.task
            && is_arm(&name)
            && untouched(Act::Receives)
    };
    let ready = (0..window).rev().find(is_ready)?;
    let (tells, task) = (&steps[ready], &takes.task);
    let sentence = format!(
        "{task} {} in {} again and again: {} times in the last {} steps. Its select! is \
         biased, and this arm comes before the one that {} has made ready: it {} in {}, \
         and {task} has not come to that arm since.",
        without_number(&takes.operation),
        told_at(&takes.place, sources),
        number(rounds),
        number(WINDOW),
        tells.task,
        tells.operation,
        told_at(&tells.place, sources)
    );
    Some(Diagnosis {
        steps: vec![ready, taken],
        wrong: Some(taken),
        ask: Some("which arm of the select! has to come first?".into()),
        ..Diagnosis::told("a biased select! starves an arm", sentence)
    })
}

/// "receives from jobs".
fn without_number(operation: &str) -> String {
    match operation.split_once(" message ") {
        Some((verb, rest)) => {
            let rest = rest.split_once(' ').map_or("", |(_, rest)| rest);
            format!("{verb} a message {rest}")
        }
        None => operation.to_string(),
    }
}
