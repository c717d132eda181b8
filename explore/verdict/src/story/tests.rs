//! Which steps stand in a story.

use explore::sync::mpsc::channel;
use explore::sync::{Arc, Mutex};
use explore::{Explore, thread};

use super::story;
use crate::diagnosis::Diagnosis;
use crate::places::Callers;
use crate::sources::Sources;

const TEXT: &str = include_str!("tests.rs");
const SOURCES: Sources = Sources(&[(file!(), TEXT)]);

/// A name that is part of another one, or of a word, brings in no step.
#[test]
fn a_story_of_a_channel_has_no_steps_of_another_name() {
    let report = Explore::every().run(|| {
        let (a, inbox) = channel();
        let stats = Arc::new(Mutex::new(0));
        let own = Arc::clone(&stats);
        let task = thread::spawn(move || *own.lock().unwrap() += 1);
        a.send(1).unwrap();
        for _ in &inbox {}
        drop(a);
        task.join().unwrap();
    });
    let failure = report.found().named(TEXT);
    let told = Diagnosis::new(&failure, SOURCES);
    let (lines, _) = story(&failure, &told, &Callers::new(&failure, SOURCES));
    let lines: Vec<&str> = lines.iter().map(|line| &*line.text).collect();
    assert!(lines[0].starts_with("sends message 1 to a"), "{lines:?}");
    assert!(!lines.iter().any(|line| line.contains("stats")), "{lines:?}");
}
