//! What a machine does to judging: its faults are no answer's, and nothing that was found
//! out is lost.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use course::root;
use serde_json::Value;

use crate::practice::{stdout, week7, week7_command};

/// A folder in which these exercises are solved.
fn solved(names: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let answers = folder.path().join("goroutine_practice");
    fs::create_dir_all(&answers).unwrap();
    for name in names {
        let exercise = goroutine_practice::SET.exercise(name).expect("it");
        fs::write(answers.join(format!("{name}.rs")), exercise.solution).unwrap();
    }
    folder
}

/// What is said besides, but for a check that had to wait for another test's.
fn stderr(output: &Output) -> String {
    let said = String::from_utf8(output.stderr.clone()).expect("UTF-8");
    let lines = said.lines().filter(|line| !line.contains("waits for another"));
    lines.map(|line| format!("{line}\n")).collect()
}

/// What stands in for cargo.
fn cargo(name: &str) -> PathBuf {
    root().join("tests/cargo").join(name)
}

/// A fault of the machine: the exit code, the first line and the object.
#[track_caller]
fn not_judged(command: impl Fn(&[&str]) -> Command, why: &str) {
    let output = command(&[]).output().expect("it starts");
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    let text = stdout(&output);
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let head = format!("first_workers: NOT JUDGED, {why} ");
    assert!(words.starts_with(&head), "{text}");
    assert!(text.contains("  This is not the fault of the answer. "), "{text}");
    let output = command(&["--json"]).output().expect("it starts");
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    let object: Value = serde_json::from_str(&stdout(&output)).expect("an object");
    assert_eq!(object["passed"], false, "{object}");
    assert_eq!(object["status"], "not_judged", "{object}");
    assert_eq!(object["why"], why, "{object}");
    assert!(!object["cure"].as_str().unwrap().is_empty(), "{object}");
}

#[test]
fn a_full_disk_is_no_fault_of_an_answer() {
    let folder = solved(&["first_workers"]);
    // Where it is built; and, on Linux, where the verdict is written.
    let mut stand_ins = vec!["full_disk.sh"];
    if Path::new("/dev/full").exists() {
        stand_ins.push("full_disk_later.sh");
    }
    for stand_in in stand_ins {
        let check = |words: &[&str]| {
            let mut check =
                week7_command(folder.path(), &["check", "first_workers"]);
            check.args(words).env("CARGO", cargo(stand_in));
            check.env("REAL_CARGO", env!("CARGO"));
            check
        };
        not_judged(check, "the disk is full");
    }
}

#[test]
fn a_toolchain_that_does_not_start_is_no_fault_of_an_answer() {
    let folder = solved(&["first_workers"]);
    let check = |words: &[&str]| {
        let mut check = week7_command(folder.path(), &["check", "first_workers"]);
        check.args(words).env("CARGO", "/no/such/cargo");
        check
    };
    not_judged(check, "/no/such/cargo: No such file or directory (os error 2)");
}

#[test]
fn a_target_folder_is_taken_from_where_cargo_was_called() {
    let folder = solved(&["first_workers"]);
    let mut check = week7_command(folder.path(), &["check", "first_workers"]);
    check.current_dir(root().join("tests")).env("CARGO_TARGET_DIR", "../target");
    let output = check.output().expect("it starts");
    assert!(stdout(&output).starts_with("first_workers: passed"), "{output:?}");
}

#[test]
fn much_stack_for_every_thread_changes_nothing() {
    let folder = solved(&["first_workers"]);
    let mut check = week7_command(folder.path(), &["check", "first_workers"]);
    let output = check.env("RUST_MIN_STACK", (1_u64 << 30).to_string()).output();
    let output = output.expect("it starts");
    assert!(stdout(&output).starts_with("first_workers: passed"), "{output:?}");
}

