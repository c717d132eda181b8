//! What can go wrong between two instructions.

use shared::Log;

shared::lesson! {
    "What can go wrong between two instructions",
    * every_order: "Every order of two tasks",
        always "6 orders; 2 right, 4 lose";
}

/// To be written.
fn every_order(log: &Log) {
    let main = log.task("main");
    writeln!(main, "to be written");
}
