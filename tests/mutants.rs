//! Small mistakes in right answers: what makes and judges them, on a small exercise.
//! `make mutants` does it with all.

use mutants::{Counts, Effort, Found, SOLUTION, Same, judge};
use practice::Exercise;

fn safe_counter() -> &'static Exercise {
    goroutine_practice::SET.exercise("safe_counter").expect("it")
}

/// Those of the solution alone.
fn found(exercise: &'static Exercise) -> Found {
    let effort = Effort { odd: 0, ..Effort::FULL };
    judge(exercise, &effort, |_| {}).unwrap_or_else(|why| panic!("{why}"))
}

#[test]
fn no_mutant_of_a_small_solution_survives() {
    let all = found(safe_counter());
    let Counts { made, compiled, rejected, same, .. } = all.all();
    let Found { surviving, faults, .. } = all;
    assert!(surviving.is_empty() && faults.is_empty(), "{surviving:?} {faults:?}");
    // One that does not compile does no harm to the others.
    assert!(made > compiled && compiled >= 10, "{made} {compiled}");
    assert_eq!(rejected + same, compiled);
}

#[test]
fn a_hole_in_the_checks_is_found() {
    let whole = safe_counter();
    // Nobody claims any more that a result is this one.
    let checks = whole.checks.replace("equal(", "let _ = (");
    let checks = checks.replace("ensure(found ==", "let _ = (found ==").leak();
    let exercise = Exercise { checks, ..*whole };
    let found = found(Box::leak(Box::new(exercise)));
    let survives = |mistake| {
        found.surviving.iter().any(|one| one.made.name().ends_with(mistake))
    };
    assert!(survives("SafeCounter::reset: does nothing"), "{:?}", found.surviving);
}

#[test]
fn one_mutant_of_one_answer_is_judged_alone() {
    let effort = Effort {
        answer: Some("baton".to_string()),
        named: Some("SafeCounter::reset: does nothing".to_string()),
        ..Effort::FULL
    };
    let mut told = 0;
    let found =
        judge(safe_counter(), &effort, |_| told += 1).expect("it is judged");
    let one = Counts { made: 1, compiled: 1, rejected: 1, ..Counts::default() };
    assert_eq!(found.answers, [("baton", one)]);
    assert_eq!(told, 1);
    let effort = Effort { answer: Some(SOLUTION.to_string()), ..effort };
    let of = mutants::made(safe_counter(), &effort).expect("it is Rust");
    assert_eq!(of.len(), 1, "{of:?}");
}

#[test]
fn those_that_no_answer_before_has_are_taken_alone() {
    let effort = Effort { odd: usize::MAX, past: Some(0), ..Effort::FULL };
    let names = |effort: &Effort| -> Vec<String> {
        let made = mutants::made(safe_counter(), effort).expect("it is Rust");
        made.into_iter().map(|one| one.mutant.name).collect()
    };
    let before = names(&Effort { odd: 0, ..Effort::FULL });
    let all = names(&effort);
    let new = names(&Effort { new: true, ..effort });
    assert!(all.iter().any(|name| before.contains(name)), "{all:?}");
    assert!(!new.is_empty() && new.len() < all.len());
    assert!(!new.iter().any(|name| before.contains(name)), "{new:?}");
}

#[test]
fn those_that_have_a_reason_are_taken_alone() {
    let reasons = Same::of(safe_counter()).expect("it can be read");
    let effort = Effort { same: true, ..Effort::FULL };
    let of = mutants::made(safe_counter(), &effort).expect("it is Rust");
    assert!(!of.is_empty());
    for one in of {
        assert!(reasons.why(&one.name()).is_some(), "{one:?}");
    }
}
