#[path = "../programs/mod.rs"]
mod programs;

use explore::sync::{Condvar, Mutex, atomic, mpsc};
use explore::{Explore, thread};

use super::End;

pub fn run(
    explore: Explore,
    program: &str,
    size: usize,
    most: usize,
    count: fn(),
) -> End {
    let program = programs::named(program).expect("the program is known");
    let report = explore.max_schedules(most).run(move || {
        count();
        program(size);
    });
    match report.failure {
        Some(_) => End::Failure,
        None if report.exhaustive => End::All,
        None if report.schedules < most => End::NoProof,
        None => End::Left,
    }
}
