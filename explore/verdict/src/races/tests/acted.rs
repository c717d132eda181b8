//! A panic where a task acts on what it has found some steps before.

use std::collections::BTreeMap;

use explore::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Mutex, RwLock};
use explore::thread;

use crate::sources::Sources;

const TEXT: &str = include_str!("acted.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);

const LOOK: &str = "something came between a change and a look";

/// The cause, if one is told beside the panic, and the sentence.
fn told(program: impl Fn() + Clone + Send + Sync + 'static) -> (String, String) {
    let told = super::with_its_calls(TEXT, ANSWER, program);
    (told.cause.unwrap_or_default(), told.sentence)
}

/// Two tasks do this to the value.
fn both<T: Send + Sync + 'static>(
    make: fn() -> T,
    acts: [fn(&T); 2],
) -> impl Fn() + Clone + Send + Sync + 'static {
    move || {
        let value = Arc::new(make());
        let tasks = acts.map(|act| {
            let value = Arc::clone(&value);
            thread::spawn(move || act(&value))
        });
        for task in tasks {
            task.join().unwrap();
        }
    }
}

struct Crew {
    on_board: AtomicU32,
    gangway: Mutex<Option<u32>>,
    flag: Mutex<Option<u32>>,
}

impl Crew {
    fn of_two() -> Crew {
        Crew {
            on_board: AtomicU32::new(2),
            gangway: Mutex::new(Some(1)),
            flag: Mutex::new(None),
        }
    }

    fn leave(&self) {
        self.on_board.fetch_sub(1, SeqCst);
    }

    fn is_empty(&self) -> bool {
        self.on_board.load(SeqCst) == 0
    }

    fn raise(&self) {
        let gangway = self.gangway.lock().unwrap().take();
        gangway.expect("a gangway");
    }

    fn departs(&self) {
        self.on_board.fetch_sub(1, SeqCst);
        if self.on_board.load(SeqCst) == 0 {
            self.raise();
        }
    }

    fn departs_by_calls(&self) {
        self.leave();
        if self.is_empty() {
            self.raise();
        }
    }

    /// Two that raise it do no harm there.
    fn departs_twice(&self) -> bool {
        self.leave();
        self.is_empty() && self.gangway.lock().unwrap().take().is_none()
    }

    fn departs_with_a_flag(&self) {
        if self.departs_twice() {
            self.strike();
        }
    }

    fn strike(&self) {
        let flag = self.flag.lock().unwrap().take();
        flag.expect("a flag");
    }
}

#[test]
fn two_have_found_to_be_the_last_one() {
    for departs in [Crew::departs, Crew::departs_by_calls] {
        let (cause, sentence) = told(both(Crew::of_two, [departs; 2]));
        assert_eq!(cause, LOOK, "{sentence}");
        assert!(sentence.contains("and both went on to line"), "{sentence}");
    }
}

#[test]
fn who_fails_elsewhere_has_another_cause() {
    let departs = Crew::departs_with_a_flag as fn(&Crew);
    let (cause, sentence) = told(both(Crew::of_two, [departs; 2]));
    assert_ne!(cause, LOOK, "{sentence}");
}

struct Page {
    pins: AtomicU32,
    data: Mutex<Option<u32>>,
}

struct Pages {
    all: Mutex<BTreeMap<u32, Arc<Page>>>,
    used: AtomicBool,
    read_only: Mutex<Option<u32>>,
}

impl Pages {
    fn with_one() -> Pages {
        let page = Page { pins: AtomicU32::new(0), data: Mutex::new(Some(1)) };
        Pages {
            all: Mutex::new([(1, Arc::new(page))].into()),
            used: AtomicBool::new(false),
            read_only: Mutex::new(None),
        }
    }

    fn pin(&self) -> Option<Arc<Page>> {
        let all = self.all.lock().unwrap();
        let page = all.get(&1)?;
        page.pins.fetch_add(1, SeqCst);
        Some(Arc::clone(page))
    }

    fn reads(&self) {
        if let Some(page) = self.pin() {
            page.data.lock().unwrap().expect("a page that is pinned");
        }
    }

