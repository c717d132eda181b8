//! Starting work, and what becomes of it.

use shared::Log;

shared::lesson! {
    "Starting work, and what becomes of it",
    * launch: "Three ways to start work",
        always "every job ran exactly once; values in join order";
}

/// To be written.
fn launch(log: &Log) {
    let main = log.task("main");
    writeln!(main, "to be written");
}