#[test]
fn what_cannot_be_kept_is_told_after_the_verdict() {
    let folder = solved(&["first_workers"]);
    let answers = folder.path().join("goroutine_practice");
    fs::create_dir(answers.join("progress.part")).unwrap();
    let output = week7(folder.path(), &["check", "first_workers"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(stdout(&output).starts_with("first_workers: passed"), "{output:?}");
    let said = stderr(&output);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("progress cannot be kept in "), "{said}");
    let hint = week7(folder.path(), &["hint", "first_workers"]);
    assert!(stdout(&hint).starts_with("  1. "), "{hint:?}");
    assert_eq!(stderr(&hint).lines().count(), 1, "{hint:?}");

    // A file in the place of the folder.
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let output = week7(&file, &["check", "first_workers"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(stdout(&output).contains("there is no answer"), "{output:?}");
    let said = stderr(&output);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("cannot be written: Not a directory"), "{said}");
    assert!(said.contains("Set PRACTICE_ANSWERS to a folder"), "{said}");
}

#[test]
fn three_checks_at_once_lose_nothing() {
    let names = ["first_workers", "downloads", "safe_counter"];
    let folder = solved(&names);
    let start = |name: &&str| {
        let mut check = week7_command(folder.path(), &["check", name]);
        check.stdout(Stdio::null()).spawn().expect("it starts")
    };
    let checks: Vec<_> = names.iter().map(start).collect();
    for mut check in checks {
        assert!(check.wait().expect("a child").success());
    }
    let list = stdout(&week7(folder.path(), &["list"]));
    for name in names {
        let passed = format!("  {name:<20} passed ");
        assert!(list.contains(&passed), "{list}");
    }
}

#[test]
fn what_is_no_text_is_named_by_every_command() {
    let folder = solved(&[]);
    let answers = folder.path().join("goroutine_practice");
    let file = answers.join("first_workers.rs");
    type Make = fn(&Path);
    let kinds: [(&str, Make); 3] = [
        ("is a link to /no/such/file, which cannot be read", |file| {
            symlink("/no/such/file", file).unwrap();
        }),
        ("is a folder", |file| fs::create_dir(file).unwrap()),
        ("is not UTF-8 in line 2", |file| {
            fs::write(file, b"//\n// \xff\n").unwrap();
        }),
    ];
    for (matter, make) in kinds {
        make(&file);
        let matter = format!("first_workers.rs {matter}");
        for command in ["check", "explain", "run"] {
            let output = week7(folder.path(), &[command, "first_workers"]);
            assert_eq!(output.status.code(), Some(3), "{output:?}");
            let text = stdout(&output);
            assert!(text.starts_with("first_workers: NOT JUDGED, "), "{text}");
            let words: Vec<&str> = text.split_whitespace().collect();
            assert!(words.join(" ").contains(&matter), "{text}");
        }
        for words in [&[][..], &["list"]] {
            let text = stdout(&week7(folder.path(), words));
            let words: Vec<&str> = text.split_whitespace().collect();
            assert!(words.join(" ").contains(&matter), "{text}");
            assert!(text.contains("  first_workers        no text "), "{text}");
        }
        let reset = week7(folder.path(), &["reset", "first_workers"]);
        assert!(reset.status.success(), "{reset:?}");
        fs::remove_file(&file).unwrap();
    }
}

#[test]
fn no_folder_is_none() {
    let mut help = week7_command(Path::new(""), &["list"]);
    let output = help.current_dir("/").output().expect("it starts");
    assert!(output.status.success(), "{output:?}");
    assert!(!Path::new("/goroutine_practice").exists());
}

#[test]
fn the_commands_of_the_course_work_among_the_answers() {
    let folder =
        tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let answers = folder.path().join("goroutine_practice");
    let list = week7(folder.path(), &["list"]);
    for (command, folder) in
        [("week7", answers.clone()), ("week8", answers.join(".course"))]
    {
        // As it is for a learner, whose cargo knows nothing of this one's.
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(&folder).args([command, "list"]);
        cargo.env("PRACTICE_ANSWERS", answers.parent().unwrap());
        let output = cargo.output().expect("cargo starts");
        assert!(output.status.success(), "{output:?}");
        if command == "week7" {
            assert_eq!(stdout(&output), stdout(&list));
        }
    }
    // What a verdict tells to type when something is missing.
    let mut doctor = Command::new(env!("CARGO"));
    doctor.current_dir(&answers).args(["run", "-p", "doctor", "--", "--help"]);
    let output = doctor.output().expect("cargo starts");
    assert!(stdout(&output).contains("cargo run -p doctor"), "{output:?}");
}
