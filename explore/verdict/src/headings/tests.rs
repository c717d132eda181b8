//! A step is told under the call that a check has made.

mod answer;

use explore::sync::mpsc::channel;
use explore::{Explore, Failure, thread};

use self::answer::Buffer;
use super::once;
use crate::diagnosis::Diagnosis;
use crate::functions::text_of_call;
use crate::places::{Callers, with_calls};
use crate::sources::Sources;
use crate::story::{story, whole};
use crate::{Line, Show, fault};

const TEXT: &str = include_str!("tests.rs");
const ANSWER: &str = include_str!("tests/answer.rs");
const SOURCES: Sources = Sources(&[
    ("explore/verdict/src/headings/tests/answer.rs", ANSWER),
    (file!(), TEXT),
]);

/// The failure of a program, with its calls.
fn seen(program: fn()) -> Failure {
    let report = Explore::every().run(program);
    let run = |explore: Explore| explore.run(program).failure;
    let failure = with_calls(report.found().clone(), SOURCES, run);
    failure.named_by(|file| SOURCES.text(file))
}

/// Each of these steps after the heading that it has, in a word.
fn words<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Vec<&'a str> {
    let lines = lines.into_iter();
    let first = |line: &'a Line| line.text.split(' ').next();
    lines
        .flat_map(|line| line.heading.as_deref().into_iter().chain(first(line)))
        .collect()
}

/// All that a program did.
fn all(program: fn()) -> Vec<Line> {
    let failure = seen(program);
    let diagnosis = Diagnosis::new(&failure, SOURCES);
    whole(&failure, &diagnosis, &Callers::new(&failure, SOURCES))
}

#[test]
fn each_call_of_a_check_stands_over_its_steps() {
    let lines = all(|| {
        thread::scope(|scope| {
            let buffer = Buffer::new();
            scope.spawn(move || {
                buffer.put(2);
                buffer.put(3);
                buffer.close();
                explore::note("has closed");
                buffer.close();
            });
        });
        panic!("to see the record");
    });
    let under = |call| [call, "locks", "unlocks"];
    let put = [under("put(2)"), under("put(3)")].concat();
    let closed = [&under("close()")[..], &["has"], &under("close()")].concat();
    let told = words(lines.iter().filter(|line| line.task == "task 1"));
    assert_eq!(told, [put, closed].concat());
}

/// What the answer calls, a job of the check's say, belongs to the call that the check has
/// made.
#[test]
fn the_outermost_call_is_told() {
    let lines = all(|| {
        let buffer = Buffer::new();
        buffer.run(|buffer| buffer.put(1));
        panic!("to see the record");
    });
    assert_eq!(words(&lines), ["run(..)", "locks", "unlocks", "locks", "unlocks"]);
}

/// Else they are most of what is told.
#[test]
fn in_a_longer_story_locks_and_ends_stay_where_a_call_begins() {
    let failure = seen(|| {
        let buffer = Buffer::new();
        explore::note("begins");
        buffer.run(|buffer| (0..9).for_each(|value| buffer.put(value)));
        drop(channel::<u32>());
        explore::note("ends");
        buffer.close();
        fault("it fails", "It fails.", Show::Steps)
    });
    let diagnosis = Diagnosis::new(&failure, SOURCES);
    let callers = Callers::new(&failure, SOURCES);
    let (lines, _) = story(&failure, &diagnosis, &callers);
    let told = words(&lines);
    assert_eq!(told, ["begins", "run(..)", "locks", "ends", "close()", "locks"]);
}

#[test]
fn a_heading_stands_once_for_each_task() {
    let line = |task: &str, heading: Option<&str>| Line {
        task: task.to_string(),
        file: String::new(),
        line: 1,
        text: String::new(),
        wrong: false,
        heading: heading.map(String::from),
    };
    let (a, b) = (Some("put(1)"), Some("get()"));
    let lines = [("a", a), ("b", b), ("a", a), ("b", None), ("b", b), ("a", b)];
    let told = once(lines.map(|(task, heading)| line(task, heading)).to_vec());
    let told: Vec<_> = told.iter().map(|line| line.heading.as_deref()).collect();
    assert_eq!(told, [a, b, None, None, b, b]);
}

#[test]
fn a_call_is_told_with_what_it_is_given() {
    const CALLS: &str = "\
        let sum = output(1) + put( 2 ) + close();\n\
        submit(|| {\n    1\n});\n\
        subscribe(\"news of today\", 3, filter);\n";
    let call = |line, name| text_of_call(CALLS, line, name);
    assert_eq!(call(1, "put").as_deref(), Some("put(2)"));
    assert_eq!(call(1, "close").as_deref(), Some("close()"));
    assert_eq!(call(1, "get"), None);
    assert_eq!(call(2, "submit").as_deref(), Some("submit(..)"));
    assert_eq!(call(5, "subscribe").as_deref(), Some("subscribe(..)"));
    assert_eq!(call(9, "put"), None);
}
