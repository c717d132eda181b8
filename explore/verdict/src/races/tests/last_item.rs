//! A queue that is found empty before its last item has come.

use explore::crossbeam::deque::{Injector, Steal};
use explore::crossbeam::queue::SegQueue;
use explore::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use explore::sync::mpsc::channel;
use explore::sync::{Arc, Mutex};
use explore::{Explore, thread};

use super::told_of;
use crate::sources::Sources;

const TEXT: &str = include_str!("last_item.rs");

/// The title and the sentence.
fn told(program: impl Fn() + Send + Sync + 'static) -> (String, String) {
    let (title, _, sentence) = told_of(TEXT, Sources(&[(file!(), TEXT)]), program);
    (title, sentence)
}

#[derive(Default)]
struct Feed {
    queue: SegQueue<u32>,
    jobs: Injector<u32>,
    samples: Mutex<Vec<u32>>,
    closed: AtomicBool,
    sources: AtomicU32,
}

impl Feed {
    /// All that comes until the flag is set, with a last look after that or without.
    fn all(&self, again: bool) -> Vec<u32> {
        let mut all = Vec::new();
        loop {
            match self.queue.pop() {
                Some(one) => all.push(one),
                None if self.closed.load(SeqCst) => break,
                None => thread::yield_now(),
            }
        }
        if again {
            all.extend(self.queue.pop());
        }
        all
    }

    fn add(&self, one: u32) {
        self.samples.lock().unwrap().push(one);
    }

    fn take(&self) -> Option<u32> {
        self.samples.lock().unwrap().pop()
    }

    fn taken(&self) -> Vec<u32> {
        let mut all = Vec::new();
        while !self.closed.load(SeqCst) {
            while let Some(one) = self.take() {
                all.push(one);
            }
        }
        all
    }

    fn stolen(&self) -> Vec<u32> {
        let mut all = Vec::new();
        loop {
            match self.jobs.steal() {
                Steal::Success(one) => all.push(one),
                Steal::Retry => {}
                Steal::Empty if self.sources.load(SeqCst) == 0 => return all,
                Steal::Empty => thread::yield_now(),
            }
        }
    }
}

fn queue(again: bool) -> impl Fn() {
    move || {
        let feed = Arc::new(Feed::default());
        let own = Arc::clone(&feed);
        let task = thread::spawn(move || own.all(again));
        feed.queue.push(7);
        feed.closed.store(true, SeqCst);
        assert_eq!(task.join().unwrap(), [7]);
    }
}

/// Two flags are left, each by who has put the last item of its own.
fn counted() {
    let feed = Arc::new(Feed::default());
    feed.sources.store(2, SeqCst);
    let own = Arc::clone(&feed);
    let task = thread::spawn(move || own.stolen());
    for one in [7, 8] {
        feed.jobs.push(one);
        feed.sources.fetch_sub(1, SeqCst);
    }
    assert_eq!(task.join().unwrap(), [7, 8]);
}

/// Who has taken nothing has not looked yet.
fn locked() {
    let feed = Arc::new(Feed::default());
    feed.add(7);
    let own = Arc::clone(&feed);
    let task = thread::spawn(move || own.taken());
    feed.add(8);
    feed.closed.store(true, SeqCst);
    let all = task.join().unwrap();
    assert!(all.len() != 1, "{all:?}");
}

fn tried() {
    let (numbers, inbox) = channel();
    let runs = Arc::new(AtomicBool::new(true));
    let own = Arc::clone(&runs);
    let task = thread::spawn(move || {
        let mut sum = 0;
        loop {
            match inbox.try_recv() {
                Ok(one) => sum += one,
                Err(_) if !own.load(SeqCst) => return sum,
                Err(_) => thread::yield_now(),
            }
        }
    });
    numbers.send(3).unwrap();
    runs.store(false, SeqCst);
    assert_eq!(task.join().unwrap(), 3);
}

#[test]
fn what_comes_after_the_last_look_is_left() {
    let cases = [
        (Box::new(queue(false)) as Box<dyn Fn() + Send + Sync>, "queue", "true"),
        (Box::new(counted), "queue", "0"),
        (Box::new(locked), "queue", "true"),
        (Box::new(tried), "channel", "false"),
    ];
    for (program, what, value) in cases {
        let (title, sentence) = told(program);
        assert_eq!(
            title,
            format!("a last look at a {what} is missing"),
            "{sentence}"
        );
        let reads = format!("Then task 1 reads {value} from ");
        assert!(sentence.contains(&reads), "{sentence}");
        assert!(
            sentence.ends_with("So what main has put there is left."),
            "{sentence}"
        );
    }
}

#[test]
fn who_looks_once_more_leaves_nothing() {
    Explore::every().run(queue(true)).clean_in_all();
}

/// It comes later than the flag is set: another look would not find it.
#[test]
fn what_comes_after_the_flag_is_no_matter_of_a_last_look() {
    let (title, sentence) = told(|| {
        let feed = Arc::new(Feed::default());
        let own = Arc::clone(&feed);
        let task = thread::spawn(move || own.all(true));
        feed.closed.store(true, SeqCst);
        feed.queue.push(7);
        assert_eq!(task.join().unwrap(), [7]);
    });
    assert!(!title.starts_with("a last look"), "{sentence}");
}
