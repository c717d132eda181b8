//! Small programs, each written once and compiled for the model and for the real crate.
//! Each returns what can be seen of it as text.

#![allow(dead_code, reason = "not everything runs on both")]

mod disconnecting;
mod locking;
pub mod made;
mod meeting;
mod mpsc;
mod queueing;
pub mod scripted;
mod selecting;
mod synchronizing;
mod timing;
pub mod uses;
mod waiting;

use super::{atomic, channel, local, lockfree, own, pause, sync, thread, time};

/// A program.
#[derive(Clone, Copy)]
pub struct Program {
    pub name: &'static str,
    pub run: fn() -> String,
    /// How often it runs on the real crate.
    pub times: usize,
}

/// All of them.
pub fn all() -> Vec<Program> {
    [
        queueing::PROGRAMS,
        meeting::PROGRAMS,
        disconnecting::PROGRAMS,
        selecting::PROGRAMS,
        synchronizing::PROGRAMS,
        timing::PROGRAMS,
        locking::PROGRAMS,
        waiting::PROGRAMS,
        mpsc::PROGRAMS,
    ]
    .concat()
}

/// Functions whose results are shown, and the list of them.
macro_rules! programs {
    ($times:literal; $(fn $name:ident() $body:block)*) => {
        $(fn $name() -> String {
            let outcome = $body;
            format!("{outcome:?}")
        })*

        pub const PROGRAMS: &[super::Program] = &[$(super::Program {
            name: stringify!($name),
            run: $name,
            times: $times,
        }),*];
    };
}
use programs;

/// Runs the task while others run.
fn spawn<T: Send + 'static>(
    task: impl FnOnce() -> T + Send + 'static,
) -> thread::JoinHandle<T> {
    thread::spawn(move || {
        pause();
        task()
    })
}

/// Notes, in the order in which they were made. No operation that others can see.
#[derive(Clone, Default)]
struct Log(std::sync::Arc<std::sync::Mutex<Vec<u32>>>);

impl Log {
    fn add(&self, note: u32) {
        self.0.lock().unwrap().push(note);
    }

    fn notes(&self) -> Vec<u32> {
        self.0.lock().unwrap().clone()
    }
}

/// A message that leaves a note when it is dropped.
struct Noted(u32, Log);

impl Drop for Noted {
    fn drop(&mut self) {
        self.1.add(self.0);
    }
}
