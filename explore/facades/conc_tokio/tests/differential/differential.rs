//! Every outcome of the real thing has to be one of the model's.

use std::collections::BTreeSet;
use std::thread;

use crate::generated::scripts;
use crate::{model, real};

/// How many orders of a program the real crate goes through.
const ORDERS: u64 = 20;

/// An outcome of the real crate that the model has not, and the program.
type Wrong = (&'static str, Vec<Vec<u8>>, String);

/// Makes up so many programs of this kind, and leaves out what has more schedules than
/// this.
fn hold(
    modelled: &model::programs::Kind,
    real: &real::programs::Kind,
    programs: u64,
    most_schedules: usize,
) -> Vec<Wrong> {
    let (mut held, mut all, mut seen_of_all) = (0, 0, 0);
    let mut wrong = Vec::new();
    for number in 0..programs {
        let scripts = scripts(real.tasks, number);
        let outcomes = model::outcomes(modelled.run, &scripts, most_schedules);
        let Some(outcomes) = outcomes else { continue };
        let outcome = |seed| real::outcome(real.run, &scripts, seed);
        let seen: BTreeSet<_> = (1..=ORDERS).map(outcome).collect();
        let other = seen.difference(&outcomes).cloned();
        wrong.extend(other.map(|outcome| (real.name, scripts.clone(), outcome)));
        held += 1;
        all += outcomes.len();
        seen_of_all += seen.len();
    }
    // With --nocapture: how much of what it may do the real crate did.
    println!(
        "{}: {held} programs, {seen_of_all} of {all} outcomes seen",
        modelled.name
    );
    assert!(held > programs / 2, "most of {} have too many schedules", real.name);
    assert_eq!(modelled.tasks, real.tasks);
    wrong
}

fn hold_all(programs: u64, most_schedules: usize) {
    let wrong = thread::scope(|scope| {
        let kinds = model::programs::ALL.iter().zip(real::programs::ALL);
        let held: Vec<_> = kinds
            .map(|(modelled, real)| {
                scope.spawn(move || hold(modelled, real, programs, most_schedules))
            })
            .collect();
        let wrong = held.into_iter().flat_map(|held| held.join().unwrap());
        wrong.collect::<Vec<_>>()
    });
    assert_eq!(wrong, [], "the real crate does what the model does not");
}

#[test]
fn what_the_real_crate_does_the_model_does() {
    hold_all(30, 1_000);
}

#[test]
#[ignore = "takes minutes"]
fn what_it_does_in_longer_programs_too() {
    hold_all(150, 20_000);
}
