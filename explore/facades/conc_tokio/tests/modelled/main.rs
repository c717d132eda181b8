//! What the model does of tokio's less common parts, each as tokio documents it.

#![allow(unused_extern_crates)]

#[macro_use]
extern crate conc_std as std;
extern crate conc_tokio as tokio;

mod aborted;
mod alone;
mod awaits;
mod blocking;
mod clock;
mod contexts;
mod dropped;
mod locals;
mod once;
mod outside;
mod panics;
mod recorded;
mod reduced;
mod sets;
mod threads;
mod watched;
mod workers;

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::future::Future;
use std::time::Duration;

use explore::{Explore, Report};

fn every<F: Future<Output = ()>>(
    program: impl Fn() -> F + Send + Sync + 'static,
) -> Report {
    let explore = Explore::every().max_schedules(100_000);
    explore.run(move || explore::tasks::block_on(program()))
}

/// All ways to end, in order.
fn outcomes<F, T>(program: impl Fn() -> F + Send + Sync + 'static) -> Vec<T>
where
    F: Future<Output = T>,
    T: Ord + Send + 'static,
{
    let program = move || explore::tasks::block_on(program());
    explore::outcomes(program).into_keys().collect()
}

/// All ways to end. A search that leaves swaps out finds them, and the same behaviours, and
/// both come to their end within so many schedules.
fn all_ends<T>(
    schedules: usize,
    program: impl Fn() -> T + Copy + Send + Sync + 'static,
) -> BTreeSet<T>
where
    T: Ord + Debug + Send + 'static,
{
    let seen = |explore: Explore| {
        let (ends, report) = explore.max_schedules(schedules).outcomes(program);
        assert!(report.exhaustive, "{report}");
        (ends.into_keys().collect::<BTreeSet<_>>(), report)
    };
    let (all, every) = seen(Explore::every());
    let (found, reduced) = seen(Explore::reduced());
    assert_eq!(found, all, "{reduced}; {every}");
    assert_eq!(reduced.behaviours, every.behaviours, "{reduced}; {every}");
    all
}

fn ms(n: u64) -> Duration {
    Duration::from_millis(n)
}
