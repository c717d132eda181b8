//! A step is told at the line in which it happened, with the line that called a helper.

extern crate conc_tokio as tokio;

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use explore::sync::{Mutex, MutexGuard};
use explore::tasks::block_on;
use explore::{Act, Explore, Failure, thread};
use tokio::sync::{mpsc, oneshot};

use super::{Callers, in_own_lines, with_calls};
use crate::Line;
use crate::diagnosis::Diagnosis;
use crate::sources::Sources;
use crate::story::whole;

const TEXT: &str = include_str!("tests.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);

/// The failure of a program, seen once more.
fn seen(program: fn()) -> Failure {
    let report = Explore::every().run(program);
    let failure = report.found().clone();
    let run = |explore: Explore| explore.run(program).failure;
    in_own_lines(with_calls(failure, ANSWER, run).named(TEXT), ANSWER)
}

/// All its steps.
fn lines(program: fn()) -> Vec<Line> {
    let failure = seen(program);
    whole(
        &failure,
        &Diagnosis::new(&failure, ANSWER),
        &Callers::new(&failure, ANSWER),
    )
}

/// The number of the line with this mark.
fn at(mark: &str) -> u32 {
    let line = TEXT.lines().position(|line| line.ends_with(&format!("// {mark}")));
    line.expect("a mark") as u32 + 1
}

/// What a task did in these lines, in order.
fn told<'a>(lines: &'a [Line], task: &str) -> Vec<(u32, &'a str)> {
    let own = lines.iter().filter(|line| line.task == task);
    own.map(|line| (line.line, &*line.text)).collect()
}

struct Account(Mutex<u32>);

impl Account {
    fn lock(&self) -> MutexGuard<'_, u32> {
        self.0.lock().unwrap() // helper
    }

    fn add(&self, amount: u32) {
        let old = *self.lock(); // first
        let mut sum = self.lock(); // second
        *sum = old + amount;
    } // end

    fn wait(&self, other: &Account) {
        let _own = self.lock(); // own
        let _other = other.lock(); // other
    }
}

#[test]
fn a_helper_is_told_with_the_line_that_called_it() {
    let lines = lines(|| {
        let account = Account(Mutex::new(0));
        thread::scope(|scope| {
            scope.spawn(|| account.add(1));
            scope.spawn(|| account.add(2));
        });
        assert_eq!(*account.0.lock().unwrap(), 3);
    });
    let call = |mark| format!("locks account, called in line {}", at(mark));
    let (first, second) = (call("first"), call("second"));
    let mut told = told(&lines, "task 1");
    told.retain(|(_, text)| !text.starts_with("waits"));
    assert_eq!(
        told,
        [
            (at("helper"), &*first),
            (at("first"), "unlocks account"),
            (at("helper"), &second),
            (at("end"), "unlocks account"),
        ]
    );
}

#[test]
fn a_wait_in_a_helper_is_told_so_too() {
    let lines = lines(|| {
        let (a, b) = (Account(Mutex::new(0)), Account(Mutex::new(0)));
        thread::scope(|scope| {
            scope.spawn(|| a.wait(&b));
            scope.spawn(|| b.wait(&a));
        });
    });
    let last = *told(&lines, "task 1").last().expect("a wait");
    let text =
        format!("waits for b, held by task 2, called in line {}", at("other"));
    assert_eq!(last, (at("helper"), &*text));
}

fn works(account: &Account) {
    *account.0.lock().unwrap() += 1; // work
}

/// What a task does as a whole is told by the name of the task.
#[test]
fn a_function_of_a_task_s_own_needs_no_caller() {
    let lines = lines(|| {
        let account = Account(Mutex::new(0));
        thread::scope(|scope| {
            scope.spawn(|| works(&account));
            scope.spawn(|| works(&account));
        });
        panic!("to see the record");
    });
    let work = [(at("work"), "locks account"), (at("work"), "unlocks account")];
    assert_eq!(told(&lines, "task 1"), work);
    // One task that calls it twice tells from where.
    let lines = self::lines(|| {
        let account = Account(Mutex::new(0));
        works(&account); // once
        works(&account);
        panic!("to see the record");
    });
    let text = format!("locks account, called in line {}", at("once"));
    assert_eq!(told(&lines, "main")[0], (at("work"), &*text));
}

