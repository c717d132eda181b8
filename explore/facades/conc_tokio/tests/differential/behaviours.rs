//! The reduction loses no behaviour of async tasks.

use std::collections::BTreeSet;

use explore::{Explore, Fault, Report};

use crate::compared;
use crate::generated::scripts;
use crate::model::programs::{self, Kind, Run};

/// The most schedules of a search.
const MOST: usize = 2_000;

/// How many programs of each kind there are.
const PROGRAMS: u64 = 30;

/// What a search finds, and all that the program did.
pub fn search(
    explore: Explore,
    (most, jumps): (usize, usize),
    run: Run,
    scripts: &[Vec<u8>],
) -> (Report, BTreeSet<String>) {
    let scripts = scripts.to_vec();
    let explore = explore.max_schedules(most).racing_clock(jumps);
    let run = move || explore::tasks::block_on_workers(run(scripts.clone()));
    let (seen, report) = compared::search(explore, run);
    (report, seen)
}

/// The programs of this kind, each with how often the clock may come early.
fn programs(kind: &Kind) -> impl Iterator<Item = (Vec<Vec<u8>>, usize)> {
    let jumps = |number: u64| usize::from(number.is_multiple_of(3));
    (0..PROGRAMS).map(move |number| (scripts(kind.tasks, number), jumps(number)))
}

/// How many schedules both searches take; `None` if that of all did not come to its end.
fn compare(
    kind: &Kind,
    (scripts, jumps): (Vec<Vec<u8>>, usize),
) -> Option<(usize, usize)> {
    let (all, outcomes) =
        search(Explore::every(), (MOST, jumps), kind.run, &scripts);
    if !all.exhaustive {
        return None;
    }
    let (reduced, found) =
        search(Explore::reduced(), (MOST, jumps), kind.run, &scripts);
    let name = format!("{} {scripts:?} with {jumps} jumps", kind.name);
    assert!(reduced.failure.is_none() && all.failure.is_none(), "{name}");
    assert!(reduced.exhaustive, "{name}: {reduced}; {all}");
    assert_eq!(found, outcomes, "{name}: {reduced}; {all}");
    assert_eq!(reduced.behaviours, all.behaviours, "{name}: {reduced}; {all}");
    Some((reduced.schedules, all.schedules))
}

#[test]
fn no_program_loses_a_behaviour() {
    let mut compared = 0;
    for kind in programs::ALL {
        let ended: Vec<_> =
            programs(kind).filter_map(|program| compare(kind, program)).collect();
        let (some, all) = ended.iter().fold((0, 0), |sum, both| {
            let (reduced, every) = *both;
            (sum.0 + reduced, sum.1 + every)
        });
        let programs = ended.len();
        println!("{}: {programs} programs, {some} of {all} schedules", kind.name);
        compared += programs;
    }
    assert!(compared > 300, "{compared}");
}

#[test]
fn what_tasks_do_in_turn_they_do_on_worker_threads_too() {
    let mut compared = 0;
    for kind in programs::ALL {
        for (scripts, _) in programs(kind).take(6) {
            let (turns, in_turn) =
                search(Explore::every(), (MOST, 0), kind.run, &scripts);
            let workers = Explore::every().on_workers();
            let (workers, on_workers) =
                search(workers, (MOST, 0), kind.run, &scripts);
            let name = format!("{} {scripts:?}", kind.name);
            assert!(workers.failure.is_none(), "{name}: {workers}");
            if turns.exhaustive && workers.schedules < MOST {
                assert!(in_turn.is_subset(&on_workers), "{name}");
                compared += 1;
            }
        }
    }
    println!("{compared} programs");
    assert!(compared > 10, "{compared}");
}

#[test]
fn faults_are_found() {
    let mut hidden =
        vec![Fault::Changes, Fault::Looks, Fault::Ends, Fault::Woken, Fault::End];
    for kind in programs::ALL {
        for (scripts, jumps) in programs(kind) {
            let (all, outcomes) =
                search(Explore::every(), (MOST, jumps), kind.run, &scripts);
            hidden.retain(|&fault| {
                let explore = Explore::reduced().with_fault(fault);
                let (reduced, found) =
                    search(explore, (MOST, jumps), kind.run, &scripts);
                !all.exhaustive
                    || found == outcomes && reduced.behaviours == all.behaviours
            });
            if hidden.is_empty() {
                return;
            }
        }
    }
    assert_eq!(hidden, [], "no program shows that this is forgotten");
}
