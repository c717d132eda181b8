//! The reduced search of a mixture sees what the search of all orders sees.

use std::ops::Range;

use explore::{Explore, Fault};

use crate::behaviours::search;
use crate::compared::{Compared, NONE};
use crate::generated::scripts;
use crate::model::programs::Kind;

use super::{PAIRS, TRIOS};

/// The most schedules of a search of all orders.
const MOST: usize = 400;

/// How many programs of each kind there are.
const PROGRAMS: u64 = 150;

/// How often the clock may come early in the program with this number.
fn jumps(number: u64) -> usize {
    usize::from(number.is_multiple_of(5))
}

/// Compares both searches of these programs, with so many schedules at most of all orders.
fn compare(numbers: Range<u64>, most: usize) -> Compared {
    let mut compared = Compared::default();
    for number in numbers {
        for kind in [&PAIRS, &TRIOS] {
            add(&mut compared, kind, number, most);
        }
    }
    assert_eq!(compared.lost, NONE);
    compared
}

fn add(compared: &mut Compared, kind: &Kind, number: u64, most: usize) {
    let scripts = scripts(kind.tasks, number);
    let search =
        |explore, most| search(explore, (most, jumps(number)), kind.run, &scripts);
    let (every, all) = search(Explore::every(), most);
    // Else there is nothing to compare with.
    if every.exhaustive || every.failure.is_some() {
        // It may visit some behaviours more than once.
        let (reduced, found) = search(Explore::reduced(), 4 * most);
        let name = || format!("{} {number} {scripts:?}", kind.name);
        compared.add(name, (all, every), (found, reduced));
    }
}

#[test]
fn they_lose_no_behaviour() {
    let compared = compare(0..PROGRAMS, MOST);
    assert!(compared.ended > 100, "{compared:?}");
}

#[test]
#[ignore = "takes minutes"]
fn many_of_them_lose_no_behaviour() {
    let compared = compare(PROGRAMS..15_000, 1_500);
    println!("{} ended in {:?} schedules", compared.ended, compared.schedules);
    assert!(compared.ended > 15_000, "{compared:?}");
}

#[test]
fn faults_are_found_in_them() {
    let mut hidden = vec![
        Fault::Changes,
        Fault::Looks,
        Fault::Ends,
        Fault::Woken,
        Fault::End,
        Fault::Notes,
        Fault::Jumps,
    ];
    for number in 0..1_000 {
        for kind in [&PAIRS, &TRIOS] {
            let scripts = scripts(kind.tasks, number);
            let search = |explore| {
                search(explore, (MOST, jumps(number)), kind.run, &scripts)
            };
            let (every, all) = search(Explore::every());
            if !every.exhaustive {
                continue;
            }
            hidden.retain(|&fault| {
                let (reduced, found) = search(Explore::reduced().with_fault(fault));
                !reduced.exhaustive
                    || found == all && reduced.behaviours == every.behaviours
            });
        }
        if hidden.is_empty() {
            return;
        }
    }
    assert_eq!(hidden, [], "no program shows that this is forgotten");
}
