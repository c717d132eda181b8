//! Small mistakes in right answers: what makes and judges them, on a small exercise.
//! `make mutants` does it with all.

use mutants::{Effort, Found, judge};
use practice::Exercise;

fn safe_counter() -> &'static Exercise {
    goroutine_practice::SET.exercise("safe_counter").expect("it")
}

/// Those of the solution alone.
fn found(exercise: &'static Exercise) -> Found {
    let effort = Effort { odd: 0, ..Effort::FULL };
    judge(exercise, effort).unwrap_or_else(|why| panic!("{why}"))
}

#[test]
fn no_mutant_of_a_small_solution_survives() {
    let Found { made, compiled, rejected, same, surviving, faults, .. } =
        found(safe_counter());
    assert!(surviving.is_empty() && faults.is_empty(), "{surviving:?} {faults:?}");
    // One that does not compile does no harm to the others.
    assert!(made > compiled && compiled >= 10, "{made} {compiled}");
    assert_eq!(rejected + same, compiled);
}

#[test]
fn a_hole_in_the_checks_is_found() {
    let whole = safe_counter();
    let resets = whole.checks.matches("resets,\n").count();
    assert_eq!(resets, 1, "the check of this name");
    // Nobody looks any more at what the check of `increment` and `add` has counted.
    let checks = whole.checks.replace("found != expected", "false");
    let checks = checks.replace("equal(", "let _ = (");
    let exercise = Exercise { checks: checks.leak(), ..*whole };
    let found = found(Box::leak(Box::new(exercise)));
    let survives =
        |mistake| found.surviving.iter().any(|one| one.name.ends_with(mistake));
    assert!(survives("SafeCounter::increment: 1 to 2"), "{:?}", found.surviving);
}
