//! A schedule that begins like the one before runs without the model up to where it goes
//! another way. The search finds the same as one that does not leave the model out.

use std::sync::Arc;
use std::sync::atomic::AtomicU32 as RealU32;

use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::sync::mpsc;
use explore::{Explore, Fault, thread};

use crate::{generated, model};

/// The most schedules of a search.
const MOST: usize = 300;

/// How many programs are made by chance.
const GENERATED: u64 = 500;

/// A schedule with more operations goes on fairly.
const STEPS: [usize; 2] = [8, 1_000];

/// Compares both searches of a program, with all that they tell of a failure.
fn compare(name: &str, program: impl Fn() + Clone + Send + Sync + 'static) {
    for steps in STEPS {
        let found = |explore: Explore| {
            let explore = explore.max_schedules(MOST).max_steps(steps);
            format!("{:?}", explore.run(program.clone()))
        };
        for explore in [Explore::every, Explore::reduced] {
            for jumps in 0..2 {
                let explore = || explore().racing_clock(jumps);
                let whole = found(explore().with_fault(Fault::Nothing));
                assert_eq!(found(explore()), whole, "{name} with {steps} steps");
            }
        }
    }
}

#[test]
fn no_program_is_seen_otherwise() {
    for program in model::programs::all() {
        compare(program.name, move || drop((program.run)()));
    }
}

#[test]
fn no_generated_program_is_seen_otherwise() {
    for number in 0..GENERATED {
        let program = generated::program(number);
        let name = format!("program {number}: {program:?}");
        compare(&name, move || generated::run(&program));
    }
}

#[test]
fn no_made_program_is_seen_otherwise() {
    for kind in model::programs::made::ALL {
        for number in 0..8 {
            let scripts = generated::scripts(kind.tasks, number);
            let name = format!("{} {scripts:?}", kind.name);
            let run = kind.run;
            compare(&name, move || drop(run(scripts.clone())));
        }
    }
}

/// Three tasks share a sender and act in lines of their own. Who drops the sender last is
/// another one in later schedules: the search begins anew when it sees such a line.
fn shares_a_sender() {
    let (sender, receiver) = mpsc::channel::<()>();
    let sender = Arc::new(sender);
    let counter = Arc::new(AtomicU32::new(0));
    let acts: [fn(&AtomicU32); 3] = [
        |counter| _ = counter.fetch_add(1, SeqCst),
        |counter| counter.store(counter.load(SeqCst) + 1, SeqCst),
        |counter| _ = counter.swap(5, SeqCst) + counter.load(SeqCst),
    ];
    let tasks = acts.map(|act| {
        let (sender, counter) = (sender.clone(), counter.clone());
        thread::spawn(move || {
            act(&counter);
            drop(sender);
        })
    });
    drop(sender);
    assert!(receiver.recv().is_err());
    tasks.into_iter().for_each(|task| task.join().unwrap());
}

#[test]
fn a_search_that_begins_anew_is_not_seen_otherwise() {
    compare("the shared sender", shares_a_sender);
}

/// Two tasks that do the same in each run, but in every second run in other lines.
fn goes_either_way(runs: &RealU32) {
    let is_odd = runs.fetch_add(1, SeqCst) % 2 == 1;
    let counter = AtomicU32::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                if is_odd {
                    counter.fetch_add(1, SeqCst);
                } else {
                    counter.fetch_add(2, SeqCst);
                }
                counter.fetch_add(1, SeqCst);
            });
        }
    });
}

#[test]
fn a_program_may_differ_where_no_choice_does() {
    let runs = RealU32::new(0);
    let report = explore::every(move || goes_either_way(&runs));
    assert_eq!(report.clean_in_all().schedules, 6);
    assert_eq!(report.behaviours, 6);
}

#[test]
#[should_panic(expected = "it panics at")]
fn a_program_that_panics_by_chance_is_refused() {
    let runs = RealU32::new(0);
    explore::every(move || {
        let counter = AtomicU32::new(0);
        thread::scope(|scope| {
            scope.spawn(|| counter.fetch_add(1, SeqCst));
            assert!(runs.fetch_add(1, SeqCst) < 5, "by chance");
            scope.spawn(|| counter.fetch_add(1, SeqCst));
            scope.spawn(|| counter.fetch_add(1, SeqCst));
        });
    });
}
