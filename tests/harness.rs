//! Runs a section and holds it to its claim.

use std::panic;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use course::recorded;
use shared::{Lesson, Log, Section, Transcript};

/// Far beyond any honest run on a loaded machine: this finds a hang, it measures nothing.
const HANGS: Duration = Duration::from_secs(120);

/// Asserts the claim of a live run, and of the committed transcript if there is one.
///
/// Where it is broken, the transcript and the words of the claim are printed, so that
/// the cause can be read from them.
#[track_caller]
pub fn holds(lesson: &'static Lesson, name: &str, claim: impl Fn(&Transcript)) {
    let section = lesson.section(name).expect("a section of the lesson");
    let log = Log::silent();
    let evidence = Evidence { section, of: "this run", run: || log.transcript() };
    run(section, &log);
    claim(&log.transcript());
    drop(evidence);

    let recorded = recorded::transcript(section).expect("a readable transcript");
    if let Some(transcript) = recorded {
        let of = "the committed transcript";
        let _evidence = Evidence { section, of, run: || transcript.clone() };
        claim(&transcript);
    }
}

/// Runs the section on a thread of its own, so that a hang becomes a failure.
fn run(section: &'static Section, log: &Log) {
    let (ended, end) = mpsc::channel::<()>();
    let own = log.clone();
    let running = thread::spawn(move || {
        let _ended = ended;
        (section.run)(&own);
    });
    if end.recv_timeout(HANGS) == Err(RecvTimeoutError::Timeout) {
        panic!("{} has not ended after {HANGS:?}", section.name);
    }
    if let Err(cause) = running.join() {
        panic::resume_unwind(cause);
    }
}

/// Prints what happened and what was claimed, if the test fails while it is alive.
struct Evidence<F: Fn() -> Transcript> {
    section: &'static Section,
    of: &'static str,
    run: F,
}

impl<F: Fn() -> Transcript> Drop for Evidence<F> {
    fn drop(&mut self) {
        if thread::panicking() {
            let Section { name, always, .. } = self.section;
            let lines = (self.run)().lines().join("\n  ");
            eprintln!("\n{name}, {}:\n  {lines}\nclaimed: {always}\n", self.of);
        }
    }
}

/// The run of an explored section without the places where its tasks wait in the end,
/// `(waiting.rs:87)`: lines move.
pub fn without_places(run: &Transcript) -> Transcript {
    let mut run = run.clone();
    let mut places = 0;
    for event in &mut run.events {
        if let Some((text, place)) = event.text.rsplit_once(" (")
            && place.contains(".rs:")
        {
            event.text = text.to_string();
            places += 1;
        }
    }
    assert!(places > 0, "nobody says where it waits");
    run
}
