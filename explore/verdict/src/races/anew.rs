//! A timeout that begins anew whenever something else comes first.

use std::panic::Location;

use explore::{Act, Step};

use crate::diagnosis::{Diagnosis, Sure};
use crate::number;
use crate::whereabouts::line_at;

/// So often a sleep has begun that is called one of many.
const OFTEN: usize = 3;

/// A task begins the same sleep in every round, and another branch wins nearly always.
pub(super) fn diagnose(steps: &[Step]) -> Option<Diagnosis> {
    let sleeps = |step: &Step| step.operation.starts_with("sleeps ");
    let mut seen: Vec<(&str, &Location<'_>)> = Vec::new();
    let mut begun = steps.iter().enumerate().filter(|(_, step)| sleeps(step));
    begun.find_map(|(first, begins)| {
        // Each sleep of each task once: a loop has begun it very often.
        let which = (&*begins.task, begins.location);
        if seen.contains(&which) {
            return None;
        }
        seen.push(which);
        let same = |&place: &usize| {
            let step = &steps[place];
            step.task == begins.task && step.location == begins.location
        };
        let own: Vec<usize> = (first..steps.len()).filter(same).collect();
        let (all, over): (Vec<usize>, Vec<usize>) =
            own.into_iter().partition(|&place| sleeps(&steps[place]));
        let receives = |pair: &[usize]| {
            let mut between = steps[pair[0]..pair[1]].iter();
            between.any(|step| {
                step.task == begins.task && step.act == Act::Receives
            })
        };
        let lost = all.windows(2).filter(|pair| receives(pair)).count();
        if lost + 1 < OFTEN || over.len() * 2 > all.len() {
            return None;
        }
        let (task, line) = (&begins.task, line_at(begins.location));
        let sentence = format!(
            "{task} began the sleep in line {line} {} times, and it was over {}. {} of \
             these times {task} received a message first, and then began it anew.",
            number(all.len()),
            match over.len() {
                0 => "in none of them".to_string(),
                1 => "once".to_string(),
                many => format!("{} times", number(many)),
            },
            number(lost)
        );
        let rounds: Vec<usize> = (all[0]..=all[OFTEN - 1])
            .filter(|&place| {
                let step = &steps[place];
                step.task == *task
                    && (sleeps(step) || step.act == Act::Receives)
            })
            .collect();
        Some(Diagnosis {
            wrong: rounds.last().copied(),
            steps: rounds,
            sure: Sure::Possible,
            ask: Some(format!(
                "where should the sleep of line {line} begin, to be over in time?"
            )),
            ..Diagnosis::told("a timeout begins anew in every round", sentence)
        })
    })
}