async fn asks(answer: oneshot::Receiver<u32>) {
    answer
        .await // await
        .unwrap();
}

#[test]
fn a_wait_is_told_at_its_await() {
    let failure = seen(|| {
        block_on(async {
            let (asked, answer) = oneshot::channel();
            let handle = tokio::spawn(asks(answer));
            handle.await.unwrap(); // join
            drop(asked);
        });
    });
    let waits: Vec<u32> =
        failure.waiting.iter().map(|waiting| waiting.place.line).collect();
    assert_eq!(waits, [at("join"), at("await")]);
}

#[test]
fn an_arm_of_a_select_keeps_its_line() {
    let failure = seen(|| {
        block_on(async {
            let (sender, mut jobs) = mpsc::channel::<u32>(1);
            let (asked, mut stop) = oneshot::channel::<()>();
            sender
                .send(1) // send
                .await
                .unwrap();
            loop {
                tokio::select! {
                    biased;
                    job = jobs.recv() => { // arm
                        assert!(job.is_some());
                    }
                    _ = &mut stop => break,
                }
            }
            drop((sender, asked));
        });
    });
    let steps = failure.steps.iter();
    let places: Vec<u32> = steps.map(|step| step.place.line).collect();
    assert_eq!(places, [at("send"), at("arm")]);
    assert_eq!(failure.waiting[0].place.line, at("arm"));
}

/// A program that does something else each time is told as it was found.
#[test]
fn what_is_not_the_same_again_is_left_out() {
    static RUNS: AtomicUsize = AtomicUsize::new(0);

    fn differs() {
        drop(Mutex::new(()).lock());
        panic!("in run {}", RUNS.fetch_add(1, SeqCst));
    }
    let report = Explore::every().run(differs);
    let run = |explore: Explore| explore.run(differs).failure;
    let told = with_calls(report.found().clone(), ANSWER, run);
    assert_eq!(told.cause, report.found().cause);
    assert!(told.steps.iter().all(|step| step.calls.is_empty()));
    let refused = with_calls(report.found().clone(), ANSWER, |_| None);
    assert_eq!(refused.cause, report.found().cause);
}

/// A `panic!` of std is told at the line of the program that called it.
#[test]
fn a_panic_in_a_function_of_std_is_told_where_it_was_called() {
    let passed = || {
        works(&Account(Mutex::new(0)));
        let none: [Option<u32>; 1] = [None];
        none.into_iter().map(Option::unwrap).for_each(drop); // passed
    };
    let failed = || {
        works(&Account(Mutex::new(0)));
        let results: [Result<u32, u32>; 1] = [Err(1)];
        results.into_iter().map(Result::unwrap).for_each(drop); // failed
    };
    let other = || {
        works(&Account(Mutex::new(0)));
        thread::spawn(|| {
            let none: [Option<u32>; 1] = [None];
            none.into_iter().map(Option::unwrap).for_each(drop); // other one
        });
    };
    for (program, mark) in
        [(passed as fn(), "passed"), (failed, "failed"), (other, "other one")]
    {
        let failure = seen(program);
        let told = Diagnosis::new(&failure, ANSWER);
        let place = format!("panics in line {}: called", at(mark));
        assert!(told.sentence.contains(&place), "{}", told.sentence);
    }
}

#[test]
fn a_step_in_a_function_of_std_is_told_where_it_was_called() {
    let failure = seen(|| {
        let accounts = [Account(Mutex::new(0)), Account(Mutex::new(0))];
        works(&accounts[0]);
        let locks = [&accounts[0].0, &accounts[1].0];
        let guards: Vec<_> = locks.into_iter().map(Mutex::lock).collect(); // passed on
        drop(guards);
        panic!("to see the record");
    });
    let locks = failure.steps.iter().filter(|step| step.act == Act::Locks).skip(1);
    let places: Vec<(&str, u32)> =
        locks.map(|step| (&*step.place.file, step.place.line)).collect();
    assert_eq!(places, [(file!(), at("passed on")); 2]);
}
