//! Programs made by chance: what the real crates do with them is what the models may do.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::thread;

use explore::Explore;

use crate::generated::scripts;
use crate::held::{Held, side_by_side};
use crate::model::programs::made as modelled;
use crate::real::programs::made as real;

/// All that the program can do; `None` if it has more schedules than this. The time that is
/// over may be over early: a real one is slow at times.
fn outcomes(
    kind: &modelled::Kind,
    scripts: &[Vec<u8>],
    most_schedules: usize,
) -> Option<BTreeSet<String>> {
    let (run, scripts) = (kind.run, scripts.to_vec());
    let explore = Explore::reduced().max_schedules(most_schedules).racing_clock(1);
    let (outcomes, report) = explore.outcomes(move || run(scripts.clone()));
    report.clean();
    report.exhaustive.then(|| outcomes.into_keys().collect())
}

/// What the real crate does, in a thread of its own: one that parked before may have been
/// unparked since.
fn outcome(kind: &'static real::Kind, scripts: &[Vec<u8>]) -> String {
    let scripts = scripts.to_vec();
    thread::spawn(move || (kind.run)(scripts)).join().unwrap()
}

/// Makes so many programs of each kind, runs each so often, and leaves out what has more
/// schedules than this.
fn hold(programs: u64, times: usize, most_schedules: usize) {
    let wrong = Mutex::new(Vec::new());
    side_by_side(modelled::ALL.iter().zip(real::ALL), |(modelled, real)| {
        let mut held = Held::new(real.name);
        for number in 0..programs {
            let scripts = scripts(real.tasks, number);
            if let Some(outcomes) = outcomes(modelled, &scripts, most_schedules) {
                held.hold(&scripts, &outcomes, times, || outcome(real, &scripts));
            }
        }
        println!("{held}");
        assert!(
            held.programs > programs as usize / 2,
            "most of {} have too many schedules",
            real.name
        );
        wrong.lock().unwrap().extend(held.wrong);
    });
    assert_eq!(
        wrong.into_inner().unwrap(),
        [],
        "the real crates do what the models do not"
    );
}

#[test]
fn what_the_real_crates_do_the_models_do() {
    hold(20, 20, 20_000);
}

#[test]
#[ignore = "takes minutes"]
fn what_they_do_more_often_too() {
    hold(200, 100, 30_000);
}
