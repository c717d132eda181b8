//! The reduction loses no behaviour: each that a search of all orders sees is seen without
//! most of these orders too.

use explore::sync::Mutex;
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::{Explore, Fault, Report, thread};

use crate::model::programs::scripted::{Receives, Sends, at_once};
use crate::scripts::scripts;
use crate::{branching, generated, model, other_steps};

/// The most schedules of a search.
const MOST: usize = 20_000;

/// How many programs are made by chance.
const GENERATED: u64 = 1_500;

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
    assert!(reduced.exhaustive, "{name} with {jumps} jumps: {reduced}; {all}");
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

fn asks_for_its_end() {
    let task = thread::spawn(|| AtomicU32::new(0).load(SeqCst));
    task.is_finished();
    task.join().unwrap();
}

/// The third task can find the second lock taken, though the second task waits for that lock
/// when all others sleep, and blocks the third one.
fn is_blocked_when_others_sleep() {
    let (first, second, seen) = (Mutex::new(()), Mutex::new(()), AtomicU32::new(0));
    thread::scope(|scope| {
        scope.spawn(|| drop(second.lock().unwrap()));
        scope.spawn(|| {
            drop(first.lock().unwrap());
            let _first = first.lock().unwrap();
            drop(second.lock().unwrap());
        });
        scope.spawn(|| {
            seen.load(SeqCst);
            drop(first.lock().unwrap());
            drop(second.try_lock());
        });
    });
}

#[test]
fn who_is_blocked_loses_no_behaviour() {
    assert!(compare("asks", 0, asks_for_its_end));
    assert!(compare("is blocked", 0, is_blocked_when_others_sleep));
}

#[test]
fn no_generated_program_loses_a_behaviour() {
    let mut compared = 0;
    for number in 0..GENERATED {
        let program = generated::program(number);
        let name = format!("program {number}: {program:?}");
        let jumps = usize::from(number % 2 == 1);
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

/// What a search finds, if the program can be explored.
fn report(
    explore: Explore,
    jumps: usize,
    program: impl Fn() + Clone + Send + Sync + 'static,
) -> Option<Report> {
    let explore = explore.max_schedules(2_000).racing_clock(jumps);
    explore::quietly(std::panic::AssertUnwindSafe(|| explore.run(program))).ok()
}

/// Leaves those of the faults with which the reduced search still sees what the search of
/// all orders sees.
fn leave_hidden(
    faults: &mut Vec<Fault>,
    jumps: usize,
    program: impl Fn() + Clone + Send + Sync + 'static,
) {
    if faults.is_empty() {
        return;
    }
    let Some(all) = report(Explore::every(), jumps, program.clone()) else {
        return;
    };
    faults.retain(|&fault| {
        let explore = Explore::reduced().with_fault(fault);
        let Some(reduced) = report(explore, jumps, program.clone()) else {
            return true;
        };
        let finds = reduced.failure.is_some() == all.failure.is_some();
        !all.exhaustive && finds || reduced.behaviours == all.behaviours
    });
}

#[test]
fn a_fault_in_what_may_be_swapped_is_seen() {
    // Who drops the last clone is no part of the hash: see `owned`. Only async tasks are
    // woken: see the tests of conc_tokio. Of `Asked` see `branching`, and of the last two
    // `after_waits`.
    let elsewhere =
        [Fault::Owners, Fault::Woken, Fault::Asked, Fault::Turns, Fault::Several];
    let faults = Fault::ALL.iter().filter(|fault| !elsewhere.contains(fault));
    let mut unseen: Vec<Fault> = faults.copied().collect();
    leave_hidden(&mut unseen, 0, asks_for_its_end);
    other_steps::all().for_each(|program| leave_hidden(&mut unseen, 0, program));
    branching::some(400).for_each(|program| leave_hidden(&mut unseen, 0, program));
    for program in model::programs::all() {
        for jumps in [0, 1, 2] {
            let run = move || drop((program.run)());
            leave_hidden(&mut unseen, jumps, run);
        }
    }
    for number in 0..GENERATED {
        let program = generated::program(number);
        for jumps in [0, 1] {
            let program = program.clone();
            leave_hidden(&mut unseen, jumps, move || generated::run(&program));
        }
    }
    assert!(unseen.is_empty(), "{unseen:?}");
}
