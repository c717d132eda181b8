//! Where nothing waits, each outcome can be forced on the real crate: the model has to
//! have all of them and no others.

use std::collections::BTreeSet;

use crate::model::programs::scripted as modelled;
use crate::real::programs::scripted as real;

/// All scripts with so many of these steps.
pub fn scripts<S: Copy>(steps: &[S], length: usize) -> Vec<Vec<S>> {
    let mut scripts = vec![Vec::new()];
    for _ in 0..length {
        scripts = scripts
            .iter()
            .flat_map(|script| {
                steps.iter().map(|&step| [script.as_slice(), &[step]].concat())
            })
            .collect();
    }
    scripts
}

/// All orders of so many steps of the sender and of the receiver.
fn orders(sends: usize, receives: usize) -> Vec<Vec<bool>> {
    let all = scripts(&[true, false], sends + receives).into_iter();
    let is_one = |order: &Vec<bool>| {
        order.iter().filter(|&&is_sender| is_sender).count() == sends
    };
    all.filter(is_one).collect()
}

/// The same script for the model, which is a type of its own.
fn for_the_model(
    sends: &[real::Sends],
    receives: &[real::Receives],
) -> (&'static [modelled::Sends], &'static [modelled::Receives]) {
    let send = |step: &real::Sends| match step {
        real::Sends::Message => modelled::Sends::Message,
        real::Sends::Selects => modelled::Sends::Selects,
        real::Sends::Looks => modelled::Sends::Looks,
        real::Sends::Drops => modelled::Sends::Drops,
    };
    let receive = |step: &real::Receives| match step {
        real::Receives::Message => modelled::Receives::Message,
        real::Receives::Selects => modelled::Receives::Selects,
        real::Receives::Looks => modelled::Receives::Looks,
        real::Receives::Drops => modelled::Receives::Drops,
    };
    let sends: Vec<_> = sends.iter().map(send).collect();
    let receives: Vec<_> = receives.iter().map(receive).collect();
    (sends.leak(), receives.leak())
}

#[test]
fn every_order_has_the_same_outcome() {
    use real::{Receives, Sends};

    let sending = [Sends::Message, Sends::Selects, Sends::Looks, Sends::Drops];
    let receiving =
        [Receives::Message, Receives::Selects, Receives::Looks, Receives::Drops];
    let orders = orders(3, 2);
    for capacity in [Some(0), Some(1), Some(2), None] {
        for sends in scripts(&sending, 3) {
            for receives in scripts(&receiving, 2) {
                let steps = for_the_model(&sends, &receives);
                let all =
                    explore::outcomes(move || modelled::at_once(capacity, steps));
                let forced: BTreeSet<_> = orders
                    .iter()
                    .map(|order| {
                        real::in_order(capacity, (&sends, &receives), order)
                    })
                    .collect();
                let all: BTreeSet<_> = all.into_keys().collect();
                assert_eq!(all, forced, "{capacity:?}: {sends:?} and {receives:?}");
            }
        }
    }
}
