//! Exercises that are judged over many interleavings.
//!
//! An [`Exercise`] is data: what is asked, the program to begin with, a solution, wrong
//! and odd answers to hold the judge to, and checks. [`Program::build`] makes a program
//! of an answer and its checks, in which the ordinary `std::sync` and
//! `crossbeam::channel` are explored, and [`Program::run`] runs it as a process of its
//! own under limits. [`Set::main`] is the command line of a practice crate.
//!
//! The limits are a guard against accidents. They are no sandbox: an answer can do what
//! its author can do.

mod answers;
mod command;
mod editor;
mod exercise;
mod judged;
mod package;
mod program;
mod progress;
mod prove;
mod refusal;
mod shipped;
mod show;
mod signatures;
mod stale;
mod warned;
mod watch;

/// How many random schedules each check gets on the command line, how many with random
/// priorities, and how many with an order that may make a difference: twice as many if
/// their end is a proof, and else as many in any order.
pub const SCHEDULES: usize = 1_500;

/// The seed of the command line, unless it says `--seed`.
pub const SEED: u64 = 1;

pub use exercise::{Criterion, Exercise, Set, WrongAnswer};
pub use judged::Judged;
pub use program::{NotBuilt, Program};
pub use prove::{Effort, Mistake, Proof, prove, summary};
pub use show::{Prompts, show, show_whole};
pub use verdict::{Outcome, Rate, Verdict, Wrong};
pub use workshop::{Building, Fault, Limits, NoVerdict, Stop, Tell};
