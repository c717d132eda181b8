use std::process::{Command, Output};

use explore::sync::atomic::{AtomicBool, Ordering::SeqCst};
use explore::sync::{Arc, Mutex};
use explore::{Explore, thread};

/// Runs the test below in a process of its own, and lets that end aloud or not.
fn explore_in_a_process(end: &str) -> Output {
    Command::new(std::env::current_exe().unwrap())
        .args(["silence::programs_that_fail_in_every_way", "--exact"])
        .args(["--nocapture", "--quiet"])
        .env("EXPLORE_END", end)
        .output()
        .unwrap()
}

#[test]
fn nothing_is_printed() {
    let output = explore_in_a_process("silently");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let stdout = String::from_utf8_lossy(&output.stdout);
    let lines: Vec<_> = stdout.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines.len(), 3, "only the harness speaks: {stdout}");
    assert_eq!(lines[..2], ["running 1 test", "."]);
    assert!(lines[2].starts_with("test result: ok"), "{stdout}");
}

#[test]
fn an_ordinary_panic_is_still_heard() {
    let output = explore_in_a_process("aloud");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.contains("an ordinary panic"), "{stderr}");
    assert!(!stderr.contains("schedule"), "{stderr}");
    assert!(!output.status.success());
}

#[test]
fn programs_that_fail_in_every_way() {
    explore::every(deadlock).found();
    explore::random(1_000, 1, deadlock).found();
    explore::every(|| panic!("in the program")).found();
    explore::every(panic_in_a_task).found();
    explore::every(panic_in_vain).found();
    explore::every(caught).clean();
    Explore::every().max_steps(100).run(spin).found();
    if std::env::var("EXPLORE_END").is_ok_and(|end| end == "aloud") {
        panic!("an ordinary panic");
    }
}

fn deadlock() {
    let left = Arc::new(Mutex::new(()));
    let right = Arc::new(Mutex::new(()));
    let (first, second) = (left.clone(), right.clone());
    let task = thread::spawn(move || {
        let _first = first.lock().unwrap();
        let _second = second.lock().unwrap();
    });
    let right = right.lock().unwrap();
    let left = left.lock().unwrap();
    drop((left, right));
    task.join().unwrap();
}

fn panic_in_a_task() {
    let mutex = Arc::new(Mutex::new(()));
    let other = mutex.clone();
    thread::spawn(move || {
        let _guard = other.lock().unwrap();
        panic!("while the other waits");
    });
    drop(mutex.lock().unwrap());
}

/// The panic's way out is blocked by a destructor.
fn panic_in_vain() {
    struct Waits;
    impl Drop for Waits {
        fn drop(&mut self) {
            thread::park();
        }
    }
    let _waits = Waits;
    panic!("and then a destructor waits");
}

fn caught() {
    let panics = std::panic::catch_unwind(|| panic!("caught"));
    assert!(panics.is_err());
}

fn spin() {
    let never = AtomicBool::new(false);
    while !never.load(SeqCst) {}
}
