//! What can go wrong between two instructions: the claims.

use crate::harness::holds;
use race_conditions::LESSON;

#[test]
fn every_order() {
    holds(&LESSON, "every_order", |run| {
        run.exactly(&["main: to be written"]);
    });
}
