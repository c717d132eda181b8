//! The programs that are compared do the same. Nothing is said about time.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Output, Stdio};

use crate::built::BUILT;

fn compare() -> Command {
    Command::new(&BUILT.binaries["compare"])
}

fn says(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn all_sides_of_every_row_find_the_same() {
    let list = compare().arg("--list").output().expect("it starts");
    let rows = says(&list).0.lines().count();
    let output = compare().arg("--tiny").output().expect("it starts");
    let (said, errors) = says(&output);
    assert!(output.status.success(), "{said}{errors}");
    assert!(said.starts_with(&format!("{rows} of {rows} rows")), "{said}{errors}");
    assert!(rows >= 20 && said.contains("Rust"), "{said}");
}

#[test]
fn a_missing_language_leaves_its_column_empty() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = compare();
    command.args(["--rows", "mutex", "--tiny"]).env("PATH", folder.path());
    let (said, errors) = says(&command.output().expect("it starts"));
    assert_eq!(said, "1 of 1 rows: [Rust] have found the same\n", "{errors}");
    let lines: Vec<&str> = errors.lines().collect();
    assert_eq!(lines.len(), 2, "{errors}");
    assert!(errors.contains("no python3") && errors.contains("no go"), "{errors}");
}

#[test]
fn an_unknown_row_is_told_with_the_nearest() {
    let output = compare().args(["--rows", "spwan"]).output().expect("it starts");
    let (said, errors) = says(&output);
    assert_eq!(output.status.code(), Some(2), "{said}{errors}");
    assert!(errors.lines().count() == 1 && errors.contains("`spawn`"), "{errors}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_what_is_finished() {
    use rustix::process::{Pid, Signal, kill_process};

    let folder = tempfile::tempdir().expect("a folder");
    let mut child = compare()
        .args(["--rows", "mutex,spawn", "--rounds", "1", "--out"])
        .arg(folder.path())
        // One side is enough.
        .env("PATH", folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut errors = BufReader::new(child.stderr.take().expect("a pipe")).lines();
    let second = errors.find(|line| {
        line.as_ref().is_ok_and(|line| line.starts_with("spawn (2 of 2)"))
    });
    assert!(second.is_some(), "the second row never began");
    let pid = Pid::from_child(&child);
    kill_process(pid, Signal::INT).expect("it runs");
    let rest: Vec<String> = errors.map_while(Result::ok).collect();
    let output = child.wait_with_output().expect("it ends");
    let said = says(&output).0;
    assert_eq!(output.status.code(), Some(130), "{said}{rest:?}");
    assert!(rest.contains(&"stopped: 1 of 2 rows are finished".into()), "{rest:?}");
    let page = fs::read_to_string(folder.path().join("RESULTS.md"));
    let page = page.expect("what is finished was written");
    assert!(page.contains("| mutex |") && !page.contains("| spawn |"), "{page}");
    assert!(folder.path().join("results.svg").exists());
}
