//! Shapes that recur.

use shared::Log;

shared::lesson! {
    "Shapes that recur",
    * worker_pool: "A pool of three workers",
        always "every job once; the first three meet";
}

/// To be written.
fn worker_pool(log: &Log) {
    let main = log.task("main");
    writeln!(main, "to be written");
}
