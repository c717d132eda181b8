//! A count of work that is 0 for a moment.

use explore::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use explore::sync::{Arc, Mutex};
use explore::thread;

use super::told_with_calls;
use crate::sources::Sources;

const TEXT: &str = include_str!("zero_between.rs");

/// The title and the sentence.
fn told(program: impl Fn() + Clone + Send + Sync + 'static) -> (String, String) {
    told_with_calls(TEXT, Sources(&[(file!(), TEXT)]), program)
}

/// Jobs, each with how many follow from it.
struct Crew {
    jobs: Mutex<Vec<usize>>,
    left: AtomicUsize,
    done: AtomicUsize,
}

impl Crew {
    fn take(&self) -> Option<usize> {
        self.jobs.lock().unwrap().pop()
    }

    fn put(&self, job: usize) {
        self.jobs.lock().unwrap().push(job);
    }

    fn early(&self, follow: usize) {
        self.done.fetch_add(1, SeqCst);
        self.left.fetch_sub(1, SeqCst);
        for _ in 0..follow {
            self.left.fetch_add(1, SeqCst);
            self.put(0);
        }
    }

    fn is_done(&self) {
        self.left.fetch_sub(1, SeqCst);
    }

    fn starts(&self) {
        self.left.fetch_add(1, SeqCst);
        self.put(0);
    }

    fn in_calls(&self, follow: usize) {
        self.done.fetch_add(1, SeqCst);
        self.is_done();
        for _ in 0..follow {
            self.starts();
        }
    }

    fn at_once(&self, follow: usize) {
        self.done.fetch_add(1, SeqCst);
        self.left.fetch_sub(1, SeqCst);
        self.left.fetch_add(follow, SeqCst);
        (0..follow).for_each(|_| self.put(0));
    }

    /// It is done before it is said to be.
    fn uncounted(&self, follow: usize) {
        for _ in 0..follow {
            self.left.fetch_add(1, SeqCst);
            self.put(0);
        }
        self.left.fetch_sub(1, SeqCst);
        self.done.fetch_add(1, SeqCst);
    }

    /// How many are done once nothing is left; nothing if there is none to take.
    fn work(&self, does: fn(&Crew, usize)) -> Option<usize> {
        while self.left.load(SeqCst) > 0 {
            does(self, self.take()?);
        }
        Some(self.done.load(SeqCst))
    }
}

/// Two tasks work, and each finds all done at its end.
fn crew(does: fn(&Crew, usize)) -> impl Fn() + Clone {
    move || {
        let crew = Arc::new(Crew {
            jobs: Mutex::new(vec![2]),
            left: AtomicUsize::new(1),
            done: AtomicUsize::new(0),
        });
        let own = Arc::clone(&crew);
        let task = thread::spawn(move || own.work(does));
        for found in [crew.work(does), task.join().unwrap()] {
            assert_eq!(found.unwrap_or(3), 3);
        }
    }
}

#[test]
fn who_takes_its_own_off_first_lets_the_count_be_zero() {
    for does in [Crew::early as fn(&Crew, usize), Crew::at_once, Crew::in_calls] {
        let (title, sentence) = told(crew(does));
        assert_eq!(title, "a count was 0 before all work was done", "{sentence}");
        assert!(
            sentence.contains(" subtracts 1 from 1 in left in line"),
            "{sentence}"
        );
        assert!(sentence.contains(" reads 0 from left in line"), "{sentence}");
    }
}

#[test]
fn who_adds_first_does_not() {
    let (title, sentence) = told(crew(Crew::uncounted));
    assert_ne!(title, "a count was 0 before all work was done", "{sentence}");
}
