//! Every outcome of the real crate has to be one of the model's.

use std::collections::BTreeSet;

use crate::{model, real};

#[test]
fn what_the_real_crate_does_the_model_does() {
    let programs = model::programs::all().into_iter().zip(real::programs::all());
    let mut wrong = Vec::new();
    for (modelled, real) in programs {
        let name = real.name;
        let outcomes: BTreeSet<_> =
            explore::outcomes(modelled.run).into_keys().collect();
        let seen: BTreeSet<_> = (0..real.times).map(|_| (real.run)()).collect();
        wrong.extend(
            seen.difference(&outcomes).map(|outcome| (name, outcome.clone())),
        );
        // With --nocapture: what the real crate may do, but did not.
        let unseen: Vec<_> = outcomes.difference(&seen).collect();
        println!(
            "{name}: {} of {} not seen {unseen:?}",
            unseen.len(),
            outcomes.len()
        );
    }
    assert_eq!(wrong, [], "the real crate does what the model does not");
}

#[test]
fn there_are_enough_programs() {
    assert!(model::programs::all().len() >= 70);
}
