//! Programs of tasks that follow scripts, which are made by chance. Each returns what its
//! tasks have seen, as text.

mod barrier;
mod cells;
mod condvar;
mod locks;
mod mpsc;
mod once;
mod park;
mod queues;
mod stealing;

use std::fmt::Debug;

use super::{atomic, lockfree, own, pause, spawn, thread, time};

/// What a task does at each of its steps.
pub type Script = Vec<u8>;

/// A kind of program.
pub struct Kind {
    pub name: &'static str,
    pub run: fn(Vec<Script>) -> String,
    /// How many ways each task has to go on at a step, and how many steps.
    pub tasks: &'static [(u8, usize)],
}

/// All of them.
pub const ALL: &[Kind] = &[
    barrier::KIND,
    cells::KIND,
    condvar::KIND,
    locks::MUTEX,
    locks::RWLOCK,
    mpsc::ENDLESS,
    mpsc::ONE,
    mpsc::NONE,
    once::KIND,
    once::LAZY,
    park::KIND,
    queues::ARRAY,
    queues::ENDLESS,
    stealing::FIFO,
    stealing::LIFO,
];

/// What a task has seen.
#[derive(Default)]
struct Seen(Vec<String>);

impl Seen {
    fn add(&mut self, what: impl Debug) {
        self.0.push(format!("{what:?}"));
    }
}

/// A task that does this at each of its steps.
fn follow(
    script: Script,
    mut step: impl FnMut(u8, &mut Seen) + Send + 'static,
) -> thread::JoinHandle<String> {
    spawn(move || {
        let mut seen = Seen::default();
        for way in script {
            pause();
            step(way, &mut seen);
        }
        seen.0.join(" ")
    })
}

/// What all have seen.
fn outcome(tasks: Vec<thread::JoinHandle<String>>) -> String {
    let seen = tasks.into_iter().map(|task| task.join().unwrap());
    seen.collect::<Vec<_>>().join(" | ")
}

/// Waits for longer than it takes the tasks to do all that they can: they may be stuck. On
/// the clock of the model this may be at once.
fn stuck() {
    thread::sleep(time::Duration::from_millis(2));
}
