#[path = "../programs/mod.rs"]
mod programs;

use std::panic::{AssertUnwindSafe, catch_unwind};

use shuttle::scheduler::DfsScheduler;
use shuttle::sync::{Condvar, Mutex, atomic, mpsc};
use shuttle::{Config, FailurePersistence, Runner, thread};

use super::End;

pub fn run(program: &str, size: usize, most: usize, count: fn()) -> End {
    let program = programs::named(program).expect("the program is known");
    let mut config = Config::new();
    config.stack_size = 256 * 1024;
    config.failure_persistence = FailurePersistence::None;
    let runner = Runner::new(DfsScheduler::new(Some(most), false), config);
    let ended = catch_unwind(AssertUnwindSafe(|| {
        runner.run(move || {
            count();
            program(size);
        })
    }));
    match ended {
        Err(_) => End::Failure,
        Ok(schedules) if schedules < most => End::All,
        Ok(_) => End::Left,
    }
}
