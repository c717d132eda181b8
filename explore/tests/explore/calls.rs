//! The calls that lead to a step are seen when its schedule runs once more.

use explore::sync::{Mutex, MutexGuard};
use explore::{Explore, Failure, Place, tasks, thread};

use crate::line;

const SOURCE: &str = include_str!("calls.rs");

/// The failure of a program, with the calls that this file makes.
fn seen(program: fn()) -> Failure {
    let found = explore::every(program);
    let found = found.found();
    let replay = Explore::replay(found.replay()).unwrap();
    let tells = |file: &str| file.ends_with("explore/calls.rs");
    let again = replay.with_calls(tells).run(program);
    let again = again.found();
    assert!(again.lines().eq(found.lines()), "{again}");
    assert!(found.steps.iter().all(|step| step.calls.is_empty()));
    again.clone()
}

/// The lines of these calls are those that hold these texts.
#[track_caller]
fn assert_lines(calls: &[Place], texts: &[&str]) {
    let lines: Vec<u32> = calls.iter().map(|call| call.line).collect();
    let expected: Vec<u32> = texts.iter().map(|text| line(SOURCE, text)).collect();
    assert_eq!(lines, expected, "{texts:?}");
}

struct Account(Mutex<u32>);

impl Account {
    fn lock(&self) -> MutexGuard<'_, u32> {
        self.0.lock().unwrap() // the helper
    }

    fn add(&self, amount: u32) {
        let mut sum = self.lock(); // the caller
        *sum += amount;
        drop(sum); // the drop
    }
}

#[test]
fn a_helper_and_who_called_it_are_told() {
    let failure = seen(|| {
        let account = Account(Mutex::new(0));
        thread::scope(|scope| {
            scope.spawn(|| account.add(1)); // the first task
            scope.spawn(|| account.add(2)); // the second task
        });
        panic!("to see the record");
    });
    let steps = || failure.steps.iter();
    for (task, starts) in [("task 1", "first task"), ("task 2", "second task")] {
        let (begins, own) = (format!("// the {starts}"), || {
            steps().filter(|step| step.task == task)
        });
        let locks = own().find(|step| step.operation.starts_with("locks"));
        let calls = &locks.expect("a lock").calls;
        // What explores the task is none of its calls.
        assert_lines(calls, &["// the helper", "// the caller", &begins]);
        let unlocks = own().find(|step| step.operation.starts_with("unlocks"));
        let unlocks = unlocks.expect("its end");
        assert_lines(&unlocks.calls, &["// the drop", &begins]);
        assert_eq!(unlocks.place, unlocks.calls[0]);
        assert_eq!(unlocks.location.line(), line(SOURCE, "// the helper"));
    }
}

#[test]
fn a_wait_has_the_calls_that_it_began_with() {
    let failure = seen(|| {
        let account = Account(Mutex::new(0));
        let _first = account.lock(); // the first lock
        account.add(1); // the second lock
    });
    let waits = &failure.waiting[0];
    assert_lines(
        &waits.calls,
        &["// the helper", "// the caller", "// the second lock"],
    );
    // The step that says so is one of the task too.
    assert_eq!(failure.steps.last().expect("a wait").calls, waits.calls);
}

async fn joins(task: tasks::JoinHandle<()>) {
    task.await.unwrap(); // the await
}

#[test]
fn an_await_has_the_calls_of_its_poll() {
    let failure = seen(|| {
        tasks::block_on(async {
            let task = tasks::spawn(std::future::pending()); // the start
            joins(task).await; // the outer await
        }); // the end
    });
    let waits = &failure.waiting[0];
    assert_eq!(waits.location.line(), line(SOURCE, "// the start"));
    assert_lines(&waits.calls[..2], &["// the await", "// the outer await"]);
}

/// To look at a stack takes room, and one that is nearly used up is left alone.
#[test]
fn a_deep_recursion_is_no_overflow() {
    fn falls(depth: usize) {
        match depth {
            0 => drop(Mutex::new(()).lock()),
            _ => falls(std::hint::black_box(depth) - 1),
        }
        std::hint::black_box(depth);
    }
    let deepest = (1..).map(|times| times * 50).find(|&depth| {
        let left = move || {
            falls(depth);
            panic!("to see the record");
        };
        let report = Explore::every().with_calls(|_| true).run(left);
        report.found().steps[0].calls.is_empty()
    });
    assert!(deepest > Some(100), "{deepest:?}");
}
