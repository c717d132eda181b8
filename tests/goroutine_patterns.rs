//! Shapes that recur: the claims.

use crate::harness::holds;
use goroutine_patterns::LESSON;

#[test]
fn worker_pool() {
    holds(&LESSON, "worker_pool", |run| {
        run.exactly(&["main: to be written"]);
    });
}
