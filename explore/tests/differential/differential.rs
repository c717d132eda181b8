//! Every outcome of the real thing has to be one of the model's.

use std::collections::BTreeSet;
use std::sync::Mutex;

use crate::held::{Held, side_by_side};
use crate::{model, real};

#[test]
fn what_the_real_crate_does_the_model_does() {
    let programs = model::programs::all().into_iter().zip(real::programs::all());
    let wrong = Mutex::new(Vec::new());
    side_by_side(programs, |(modelled, real)| {
        let mut held = Held::new(real.name);
        let unseen = held.hold(&(), &outcomes(modelled), real.times, real.run);
        println!("{held}\n  not seen: {unseen:?}");
        wrong.lock().unwrap().extend(held.wrong);
    });
    assert_eq!(
        wrong.into_inner().unwrap(),
        [],
        "the real crate does what the model does not"
    );
}

/// Whatever the schedule, these have one outcome. A model that allows more would still
/// allow what the real crate does.
const SURE: [&str; 22] = [
    "a_channel_as_a_message",
    "iterating_ends_with_the_senders",
    "what_is_received_is_dropped_by_the_receiver",
    "two_that_only_try_never_meet",
    "a_pipeline",
    "the_message_is_computed_while_the_receiver_waits",
    "a_sender_in_a_bounded_channel_stays",
    "messages_outlive_their_senders",
    "a_waiting_receiver_is_told",
    "a_sender_that_waits_to_meet_is_told",
    "a_receiver_that_waits_to_meet_is_told",
    "the_end_comes_before_the_time",
    "a_message_comes_before_the_time",
    "default_need_not_come",
    "after_comes_for_one",
    "a_reader_keeps_the_writer_out",
    "all_are_woken",
    "a_token_goes_to_one_and_then_the_other",
    "a_wait_for_nothing_ends_with_its_time",
    "an_early_unpark_is_kept",
    "a_panic_poisons_its_lock",
    "a_time_without_a_message_is_over",
];

#[test]
fn the_model_does_no_more() {
    let all = model::programs::all().into_iter();
    let sure: Vec<_> = all.filter(|program| SURE.contains(&program.name)).collect();
    assert_eq!(sure.len(), SURE.len());
    for program in sure {
        let outcomes = outcomes(program);
        assert_eq!(outcomes.len(), 1, "{}: {outcomes:?}", program.name);
    }
}

/// All that the program can do, says the model.
fn outcomes(program: model::programs::Program) -> BTreeSet<String> {
    explore::outcomes(program.run).into_keys().collect()
}
