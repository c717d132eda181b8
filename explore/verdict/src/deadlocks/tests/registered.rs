//! Who puts itself on a list too late.

use explore::Explore;
use explore::sync::atomic::{AtomicBool, Ordering::SeqCst};
use explore::sync::mpsc::{Receiver, Sender, channel};
use explore::sync::{Arc, Mutex};
use explore::thread::{self, Thread};

use super::told_of;
use crate::sources::Sources;

const TEXT: &str = include_str!("registered.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
const LATE: &str = "a decision was out of date";

/// The title and the sentence, where a task waits and main does the other thing.
fn told<T: Default + Send + Sync + 'static>(
    waits: fn(&T),
    then: fn(&T),
) -> (String, String) {
    let (title, sentence, _) = told_of(TEXT, ANSWER, move || {
        let value = Arc::new(T::default());
        let own = Arc::clone(&value);
        let task = thread::spawn(move || waits(&own));
        then(&value);
        task.join().unwrap();
    });
    (title, sentence)
}

#[derive(Default)]
struct Event {
    is_set: AtomicBool,
    waiters: Mutex<Vec<Sender<()>>>,
    parked: Mutex<Vec<Thread>>,
}

impl Event {
    fn waits(&self) {
        if self.is_set.load(SeqCst) {
            return;
        }
        let (tell, told) = channel();
        self.waiters.lock().unwrap().push(tell);
        told.recv().unwrap();
    }

    fn parks(&self) {
        if self.is_set.load(SeqCst) {
            return;
        }
        self.parked.lock().unwrap().push(thread::current());
        thread::park();
    }

    fn sets(&self) {
        self.is_set.store(true, SeqCst);
        for tell in self.waiters.lock().unwrap().drain(..) {
            tell.send(()).unwrap();
        }
        for task in self.parked.lock().unwrap().drain(..) {
            task.unpark();
        }
    }
}

#[test]
fn a_flag_is_set_and_the_list_emptied_before_a_task_is_on_it() {
    let cases = [
        (Event::waits as fn(&Event), "waiters", LATE),
        (Event::parks, "parked", "nobody woke the waiting task"),
    ];
    for (waits, list, cause) in cases {
        let (title, sentence) = told(waits, Event::sets);
        assert_eq!(title, cause, "{sentence}");
        let words = [
            "reads false from is_set".to_string(),
            format!("After that nobody came to {list}"),
        ];
        for words in words {
            assert!(sentence.contains(&words), "{sentence}");
        }
    }
}

#[derive(Default)]
struct Bus {
    is_down: Mutex<bool>,
    joined: Mutex<u32>,
    links: Mutex<Vec<Sender<u32>>>,
}

impl Bus {
    fn joins(&self) -> Option<Receiver<u32>> {
        if *self.is_down.lock().unwrap() {
            return None;
        }
        let (link, inbox) = channel();
        self.add(link);
        Some(inbox)
    }

    fn add(&self, link: Sender<u32>) {
        self.links.lock().unwrap().push(link);
    }

    fn hears(&self) {
        if let Some(inbox) = self.joins() {
            inbox.iter().for_each(drop);
        }
    }

    fn stops(&self) {
        *self.is_down.lock().unwrap() = true;
        self.links.lock().unwrap().clear();
    }

    /// Is counted first, whatever is counted already.
    fn is_counted(&self) {
        *self.joined.lock().unwrap() += 1;
        let (link, inbox) = channel();
        self.add(link);
        inbox.iter().for_each(drop);
    }

    /// Tells all and closes nothing.
    fn tells(&self) {
        *self.joined.lock().unwrap() = 0;
        for link in self.links.lock().unwrap().iter() {
            link.send(1).unwrap();
        }
    }
}

#[test]
fn the_state_may_have_a_lock_of_its_own() {
    let (title, sentence) = told(Bus::hears, Bus::stops);
    assert_eq!(title, LATE, "{sentence}");
    assert!(sentence.contains("locks is_down"), "{sentence}");
}

#[test]
fn a_list_that_is_never_emptied_was_not_too_early() {
    let (title, sentence) = told(Bus::is_counted, Bus::tells);
    assert_eq!(title, "the last sender was never dropped", "{sentence}");
}

/// All senders are clones of one, kept by topic.
#[derive(Default)]
struct Hub {
    intake: Mutex<Option<Sender<u32>>>,
    routes: Mutex<Vec<Sender<u32>>>,
}

impl Hub {
    fn is_known(&self) -> bool {
        !self.routes.lock().unwrap().is_empty()
    }

    fn route(&self) -> Option<()> {
        let route = self.intake.lock().unwrap().clone()?;
        self.routes.lock().unwrap().push(route);
        Some(())
    }

    fn routes_twice(&self) {
        let _ = (self.route(), self.is_known());
    }

    /// Keeps it from being closed in between.
    fn routes_in_one(&self) {
        let Some(ref intake) = *self.intake.lock().unwrap() else { return };
        self.routes.lock().unwrap().push(intake.clone());
    }

    fn close(&self) {
        self.intake.lock().unwrap().take();
        self.routes.lock().unwrap().clear();
    }

    fn forgets_the_routes(&self) {
        self.intake.lock().unwrap().take();
    }
}

/// A third task receives all.
fn hears(routes: fn(&Hub), closes: fn(&Hub)) -> impl Fn() + Send + Sync + 'static {
    move || {
        let (intake, inbox) = channel();
        let hub = Arc::new(Hub::default());
        *hub.intake.lock().unwrap() = Some(intake);
        let hears = thread::spawn(move || inbox.iter().count());
        let own = Arc::clone(&hub);
        let task = thread::spawn(move || routes(&own));
        closes(&hub);
        task.join().unwrap();
        hears.join().unwrap();
    }
}

#[test]
fn a_sender_is_put_on_a_list_that_was_emptied_before() {
    let (title, sentence, _) =
        told_of(TEXT, ANSWER, hears(Hub::routes_twice, Hub::close));
    assert_eq!(title, LATE, "{sentence}");
    let words =
        "nobody came to routes and dropped the sender of intake that task 2";
    assert!(sentence.contains(words), "{sentence}");
    Explore::every().run(hears(Hub::routes_in_one, Hub::close)).clean_in_all();
}

#[test]
fn a_sender_on_a_list_that_nobody_empties_is_not_late() {
    let program = hears(Hub::routes_in_one, Hub::forgets_the_routes);
    let (title, sentence, _) = told_of(TEXT, ANSWER, program);
    assert_eq!(title, "the last sender was never dropped", "{sentence}");
}
