//! The reduced search sees all behaviours of an answer, and it is seen where it does not.

use practice::Program;

#[test]
fn a_fault_in_what_may_be_swapped_is_seen_in_an_answer() {
    let exercise = goroutine_practice::SET.exercise("safe_counter").expect("it");
    let label = "safe_counter-behaviours";
    let program = Program::build(exercise, exercise.solution, label).expect("it");
    let compared = |fault| program.compared(2_000, fault).expect("a result");
    let right = compared(None);
    assert!(right.iter().any(|one| one.is_known()), "{right:?}");
    assert!(!right.iter().any(|one| one.differs()), "{right:?}");
    let spoiled = compared(Some("Changes"));
    assert!(spoiled.iter().any(|one| one.differs()), "{spoiled:?}");
}
