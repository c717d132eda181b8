//! The wrong task was woken: that is why something came too late.

use std::time::Duration;

use explore::sync::{Arc, Condvar, Mutex};
use explore::{Explore, thread};

use crate::diagnosis::Diagnosis;
use crate::places::Callers;
use crate::sources::Sources;
use crate::story::whole;

const TEXT: &str = include_str!("woke_another.rs");
const CLAIMS: Sources = Sources(&[("answer", ""), (file!(), TEXT)]);
const SECOND: Duration = Duration::from_secs(1);

/// The jobs that have ended.
#[derive(Default)]
struct Ends {
    all: Mutex<Vec<u32>>,
    told: Condvar,
}

impl Ends {
    fn wait(&self, job: u32) {
        let mut all = self.all.lock().unwrap();
        while !all.contains(&job) {
            all = self.told.wait(all).unwrap(); // waits
        }
    }
}

/// One task waits for the second job, and main for the first.
fn two_wait(title: &'static str, tell: fn(&Condvar)) {
    let ends = Arc::new(Ends::default());
    let own = Arc::clone(&ends);
    let works = thread::spawn(move || {
        for job in [1, 2] {
            thread::sleep(SECOND);
            own.all.lock().unwrap().push(job);
            tell(&own.told);
        }
    });
    let own = Arc::clone(&ends);
    let waits = thread::spawn(move || own.wait(2));
    let begun = explore::time::Instant::now();
    ends.wait(1);
    let is_late = begun.elapsed() > SECOND;
    crate::ensure(!is_late, title, "It came late.");
    works.join().unwrap();
    waits.join().unwrap();
}

#[test]
fn who_was_woken_in_place_of_another_is_told() {
    let late = "an answer came too late";
    let told = |title| {
        super::told_of(TEXT, CLAIMS, move || two_wait(title, Condvar::notify_one))
    };
    let (title, cause, sentence) = told(late);
    assert_eq!(
        (&*title, &*cause),
        (late, "the wrong task was woken"),
        "{sentence}"
    );
    let line = TEXT.lines().position(|line| line.ends_with("// waits"));
    let line = line.expect("a line") + 1;
    let end = format!(
        "main, which waited for told in line {line} of the checks, was not woken."
    );
    assert!(sentence.ends_with(&end), "{sentence}");
    assert!(sentence.contains("was for one task. It woke task 2"), "{sentence}");
    // A thread wakes up at some time, and its story says when.
    let report = Explore::every().run(move || two_wait(late, Condvar::notify_one));
    let failure = report.found().named(TEXT);
    let diagnosis = Diagnosis::new(&failure, CLAIMS);
    let lines = whole(&failure, &diagnosis, &Callers::new(&failure, CLAIMS));
    assert!(lines.iter().any(|line| line.text == "wakes up at 2s"));
    // It explains no claim of another kind.
    let (_, cause, sentence) = told("the jobs are out of order");
    assert_ne!(cause, "the wrong task was woken", "{sentence}");
    let all = Explore::every().run(move || two_wait(late, Condvar::notify_all));
    all.clean_in_all();
}