    fn reads_what_nobody_wrote(&self) {
        if self.pin().is_some() && self.used.load(SeqCst) {
            self.read_only.lock().unwrap().expect("it was never there");
        }
    }

    fn victim(&self) -> Option<Arc<Page>> {
        let all = self.all.lock().unwrap();
        let mut free = all.values().filter(|page| page.pins.load(SeqCst) == 0);
        free.next().cloned()
    }

    fn discard(&self, page: &Page) {
        let mut all = self.all.lock().unwrap();
        all.remove(&1);
        page.data.lock().unwrap().take();
    }

    /// A look, another step, and what it was for.
    fn evicts(&self) {
        if let Some(page) = self.victim() {
            self.used.store(false, SeqCst);
            self.discard(&page);
            self.used.store(true, SeqCst);
        }
    }
}

#[test]
fn what_was_found_under_a_lock_has_changed_when_it_is_locked_again() {
    let (cause, sentence) =
        told(both(Pages::with_one, [Pages::reads, Pages::evicts]));
    assert_eq!(cause, "a decision was out of date", "{sentence}");
    for words in ["which held all", "adds 1 to 0 in pins"] {
        assert!(sentence.contains(words), "{sentence}");
    }
}

/// Nothing that was done then has to do with the panic.
#[test]
fn a_decision_that_was_out_of_date_may_do_no_harm() {
    let acts = [Pages::reads_what_nobody_wrote, Pages::evicts];
    let (cause, sentence) = told(both(Pages::with_one, acts));
    assert_ne!(cause, "a decision was out of date", "{sentence}");
}

const EARLY: &str = "the lock was released too early";

#[derive(Default)]
struct Lockers {
    owners: Mutex<[Option<u32>; 2]>,
    busy: Mutex<u32>,
    key: Mutex<Option<u32>>,
}

impl Lockers {
    fn find(&self) -> Option<usize> {
        self.owners.lock().unwrap().iter().position(Option::is_none)
    }

    fn put(&self, at: usize, who: u32) {
        self.owners.lock().unwrap()[at] = Some(who);
    }

    fn uses(&self, who: u32) {
        let Some(at) = self.find() else { return };
        self.put(at, who);
        let found = self.owners.lock().unwrap()[at].take();
        found.filter(|owner| *owner == who).expect("its own locker");
    }

    fn begins(&self) -> u32 {
        let mut busy = self.busy.lock().unwrap();
        *busy += 1;
        *busy
    }

    fn ends(&self) -> u32 {
        let mut busy = self.busy.lock().unwrap();
        *busy -= 1;
        *busy
    }

    /// Two changes, with something in between, and a panic that has another cause.
    fn fails_beside_another(&self) {
        let before = self.begins();
        let after = self.ends();
        if before + after > 1 {
            self.key.lock().unwrap().expect("a key");
        }
    }
}

#[test]
fn what_was_found_by_one_call_is_changed_by_another_one() {
    let acts: [fn(&Lockers); 2] =
        [|lockers| lockers.uses(1), |lockers| lockers.uses(2)];
    let (cause, sentence) = told(both(Lockers::default, acts));
    assert_eq!(cause, EARLY, "{sentence}");
}

#[derive(Default)]
struct Balancer(RwLock<Vec<u32>>);

impl Balancer {
    fn of_two() -> Balancer {
        Balancer(RwLock::new(vec![2, 0]))
    }

    fn least(&self) -> usize {
        let loads = self.0.read().unwrap();
        (0..loads.len()).min_by_key(|&at| loads[at]).unwrap()
    }

    fn assigns(&self) {
        let at = self.least();
        let mut loads = self.0.write().unwrap();
        loads[at] += 1;
    }

    fn shrinks(&self) {
        self.0.write().unwrap().pop();
    }
}

#[test]
fn who_acts_calls_who_looks() {
    let acts = [Balancer::assigns, Balancer::shrinks];
    let (cause, sentence) = told(both(Balancer::of_two, acts));
    assert_eq!(cause, EARLY, "{sentence}");
}

#[test]
fn two_changes_are_two_things() {
    let act = Lockers::fails_beside_another as fn(&Lockers);
    let (cause, sentence) = told(both(Lockers::default, [act; 2]));
    assert_ne!(cause, EARLY, "{sentence}");
}
