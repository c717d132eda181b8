//! A notification came, and what it told of was changed back, or nobody sent
//! another one.

use explore::Explore;
use explore::sync::mpsc::channel;
use explore::sync::{Arc, Condvar, Mutex, MutexGuard};
use explore::thread;

use crate::races::tests::told_with_calls;
use crate::sources::Sources;

const TEXT: &str = include_str!("woken.rs");

/// The title and the sentence.
fn told(program: impl Fn() + Clone + Send + Sync + 'static) -> (String, String) {
    told_with_calls(TEXT, Sources(&[(file!(), TEXT)]), program)
}

/// The number of the line that ends so.
fn line(end: &str) -> usize {
    1 + TEXT.lines().position(|line| line.ends_with(end)).expect("a line")
}

#[derive(Default)]
struct Round {
    arrived: Mutex<usize>,
    all_here: Condvar,
}

impl Round {
    /// The last of two sets it back, for the next round.
    fn wait(&self) {
        let mut arrived = self.arrived.lock().unwrap(); // arrives
        *arrived += 1;
        if *arrived == 2 {
            *arrived = 0;
            self.all_here.notify_all();
        }
        while *arrived != 0 {
            arrived = self.all_here.wait(arrived).unwrap();
        }
    }
}

#[test]
fn who_comes_again_before_the_other_one_looks_is_named() {
    let (_, sentence) = told(|| {
        let round = Arc::new(Round::default());
        let tasks = [1, 2].map(|_| {
            let own = Arc::clone(&round);
            thread::spawn(move || {
                own.wait();
                own.wait();
            })
        });
        for task in tasks {
            task.join().unwrap();
        }
    });
    let expected = format!(
        "Between the two, task 2 locked arrived in line {}.",
        line("// arrives")
    );
    assert!(sentence.contains(&expected), "{sentence}");
}

#[derive(Default)]
struct Pulse {
    set: Mutex<bool>,
    changed: Condvar,
}

impl Pulse {
    fn pulse(&self) {
        *self.set.lock().unwrap() = true;
        self.changed.notify_all();
        *self.set.lock().unwrap() = false; // takes it back
    }

    fn wait(&self) {
        let mut set = self.set.lock().unwrap();
        while !*set {
            set = self.changed.wait(set).unwrap();
        }
    }
}

#[test]
fn who_takes_it_back_before_anybody_looks_is_named() {
    let (_, sentence) = told(|| {
        let pulse = Arc::new(Pulse::default());
        let own = Arc::clone(&pulse);
        let task = thread::spawn(move || own.wait());
        pulse.pulse();
        task.join().unwrap();
    });
    let line = line("// takes it back");
    let expected = format!("Between the two, main locked set in line {line}.");
    assert!(sentence.contains(&expected), "{sentence}");
}

#[derive(Default)]
struct Places {
    taken: Mutex<usize>,
    left: Condvar,
}

impl Places {
    fn takes(&self) {
        let mut taken = self.taken.lock().unwrap();
        while *taken == 1 {
            taken = self.left.wait(taken).unwrap();
        }
        *taken += 1;
    }

    fn count(&self) -> usize {
        *self.taken.lock().unwrap() // counts
    }

    /// Who takes a place gives it back only if all goes well.
    fn uses(&self, works: bool) -> Option<usize> {
        self.takes();
        let count = self.count();
        works.then_some(())?;
        *self.taken.lock().unwrap() -= 1;
        self.left.notify_one();
        Some(count)
    }
}

#[test]
fn who_ended_without_a_notification_is_named() {
    let program = |works: bool| {
        move || {
            let places = Arc::new(Places::default());
            let own = Arc::clone(&places);
            let first = thread::spawn(move || own.uses(works));
            let _ = first.join();
            let own = Arc::clone(&places);
            let second = thread::spawn(move || own.uses(true));
            let _ = second.join();
        }
    };
    let (title, sentence) = told(program(false));
    assert_eq!(title, "nobody woke the waiting task", "{sentence}");
    let line = line("// counts");
    let end = format!(
        "task 1 locked taken in line {line}, and ended without a notification."
    );
    assert!(sentence.ends_with(&end), "{sentence}");
    Explore::every().run(program(true)).clean_in_all();
}

/// Workers take turns with the receiver; the one that has it waits for a job.
#[test]
fn who_waits_for_its_turn_with_a_receiver_is_no_cause() {
    #[derive(Default)]
    struct Done {
        done: Mutex<usize>,
        changed: Condvar,
    }
    let (title, sentence) = told(|| {
        let (jobs, inbox) = channel();
        let (inbox, all) = (Arc::new(Mutex::new(inbox)), Arc::new(Done::default()));
        let tasks = [1, 2].map(|_| {
            let (inbox, all) = (Arc::clone(&inbox), Arc::clone(&all));
            thread::spawn(move || {
                while let Ok(()) = { inbox.lock().unwrap().recv() } {
                    *all.done.lock().unwrap() += 1;
                    // Not when the last one is done.
                    if *all.done.lock().unwrap() == 2 {
                        all.changed.notify_one();
                    }
                }
            })
        });
        jobs.send(()).unwrap();
        let mut done = all.done.lock().unwrap();
        while *done < 1 {
            done = all.changed.wait(done).unwrap();
        }
        drop((done, jobs));
        for task in tasks {
            task.join().unwrap();
        }
    });
    assert_eq!(title, "nobody woke the waiting task", "{sentence}");
    assert!(sentence.starts_with("main waits for a notification"), "{sentence}");
}

#[derive(Default)]
struct Steps {
    done: Mutex<u32>,
    changed: Condvar,
}

impl Steps {
    fn does_one(&self) {
        *self.done.lock().unwrap() += 1;
        self.changed.notify_all();
    }

    fn sleeps<'a>(&self, done: MutexGuard<'a, u32>) -> MutexGuard<'a, u32> {
        self.changed.wait(done).unwrap()
    }

    fn waits_for(&self, number: u32) {
        let mut done = self.done.lock().unwrap();
        while *done < number {
            done = self.sleeps(done);
        }
    }
}

/// It waits in a function that a loop calls, and has looked in that loop.
#[test]
fn a_notification_before_the_last_look_was_not_missed() {
    let (_, sentence) = told(|| {
        let steps = Arc::new(Steps::default());
        let own = Arc::clone(&steps);
        thread::spawn(move || own.does_one()).join().unwrap();
        steps.waits_for(2);
    });
    assert!(
        sentence.contains("came before main last checked its condition"),
        "{sentence}"
    );
}
