//! Every exercise is held to its answers: the judge accepts what is right and rejects what
//! is wrong by the name of the mistake.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

use practice::{Effort, Exercise, Proof, prove};

/// Some at once: while one is built another is explored.
#[test]
fn every_exercise_knows_right_from_wrong() {
    let sets = [&goroutine_practice::SET, &channel_practice::SET];
    let exercises = sets.into_iter().flat_map(|set| set.exercises);
    let next = Mutex::new(exercises);
    let faults = Mutex::new(Vec::new());
    let compared = AtomicUsize::new(0);
    eprintln!("{}", Proof::HEADING);
    thread::scope(|scope| {
        for _ in 0..PROVERS {
            scope.spawn(|| {
                let take = || next.lock().expect("no panic").next();
                while let Some(exercise) = take() {
                    let proof = prove(exercise, Effort::QUICK);
                    eprintln!("{}", proof.line());
                    compared.fetch_add(proof.compared, SeqCst);
                    let mut faults = faults.lock().expect("no panic");
                    faults.extend(wrong_about_time(exercise, &proof));
                    faults.extend(proof.faults);
                }
            });
        }
    });
    let faults = faults.into_inner().expect("no panic");
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    let compared = compared.into_inner();
    assert!(compared > 50, "{compared}");
}

const PROVERS: usize = 3;

/// The statement says of exactly those exercises that times are exact in which the clock
/// is never early.
fn wrong_about_time(exercise: &Exercise, proof: &Proof) -> Option<String> {
    let says = exercise.starter.contains("So times are exact.");
    let is_exact = proof.explored.iter().all(|one| one.jumps == 0);
    let name = exercise.name;
    (says != is_exact).then(|| format!("{name}: says so {says}, is so {is_exact}"))
}
