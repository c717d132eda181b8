//! Starting work, and what becomes of it: the claims.

use crate::harness::holds;
use goroutine_basics::LESSON;

#[test]
fn launch() {
    holds(&LESSON, "launch", |run| {
        run.exactly(&["main: to be written"]);
    });
}
