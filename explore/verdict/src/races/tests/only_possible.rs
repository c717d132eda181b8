//! What right programs do as well is told as a question.

use explore::Explore;
use explore::sync::Arc;
use explore::sync::atomic::{AtomicBool, Ordering::SeqCst};
use explore::thread;

use crate::diagnosis::Diagnosis;
use crate::sources::Sources;

const TEXT: &str = include_str!("only_possible.rs");

#[test]
fn a_claim_of_two_leaders_is_wrong() {
    let report = Explore::every().run(|| {
        let leader = Arc::new(AtomicBool::new(false));
        let all = [0, 1].map(|_| {
            let leader = Arc::clone(&leader);
            let stands =
                move || leader.compare_exchange(false, true, SeqCst, SeqCst);
            thread::spawn(move || stands().is_ok())
        });
        let won = all.map(|one| one.join().unwrap());
        assert_eq!(won.iter().filter(|it| **it).count(), 2);
    });
    let failure = report.found().named(TEXT);
    let told = Diagnosis::new(&failure, Sources(&[(file!(), TEXT)]));
    assert_ne!(told.title, "a failed exchange was not tried again", "{told:?}");
}
