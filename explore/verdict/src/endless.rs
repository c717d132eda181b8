//! Why a schedule does not come to its end.

mod ends_it;
pub(crate) mod live;

use std::mem::discriminant;

use explore::{Act, Failure, Step, Waiting, Want};

use crate::diagnosis::Diagnosis;
use crate::operations::changes_nothing;
use crate::sources::Sources;
use crate::whereabouts::told_at;
use crate::{deadlocks, number};

/// How many steps have to repeat an earlier one to be called a loop.
const RECENT: usize = 100;

/// Who has so few of these steps is none of those that go round.
const SELDOM: usize = 4;

/// The most steps of a loop that is shown once.
const LONGEST_ROUND: usize = 12;

/// How many of its last steps tell what a task did before it waits.
const BEFORE: usize = 2;

/// The last steps, once each if they come round and round.
pub(crate) fn diagnose(
    failure: &Failure,
    limit: usize,
    sources: Sources,
) -> Diagnosis {
    let all: Vec<(usize, &Step)> = failure.steps.iter().enumerate().collect();
    // One print in many rounds makes these no less alike.
    let silent = || {
        let silent = all.iter().filter(|(_, step)| step.act != Act::Prints);
        silent.copied().collect::<Vec<_>>()
    };
    let round = last_round(&all)
        .or_else(|| last_round(&silent()))
        .or_else(|| own_rounds(&silent()));
    let Some(round) = round else { return without_rounds(failure, limit) };
    only_ticks(failure, &round, sources)
        .or_else(|| runs_ahead(failure, &round))
        .unwrap_or_else(|| goes_round(failure, &round, limit, sources))
}

/// What is told where nobody goes round.
fn without_rounds(failure: &Failure, limit: usize) -> Diagnosis {
    let sentence = match failure.unawaited > limit {
        true => {
            "A task looks at something again and again, and never awaits. So the \
                 thread that runs it runs no other task."
                .to_string()
        }
        false => format!(
            "After {} steps the tasks still run. Probably a loop waits for something \
             that never happens.",
            number(limit)
        ),
    };
    Diagnosis::told("it never ends", sentence)
}

/// The steps of this round come again and again.
fn goes_round(
    failure: &Failure,
    round: &[(usize, &Step)],
    limit: usize,
    sources: Sources,
) -> Diagnosis {
    let steps: Vec<usize> = round.iter().map(|(place, _)| *place).collect();
    let mut tasks: Vec<&str> = round.iter().map(|(_, step)| &*step.task).collect();
    tasks.sort_unstable();
    tasks.dedup();
    let who = match tasks[..] {
        [one] => format!("{one} still runs. It repeats"),
        _ => format!("{} still run. They repeat", tasks.join(" and ")),
    };
    let ends = ends_it::tell(failure, round, sources);
    let ends = ends.map(|told| format!(" {told}")).unwrap_or_default();
    let sentence = format!(
        "After {} steps {who} the steps below again and again.{ends}",
        number(limit)
    );
    let Some((place, found)) = round.iter().find(|(_, step)| finds_the_end(step))
    else {
        return Diagnosis {
            wrong: steps.last().copied(),
            steps,
            ask: Some("what should end this loop, and can it still happen?".into()),
            ..Diagnosis::told("it never ends", sentence)
        };
    };
    let name = found.object.as_ref().map_or("the channel", |channel| &channel.name);
    let sentence = format!(
        "{sentence} In {} {} {}, and this never changes.",
        told_at(&found.place, sources),
        found.task,
        found.operation
    );
    Diagnosis {
        wrong: Some(*place),
        steps,
        ask: Some(format!(
            "what should {} do after the last message of {name}?",
            found.task
        )),
        ..Diagnosis::told("it never ends", sentence)
    }
}

/// Whether tasks look at the same again and again, without a pause, when a schedule is cut
/// off.
pub(crate) fn goes_round_in_vain(failure: &Failure) -> bool {
    let steps = failure.steps.iter().enumerate();
    let steps: Vec<_> = steps.filter(|(_, step)| step.act != Act::Prints).collect();
    let round = last_round(&steps).or_else(|| own_rounds(&steps));
    let in_vain = |(_, step): &(usize, &Step)| changes_nothing(step);
    round.is_some_and(|round| round.iter().all(in_vain))
}

/// Whether the step found that no message will ever come.
fn finds_the_end(step: &Step) -> bool {
    step.operation.starts_with("finds ")
        && step.operation.ends_with(" disconnected")
}

/// The last rounds of the tasks that have done nearly all of late, each by itself: in
/// between another one may have done something, and what they do in which order may
/// change. Nothing if one of them does not go round.
fn own_rounds<'a>(steps: &[(usize, &'a Step)]) -> Option<Vec<(usize, &'a Step)>> {
    let recent = &steps[steps.len().saturating_sub(RECENT)..];
    let mut tasks: Vec<&str> = recent.iter().map(|(_, step)| &*step.task).collect();
    tasks.sort_unstable();
    let busy = tasks.chunk_by(|one, other| one == other);
    let busy = busy.filter(|turns| turns.len() > SELDOM).map(|turns| turns[0]);
    let mut rounds = Vec::new();
    for task in busy {
        let own = steps.iter().filter(|(_, step)| step.task == task);
        rounds.extend(last_round(&own.copied().collect::<Vec<_>>())?);
    }
    rounds.sort_unstable_by_key(|(place, _)| *place);
    (!rounds.is_empty()).then_some(rounds)
}

