//! Judging that is ended in the middle: nothing goes on, and nothing stays broken.
#![cfg(unix)]

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use course::root;
use practice::Exercise;
use tempfile::TempDir;

use crate::built::BUILT;
use crate::practice::{stdout, week7, week7_command};

/// No end takes as long, unless it hangs. What is left is ended by a limit on its time on
/// a processor, which is longer.
const HANG: Duration = Duration::from_secs(60);

/// Waits until no process is left that was started with this folder in its environment.
#[track_caller]
pub fn nothing_is_left(folder: &Path) {
    let start = Instant::now();
    while let Some(process) = processes(folder).next() {
        assert!(start.elapsed() < HANG, "still there: {}", process.display());
        thread::sleep(Duration::from_millis(10));
    }
}

/// The folders in `/proc` of those that were started with this folder in theirs.
fn processes(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let folder = folder.to_str().expect("UTF-8").as_bytes();
    let all = fs::read_dir("/proc").into_iter().flatten().flatten();
    all.map(|process| process.path()).filter(move |process| {
        let environment = fs::read(process.join("environ")).unwrap_or_default();
        environment.windows(folder.len()).any(|part| part == folder)
    })
}

fn exercise(name: &str) -> &'static Exercise {
    goroutine_practice::SET.exercise(name).expect("it")
}

/// The program and the command line of a process that explores.
fn explores(process: &Path) -> Option<(PathBuf, Vec<OsString>)> {
    let program = process.join("exe");
    let called = fs::read_link(&program).ok()?;
    let line = fs::read(process.join("cmdline")).ok()?;
    let words = line.split(|byte| *byte == 0).skip(1);
    let words: Vec<OsString> = words
        .filter(|word| !word.is_empty())
        .map(|word| OsStr::from_bytes(word).to_owned())
        .collect();
    // It has none as long as it is being started.
    let is_it = called.ends_with("practice/build/debug/safe_counter");
    (is_it && !words.is_empty()).then_some((program, words))
}

#[test]
fn what_is_explored_for_nobody_ends() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("goroutine_practice/safe_counter.rs");
    // Each schedule ends soon; all of them take minutes.
    let pause = "for n in 0..50_000_000 { std::hint::black_box(n); }";
    let call = "self.n.fetch_add";
    let solution = exercise("safe_counter").solution;
    assert!(solution.contains(call));
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, solution.replace(call, &format!("{pause} {call}"))).unwrap();

    let mut command = week7_command(folder.path(), &["check", "safe_counter"]);
    let mut check = command.stdout(Stdio::null()).spawn().expect("it starts");
    // As long as it builds.
    let (program, words) = loop {
        if let Some(found) =
            processes(folder.path()).find_map(|process| explores(&process))
        {
            break found;
        }
        let ended = check.try_wait().expect("a child");
        assert_eq!(ended, None, "it was not explored");
        thread::sleep(Duration::from_millis(10));
    };
    // One whose starter is not its parent, as if that had gone before it began.
    let late = Command::new(program).args(words).status().expect("it starts");
    assert_eq!(late.code(), Some(1), "{late}");
    check.kill().expect("it runs");
    check.wait().expect("a child");
    nothing_is_left(folder.path());
}

#[test]
fn what_a_killed_compiler_leaves_behind_is_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("goroutine_practice/downloads.rs");
    let first = week7(folder.path(), &["check", "downloads"]);
    assert_eq!(first.status.code(), Some(1), "{first:?}");

    let target = BUILT.binaries["goroutine_practice"].ancestors().nth(2).unwrap();
    let kept = target.join("practice/build/debug/incremental");
    let is_its = |kept: &PathBuf| {
        kept.file_name().unwrap().to_string_lossy().starts_with("downloads-")
    };
    let inside = |folder: &Path| -> Vec<PathBuf> {
        fs::read_dir(folder)
            .into_iter()
            .flatten()
            .map(|e| e.unwrap().path())
            .collect()
    };
    let sessions = inside(&kept).into_iter().filter(is_its);
    let files =
        sessions.flat_map(|kept| inside(&kept)).flat_map(|one| inside(&one));
    let objects: Vec<PathBuf> = files
        .filter(|file| file.extension().is_some_and(|end| end == "o"))
        .collect();
    assert!(!objects.is_empty(), "rustc keeps nothing in {}", kept.display());
    for object in objects {
        fs::write(object, "").unwrap();
    }

    fs::write(&file, exercise("downloads").solution).unwrap();
    let mended = week7(folder.path(), &["check", "downloads"]);
    assert!(stdout(&mended).starts_with("downloads: passed"), "{mended:?}");
}

/// A folder of builds in which rustc keeps something of two crates, and where.
fn with_something_kept() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let kept = folder.path().join("practice/build/debug/incremental");
    for name in ["downloads-1", "explore-1"] {
        fs::create_dir_all(kept.join(name)).unwrap();
    }
    (folder, kept)
}

/// A call that judges this exercise in this folder, with this in the place of cargo.
fn check_by(cargo: &str, name: &str, folder: &Path, kept: &Path) -> Command {
    let mut check = week7_command(folder, &["check", name]);
    check.env("CARGO", root().join("tests/cargo").join(cargo));
    check.env("CARGO_TARGET_DIR", folder).env("KEPT", kept);
    check.env("TRIES", folder.join("tries"));
    check
}

#[test]
fn a_build_that_fails_by_no_lines_fault_is_tried_with_less_kept() {
    let (folder, kept) = with_something_kept();
    let mut check = check_by("broken.sh", "downloads", folder.path(), &kept);
    let check = check.output().expect("it starts");
    assert_eq!(check.status.code(), Some(3), "{check:?}");
    let said = "downloads: NOT JUDGED, the build failed: the linker is gone\n";
    assert!(stdout(&check).starts_with(said), "{check:?}");
    let tries = fs::read_to_string(folder.path().join("tries"));
    let tries = tries.expect("cargo was tried");
    assert_eq!(tries, "downloads-1 explore-1\nexplore-1\n\n");
}

#[test]
fn what_another_build_needs_is_kept_until_it_has_ended() {
    let (folder, kept) = with_something_kept();
    let (begun, gone) = (folder.path().join("begun"), folder.path().join("gone"));
    let mut other = check_by("long.sh", "safe_counter", folder.path(), &kept);
    other.env("BEGUN", &begun).env("GONE", &gone).stdout(Stdio::piped());
    let mut other = other.spawn().expect("it starts");
    while !begun.exists() {
        assert_eq!(other.try_wait().expect("a child"), None, "it does not build");
        thread::sleep(Duration::from_millis(10));
    }
    let mut check = check_by("broken.sh", "downloads", folder.path(), &kept);
    let check = check.output().expect("it starts");
    assert_eq!(check.status.code(), Some(3), "{check:?}");
    let other = other.wait_with_output().expect("a child");
    let said = "safe_counter: NOT JUDGED, the disk is full";
    assert!(stdout(&other).starts_with(said), "{other:?}");
    assert!(!gone.exists(), "what rustc kept was removed while it was used");
    assert!(!kept.join("downloads-1").exists(), "and never after that");
}
