//! A failing schedule of an answer runs again by its name.

use std::fs;

use crate::practice::{stdout, week7};

/// What `explain` ends with: the words of the call, after `cargo week7`.
fn call(explained: &str) -> Vec<String> {
    let head = "this schedule alone: cargo week7 ";
    let line = explained.lines().find_map(|line| line.trim().strip_prefix(head));
    let line = line.unwrap_or_else(|| panic!("no call in {explained}"));
    line.split(' ').map(str::to_string).collect()
}

#[test]
fn a_schedule_of_an_answer_runs_again_by_its_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let week7 = |words: &[&str]| week7(folder.path(), words);
    let explained = week7(&["explain", "safe_counter"]);
    assert_eq!(explained.status.code(), Some(1), "{explained:?}");
    let call = call(&stdout(&explained));
    let call: Vec<&str> = call.iter().map(String::as_str).collect();
    let ["check", "safe_counter", "--replay", name] = call[..] else {
        panic!("{call:?}")
    };
    let again = week7(&call);
    assert_eq!(again.status.code(), Some(1), "{again:?}");
    let text = stdout(&again);
    assert!(text.starts_with("safe_counter: WRONG, an update was lost"), "{text}");
    assert!(text.contains("found in schedule 1 of at most 1"), "{text}");
    let prompt = format!("cargo week7 explain safe_counter --replay {name}");
    assert!(text.contains(&prompt), "{text}");

    // An answer that comes to the same choices and passes there has not passed.
    let exercise = goroutine_practice::SET.exercise("safe_counter").expect("it");
    let adds =
        exercise.starter.replacen("n.load(SeqCst)", "n.fetch_add(1, SeqCst)", 1);
    let passes =
        adds.replacen("n.store(n + 1, SeqCst)", "n.fetch_max(n, SeqCst)", 1);
    let file = folder.path().join("goroutine_practice/safe_counter.rs");
    fs::write(&file, passes).unwrap();
    let changed = week7(&call);
    assert_eq!(changed.status.code(), Some(1), "{changed:?}");
    let text = stdout(&changed);
    assert!(text.starts_with("safe_counter: REFUSED, no verdict"), "{text}");
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let says = format!("does not fail in the schedule {name}. That says nothing");
    assert!(flat.contains(&says), "{text}");
    assert!(!stdout(&week7(&["list"])).contains("safe_counter         passed"));
}

#[test]
fn a_schedule_is_of_one_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    for words in [&["check", "--all"][..], &["check"], &["watch"], &["list"]] {
        let words = [words, &["--replay", "3fa9c1-2a"]].concat();
        let output = week7(folder.path(), &words);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("one schedule of one answer"), "{said}");
    }
    let unknown = week7(folder.path(), &["check", "safe_counter", "--replay", "x"]);
    assert_eq!(unknown.status.code(), Some(1), "{unknown:?}");
    let text = stdout(&unknown);
    assert!(text.contains("`x` is not the name of a schedule"), "{text}");
}