/// The steps of the last round if there have been rounds, alike but for numbers and for
/// what they print.
fn last_round<'a>(steps: &[(usize, &'a Step)]) -> Option<Vec<(usize, &'a Step)>> {
    let words = |step: &'a Step| {
        let words = if step.act == Act::Prints { "" } else { &step.operation };
        words.chars().filter(|letter| !letter.is_ascii_digit())
    };
    let place = |step: &'a Step| {
        (
            &step.task,
            discriminant(&step.act),
            step.location.file(),
            step.location.line(),
        )
    };
    let alike = |at: usize, round: usize| {
        let (step, before) = (steps[at].1, steps[at - round].1);
        place(step) == place(before) && words(step).eq(words(before))
    };
    let recent = steps.len().saturating_sub(RECENT)..steps.len();
    let round = (1..=LONGEST_ROUND).find(|&round| {
        steps.len() >= RECENT + round
            && recent.clone().all(|place| alike(place, round))
    })?;
    Some(steps[steps.len() - round..].to_vec())
}

/// The round is a task that waits for one moment after another, and all others wait for
/// each other: these are told as if the clock stood still.
fn only_ticks(
    failure: &Failure,
    round: &[(usize, &Step)],
    sources: Sources,
) -> Option<Diagnosis> {
    let wakes = |step: &Step| step.operation.starts_with("wakes up");
    let ticks = |task: &str| {
        let mut own = round.iter().filter(|(_, step)| step.task == task);
        own.any(|(_, step)| wakes(step)) || ticked(failure, round, task)
    };
    let ticker = &round.first()?.1.task;
    // What main looks for meanwhile is what would end the program.
    if ticker == "main" && round.iter().any(|(_, step)| step.object.is_some()) {
        return None;
    }
    let mut rest = failure.clone();
    rest.waiting.retain(|one| one.wants != Want::Time && one.task != *ticker);
    let waits = |one: &&Waiting| !matches!(one.wants, Want::End | Want::Ends);
    let all_tick = round.iter().all(|(_, step)| ticks(&step.task));
    if !all_tick || !rest.waiting.iter().any(|one| waits(&one)) {
        return None;
    }
    let told = deadlocks::diagnose(&rest, sources);
    let waits = match told.waits.is_empty() {
        true => {
            rest.waiting.iter().filter(waits).map(|one| one.task.clone()).collect()
        }
        false => told.waits.clone(),
    };
    let last = |task: &String| {
        let own = |(_, step): &(usize, &Step)| {
            step.task == *task && !matches!(step.act, Act::Waits(_))
        };
        let steps = failure.steps.iter().enumerate().rev().filter(own);
        steps.take(BEFORE).map(|(place, _)| place).collect::<Vec<_>>()
    };
    let mut steps: Vec<usize> =
        waits.iter().flat_map(last).chain(told.steps).collect();
    steps.extend(round.iter().map(|(place, _)| place));
    steps.sort_unstable();
    steps.dedup();
    Some(Diagnosis {
        sentence: format!(
            "{} Only {ticker} still runs, and it only sleeps again and again.",
            told.sentence
        ),
        steps,
        waits,
        ..told
    })
}

/// Whether the task has gone this round after one moment and again after the next one, before
/// the clock was so far ahead that all its moments had come.
fn ticked(failure: &Failure, round: &[(usize, &Step)], task: &str) -> bool {
    let own: Vec<&Step> =
        failure.steps.iter().filter(|step| step.task == task).collect();
    let wakes = |place: &usize| own[*place].operation.starts_with("wakes up");
    let mut woken = (0..own.len()).filter(wakes);
    let (Some(first), Some(second)) = (woken.next(), woken.next()) else {
        return false;
    };
    let of_the_round = || round.iter().filter(|(_, step)| step.task == task);
    let is_of_it = |step: &&&Step| {
        of_the_round().any(|(_, other)| other.location == step.location)
    };
    own[first].location == own[second].location
        && own[first..second].iter().filter(is_of_it).count()
            == of_the_round().count()
}

/// The round is one send, and nobody receives as fast.
fn runs_ahead(failure: &Failure, round: &[(usize, &Step)]) -> Option<Diagnosis> {
    let (last, first) = (round.last()?, round.first()?.1);
    let is_send = |step: &Step| {
        step.act == Act::Sends
            && step.object == first.object
            && step.task == first.task
    };
    if !round.iter().all(|(_, step)| is_send(step)) {
        return None;
    }
    let channel = first.object.as_ref()?;
    let received = |(_, step): &(usize, &Step)| {
        step.act == Act::Receives && step.object.as_ref() == Some(channel)
    };
    let sent = failure.steps.iter().filter(|step| is_send(step)).count();
    let received: Vec<usize> = failure
        .steps
        .iter()
        .enumerate()
        .filter(received)
        .map(|(place, _)| place)
        .collect();
    let were = match received.len() {
        0 => "none of them was received".to_string(),
        1 => "1 of them was received".to_string(),
        many => format!("{} of them were received", number(many)),
    };
    let (task, name) = (&first.task, &channel.name);
    let sentence = format!(
        "{task} ran far ahead: it has sent {} messages to {name}, and {were}. {name} has \
         room for all of them, so {task} never waits.",
        number(sent)
    );
    let begins = failure.steps.iter().position(is_send);
    let latest = received.iter().rev().take(BEFORE).copied();
    let mut steps: Vec<usize> =
        begins.into_iter().chain(latest).chain([last.0]).collect();
    steps.sort_unstable();
    steps.dedup();
    Some(Diagnosis {
        steps,
        wrong: Some(last.0),
        ask: Some(format!("what should make {task} wait when nobody receives?")),
        ..Diagnosis::told("a sender ran far ahead", sentence)
    })
}

#[cfg(test)]
mod tests;
