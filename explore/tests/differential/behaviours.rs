//! The reduction loses no behaviour: each that a search of all orders sees is seen without
//! most of these orders too.

use explore::{Explore, Fault, Report};

use crate::model::programs::scripted::{Receives, Sends, at_once};
use crate::scripts::scripts;
use crate::{generated, model};

/// The most schedules of a search.
const MOST: usize = 20_000;

/// How many programs are made by chance.
const GENERATED: u64 = 400;

/// Compares both searches of a program; `false` if one of them did not come to its end.
fn compare(
    name: &str,
    jumps: usize,
    program: impl Fn() + Clone + Send + Sync + 'static,
) -> bool {
    let search = |explore: Explore| -> Report {
        let explore = explore.max_schedules(MOST).racing_clock(jumps);
        explore.run(program.clone())
    };
    let (reduced, all) = (search(Explore::reduced()), search(Explore::every()));
    assert_eq!(
        reduced.failure.is_some(),
        all.failure.is_some(),
        "{name} with {jumps} jumps: {reduced}; {all}"
    );
    if !all.exhaustive {
        return false;
    }
    // Ends in a `Vec` make it no proof, and it comes to its end all the same.
    let ends = reduced.exhaustive || reduced.schedules < MOST;
    assert!(ends, "{name} with {jumps} jumps: {reduced}; {all}");
    assert_eq!(
        reduced.behaviours, all.behaviours,
        "{name} with {jumps} jumps: {reduced}; {all}"
    );
    true
}

#[test]
fn no_program_loses_a_behaviour() {
    let programs = model::programs::all().into_iter();
    let compared = programs.flat_map(|program| {
        let run = move || drop((program.run)());
        [0, 1, 2].map(|jumps| compare(program.name, jumps, run))
    });
    let compared = compared.filter(|&ended| ended).count();
    assert!(compared > 300, "{compared}");
}

#[test]
fn no_script_loses_a_behaviour() {
    let sending = [Sends::Message, Sends::Selects, Sends::Looks, Sends::Drops];
    let receiving =
        [Receives::Message, Receives::Selects, Receives::Looks, Receives::Drops];
    for capacity in [Some(0), Some(1), Some(2), None] {
        for sends in scripts(&sending, 3) {
            for receives in scripts(&receiving, 2) {
                let name = format!("{capacity:?}: {sends:?} and {receives:?}");
                let (sends, receives): (&'static [_], &'static [_]) =
                    (sends.clone().leak(), receives.leak());
                let run = move || drop(at_once(capacity, (sends, receives)));
                assert!(compare(&name, 0, run), "{name}");
            }
        }
    }
}

#[test]
fn no_generated_program_loses_a_behaviour() {
    let mut compared = 0;
    for number in 0..GENERATED {
        let program = generated::program(number);
        let name = format!("program {number}: {program:?}");
        let jumps = usize::from(number % 4 == 3);
        let ended = compare(&name, jumps, move || generated::run(&program));
        compared += usize::from(ended);
    }
    assert!(compared > 200, "{compared}");
}

#[test]
fn no_made_program_loses_a_behaviour() {
    let mut compared = 0;
    for kind in model::programs::made::ALL {
        for number in 0..8 {
            let scripts = generated::scripts(kind.tasks, number);
            let name = format!("{} {scripts:?}", kind.name);
            let run = kind.run;
            let ended = compare(&name, 0, move || drop(run(scripts.clone())));
            compared += usize::from(ended);
        }
    }
    assert!(compared > 70, "{compared}");
}

/// Whether the search with a fault still sees what the search of all orders sees.
fn is_hidden(
    fault: Fault,
    jumps: usize,
    program: impl Fn() + Clone + Send + Sync + 'static,
) -> bool {
    let search = |explore: Explore| -> Option<Report> {
        let explore = explore.max_schedules(2_000).racing_clock(jumps);
        let program = program.clone();
        explore::quietly(std::panic::AssertUnwindSafe(|| explore.run(program))).ok()
    };
    let reduced = search(Explore::reduced().with_fault(fault));
    let all = search(Explore::every());
    let (Some(reduced), Some(all)) = (reduced, all) else { return true };
    let finds = reduced.failure.is_some() == all.failure.is_some();
    !all.exhaustive && finds || reduced.behaviours == all.behaviours
}

#[test]
fn a_fault_in_what_may_be_swapped_is_seen() {
    let mut unseen = Vec::new();
    for &fault in Fault::ALL {
        let mut programs = model::programs::all().into_iter();
        let of_the_models = programs.any(|program| {
            let run = move || drop((program.run)());
            [0, 1].iter().any(|&jumps| !is_hidden(fault, jumps, run))
        });
        let seen = of_the_models
            || (0..GENERATED).any(|number| {
                let program = generated::program(number);
                !is_hidden(fault, 0, move || generated::run(&program))
            });
        if !seen {
            unseen.push(fault);
        }
    }
    assert!(unseen.is_empty(), "{unseen:?}");
}
