//! Finds the holes in the checks of the exercises: makes the small mistakes in right
//! answers that a tired programmer makes, and judges each.
//!
//! A mutant that passes is the same program, and then [`Same`] says why, or there is a hole
//! in the checks. The idea is mutation testing: DeMillo, Lipton and Sayward, *Hints on
//! Test Data Selection* (1978).

mod found;
mod judge;
mod make;
mod same;

pub use found::{Counts, Found, Survivor};
pub use judge::{Effort, Made, SOLUTION, judge, made};
pub use make::{Mutant, mutants};
pub use same::{FILE, Same};
