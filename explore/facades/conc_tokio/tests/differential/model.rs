//! The programs on the model.

pub use conc_tokio as tokio;
pub use conc_tokio_util as tokio_util;
pub use explore::sync as own;

use std::collections::BTreeSet;

use explore::Explore;

/// Where a real task may lose its turn: each await of the model is such a place.
pub async fn pause() {}

/// What awaits nothing is made such a place too.
pub async fn turn() {
    explore::tasks::turn().await;
}

/// A task adds to what only the program's own task reads.
pub fn adds() {
    explore::reads_notes();
}

/// The program's own task reads it.
pub fn reads() {
    explore::note!("reads");
}

/// All that the program can do; `None` if it has more schedules than this.
pub fn outcomes(
    run: programs::Run,
    scripts: &[Vec<u8>],
    most_schedules: usize,
) -> Option<BTreeSet<String>> {
    let scripts = scripts.to_vec();
    let program = move || explore::tasks::block_on(run(scripts.clone()));
    let explore = Explore::every().max_schedules(most_schedules);
    let (outcomes, report) = explore.outcomes(program);
    report.clean();
    report.exhaustive.then(|| outcomes.into_keys().collect())
}

#[allow(clippy::duplicate_mod, reason = "the same source on both crates")]
#[path = "programs/mod.rs"]
pub mod programs;

#[allow(clippy::duplicate_mod, reason = "the same source on both crates")]
#[path = "uses/mod.rs"]
pub mod uses;
