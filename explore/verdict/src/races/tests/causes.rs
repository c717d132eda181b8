//! Why a result is wrong, of programs with threads.

use std::collections::VecDeque;

use explore::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Condvar, Mutex, MutexGuard, Own, RwLock};
use explore::{Explore, thread};

use crate::diagnosis::Diagnosis;
use crate::sources::Sources;

const TEXT: &str = include_str!("causes.rs");
/// The programs claim what they do, and are told as an answer is.
const CLAIMS: Sources = Sources(&[("answer", ""), (file!(), TEXT)]);

/// The title, the cause besides, and the sentence.
fn told(program: impl Fn() + Send + Sync + 'static) -> (String, String, String) {
    let report = Explore::every().run(program);
    let failure = report.found().named(TEXT);
    let told = Diagnosis::new(&failure, CLAIMS);
    (told.title, told.cause.unwrap_or_default(), told.sentence)
}

/// Two tasks, each with the value; what both have returned.
fn both<T, R>(value: T, act: fn(&T) -> R) -> Vec<R>
where
    T: Send + Sync + 'static,
    R: Send + 'static,
{
    let value = Arc::new(value);
    let tasks = [0, 1].map(|_| {
        let value = Arc::clone(&value);
        thread::spawn(move || act(&value))
    });
    tasks.map(|task| task.join().unwrap()).into()
}

#[test]
fn a_number_from_the_length_is_given_twice() {
    fn add(list: &RwLock<Vec<usize>>) -> usize {
        let number = list.read().unwrap().len();
        list.write().unwrap().push(number);
        number
    }
    fn adds_as_one(list: &RwLock<Vec<usize>>) -> usize {
        let mut list = list.write().unwrap();
        let number = list.len();
        list.push(number);
        number
    }
    let program = |add: fn(&RwLock<Vec<usize>>) -> usize| {
        move || crate::each_once("number", both(RwLock::default(), add), [0, 1])
    };
    let (title, cause, sentence) = told(program(add));
    assert_eq!(title, "a number was lost");
    assert_eq!(cause, "the lock was released too early", "{sentence}");
    Explore::every().run(program(adds_as_one)).clean_in_all();
}

/// A lock of the setup, and one of the work: these two are no one step.
#[test]
fn two_locks_in_two_functions_are_not_told_beside_a_title() {
    let (title, cause, _) = told(|| {
        fn make(list: &Mutex<Vec<u32>>) {
            list.lock().unwrap().push(0);
        }
        let list = Arc::new(Mutex::new(Vec::new()));
        make(&list);
        let other = Arc::clone(&list);
        let task = thread::spawn(move || other.lock().unwrap().push(1));
        task.join().unwrap();
        let found = list.lock().unwrap().clone();
        crate::each_once("number", found, [0, 1, 2]);
    });
    assert_eq!((title.as_str(), cause.as_str()), ("a number was lost", ""));
}

#[test]
fn two_tasks_act_on_one_check() {
    let first = |set: fn(&AtomicU32) -> u32| {
        move || {
            let before = both(AtomicU32::new(0), set);
            let first = before.iter().filter(|before| **before == 0).count();
            crate::equal("who came first", first, 1);
        }
    };
    for set in [
        |bits: &AtomicU32| {
            let before = bits.load(SeqCst);
            bits.fetch_or(1, SeqCst);
            before
        },
        |tickets: &AtomicU32| {
            let sold = tickets.load(SeqCst);
            if sold < 1 {
                tickets.fetch_add(1, SeqCst);
            }
            sold
        },
    ] {
        let (title, _, sentence) = told(first(set));
        assert_eq!(title, "two tasks acted on the same check", "{sentence}");
    }
    Explore::every().run(first(|bits| bits.fetch_or(1, SeqCst))).clean_in_all();
}

#[derive(Default)]
struct Handler {
    installed: AtomicBool,
    handler: Mutex<u32>,
}

#[test]
fn a_flag_comes_before_its_work() {
    let program = |get: fn(&Handler) -> u32| {
        move || crate::equal("handlers", both(Handler::default(), get), vec![1, 1])
    };
    let early: fn(&Handler) -> u32 = |signals| {
        let exchange =
            signals.installed.compare_exchange(false, true, SeqCst, SeqCst);
        if exchange.is_ok() {
            *signals.handler.lock().unwrap() = 1;
        }
        *signals.handler.lock().unwrap()
    };
    let swapped: fn(&Handler) -> u32 = |signals| {
        if !signals.installed.load(SeqCst) {
            let mut handler = signals.handler.lock().unwrap();
            *handler = 1;
            signals.installed.store(true, SeqCst);
        }
        *signals.handler.lock().unwrap()
    };
    let (title, _, sentence) = told(program(early));
    assert_eq!(title, "a flag was set before its work was done", "{sentence}");
    assert!(sentence.contains("and came to handler later"), "{sentence}");
    Explore::every().run(program(swapped)).clean_in_all();
}

/// An exchange that failed is less than a lock that was let go in between.
#[test]
fn the_surest_cause_is_told() {
    let (title, _, sentence) = told(|| {
        let found =
            both((Mutex::new(0), AtomicBool::new(false)), |(count, seen)| {
                let _ = seen.compare_exchange(false, true, SeqCst, SeqCst);
                let before = *count.lock().unwrap();
                *count.lock().unwrap() = before + 1;
                before + 1
            });
        crate::equal("the largest", found.into_iter().max(), Some(2));
    });
    assert_eq!(title, "the lock was released too early", "{sentence}");
}

struct Free {
    head: AtomicU32,
    next: [AtomicU32; 3],
}

impl Free {
    fn pop(&self) -> u32 {
        loop {
            let head = self.head.load(SeqCst);
            let next = self.next[head as usize].load(SeqCst);
            if self.head.compare_exchange(head, next, SeqCst, SeqCst).is_ok() {
                return head;
            }
        }
    }

    fn push(&self, slot: u32) {
        self.next[slot as usize].store(self.head.load(SeqCst), SeqCst);
        self.head.store(slot, SeqCst);
    }
}

#[test]
fn a_value_is_changed_and_changed_back() {
    let (title, cause, sentence) = told(|| {
        let free = Arc::new(Free {
            head: AtomicU32::new(0),
            next: [1, 2, 3].map(AtomicU32::new),
        });
        let other = Arc::clone(&free);
        let task = thread::spawn(move || {
            let (first, second) = (other.pop(), other.pop());
            other.push(first);
            second
        });
        let mine = free.pop();
        let theirs = task.join().unwrap();
        let rest = free.head.load(SeqCst);
        crate::each_once(
            "slot",
            [mine, theirs, rest].into_iter().take(3),
            [0, 1, 2],
        );
    });
    assert!(title.starts_with("a slot "), "{title}");
    // A schedule without ABA may fail as well: `push` is no exchange.
    assert!(
        ["a value was changed and changed back", "an update was lost"]
            .contains(&cause.as_str()),
        "{cause}: {sentence}"
    );
}

/// How many of two tasks find that they are the last owner, of a value that each drops.
fn last_owners(is_last: fn(Arc<u8>) -> bool) -> usize {
    let own = Arc::new(0);
    let other = Arc::clone(&own);
    let task = thread::spawn(move || is_last(other));
    let is_last = is_last(own);
    usize::from(is_last) + usize::from(task.join().unwrap())
}

#[test]
fn nobody_is_the_last_owner() {
    let (title, _, sentence) = told(|| {
        let last = last_owners(|own| Own::try_unwrap(own).is_ok());
        crate::equal("the last owners", last, 1);
    });
    assert_eq!(title, "nobody was the last owner");
    assert!(sentence.contains("main asked in line"), "{sentence}");
    // One of them was, and the claim is wrong.
    let (title, _, _) = told(|| {
        let last = last_owners(|own| Own::into_inner(own).is_some());
        crate::equal("the last owners", last, 2);
    });
    assert_eq!(title, "the result is wrong");
}

#[derive(Default)]
struct Queue {
    items: Mutex<VecDeque<u32>>,
    filled: Condvar,
}

impl Queue {
    fn take_once(&self) -> u32 {
        let mut items = self.items.lock().unwrap();
        if items.is_empty() {
            items = self.filled.wait(items).unwrap();
        }
        items.pop_front().unwrap()
    }

    fn take(&self) -> u32 {
        let mut items = self.items.lock().unwrap();
        while items.is_empty() {
            items = self.filled.wait(items).unwrap();
        }
        items.pop_front().unwrap()
    }

    fn put(&self, item: u32) {
        self.items.lock().unwrap().push_back(item);
        self.filled.notify_all();
    }
}

#[test]
fn a_woken_task_looks_again() {
    const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
    let program = |take: fn(&Queue) -> u32| {
        move || {
            let queue = Arc::new(Queue::default());
            let takers = [0, 1].map(|_| {
                let queue = Arc::clone(&queue);
                thread::spawn(move || take(&queue))
            });
            queue.put(1);
            queue.put(2);
            for taker in takers {
                taker.join().unwrap();
            }
        }
    };
    let report = Explore::every().run(program(Queue::take_once));
    let failure = report.found().named(TEXT);
    let told = Diagnosis::new(&failure, ANSWER);
    assert_eq!(told.title, "a task panicked");
    assert_eq!(told.cause.as_deref(), Some("a woken task did not look again"));
    Explore::every().run(program(Queue::take)).clean_in_all();
}

type Items<'a> = MutexGuard<'a, VecDeque<u32>>;

impl Queue {
    fn sleeps<'a>(&self, items: Items<'a>) -> Items<'a> {
        self.filled.wait(items).unwrap()
    }

    /// Until a 0 comes.
    fn take_asleep(&self) -> u32 {
        let mut items = self.items.lock().unwrap();
        while items.is_empty() {
            items = self.sleeps(items);
        }
        items.pop_front().filter(|item| *item > 0).unwrap()
    }

    fn take_asleep_once(&self) -> u32 {
        let mut items = self.items.lock().unwrap();
        if items.is_empty() {
            items = self.sleeps(items);
        }
        items.pop_front().unwrap()
    }

    fn take_some(&self, take: fn(&Queue) -> u32, many: u32) {
        for _ in 0..many {
            take(self);
        }
    }
}

/// Who waits in a function of its own looks again in the loop that calls it; a loop
/// that takes the lock anew in each turn looks at nothing.
#[test]
fn a_woken_task_looks_again_in_the_loop_that_calls_its_wait() {
    const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
    let program = |take: fn(&Queue) -> u32, items: [u32; 2]| {
        move || {
            let queue = Arc::new(Queue::default());
            let takers = [0, 1].map(|_| {
                let queue = Arc::clone(&queue);
                thread::spawn(move || queue.take_some(take, 1))
            });
            for item in items {
                queue.put(item);
            }
            for taker in takers {
                taker.join().unwrap();
            }
        }
    };
    for (take, items, is_told) in [
        (Queue::take_asleep as fn(&Queue) -> u32, [0, 0], false),
        (Queue::take_asleep_once, [1, 2], true),
        (Queue::take_once, [1, 2], true),
    ] {
        let program = program(take, items);
        let told = super::with_its_calls(TEXT, ANSWER, program);
        let expected = Some("a woken task did not look again");
        let Diagnosis { title, cause, sentence, .. } = told;
        assert_eq!(title, "a task panicked", "{sentence}");
        assert_eq!(cause.as_deref() == expected, is_told, "{sentence}");
    }
}

/// A line of std would be taken for one of the answer.
#[test]
fn a_panic_in_std_has_no_line_of_the_answer() {
    let (title, _, sentence) = told(|| {
        let step = Arc::new(AtomicU32::new(0));
        let theirs = Arc::clone(&step);
        let sets = thread::spawn(move || theirs.store(1, SeqCst));
        let steps = (0..3).step_by(step.load(SeqCst) as usize);
        drop((steps, sets.join()));
    });
    assert_eq!(title, "a task panicked");
    assert!(
        sentence.starts_with("main panics: assertion failed: step != 0."),
        "{sentence}"
    );
}

#[derive(Default)]
struct Channel {
    ring: Mutex<VecDeque<u32>>,
    closed: AtomicBool,
}

impl Channel {
    fn recv(&self) -> Option<u32> {
        loop {
            if let Some(message) = self.ring.lock().unwrap().pop_front() {
                return Some(message);
            }
            if self.closed.load(SeqCst) {
                return None;
            }
            thread::yield_now();
        }
    }

    fn recv_again(&self) -> Option<u32> {
        loop {
            let closed = self.closed.load(SeqCst);
            let message = self.ring.lock().unwrap().pop_front();
            if closed || message.is_some() {
                return message;
            }
            thread::yield_now();
        }
    }
}

#[test]
fn something_comes_in_between_two_looks() {
    let program = |recv: fn(&Channel) -> Option<u32>| {
        move || {
            let channel = Arc::new(Channel::default());
            let other = Arc::clone(&channel);
            let sender = thread::spawn(move || {
                other.ring.lock().unwrap().push_back(7);
                other.closed.store(true, SeqCst);
            });
            let all: Vec<u32> = std::iter::from_fn(|| recv(&channel)).collect();
            sender.join().unwrap();
            crate::each_once("message", all, [7]);
        }
    };
    let (title, cause, sentence) = told(program(Channel::recv));
    assert_eq!(title, "a message was lost");
    assert_eq!(cause, "something came in between two looks", "{sentence}");
    Explore::every().run(program(Channel::recv_again)).clean_in_all();
}

/// Each makes a copy of its own, and lets nothing go.
#[test]
fn who_copies_what_others_own_is_no_last_owner() {
    let (title, _, sentence) = told(|| {
        let list = Arc::new(vec![0]);
        let tasks = [1, 2].map(|one| {
            let mut own = Arc::clone(&list);
            thread::spawn(move || {
                Own::make_mut(&mut own).push(one);
                own.len()
            })
        });
        let lengths = tasks.map(|task| task.join().unwrap());
        crate::equal("the lengths", lengths, [2, 3]);
    });
    assert_eq!(title, "the result is wrong", "{sentence}");
}

/// Each of the two has another owner, and that is no task.
#[test]
fn two_values_that_others_own_have_no_last_owner() {
    let (title, _, sentence) = told(|| {
        let (one, two) = (Arc::new(1), Arc::new(2));
        let (mine, theirs) = (Arc::clone(&one), Arc::clone(&two));
        let task = thread::spawn(move || Own::try_unwrap(theirs).is_ok());
        let is_last = Own::try_unwrap(mine).is_ok();
        let alone = [is_last, task.join().unwrap()];
        crate::equal("the only owners", alone, [false, *one < *two]);
    });
    assert_eq!(title, "the result is wrong", "{sentence}");
}

/// How many guests there may be, and how many there are.
struct Door {
    limit: AtomicU32,
    open: AtomicU32,
}

/// What others do between the looks of main at a door and its last step there.
fn changed_back(enters: fn(&Door)) -> (String, String, String) {
    let (title, _, sentence) = told(move || {
        let (limit, open) = (AtomicU32::new(4), AtomicU32::new(1));
        let door = Arc::new(Door { limit, open });
        let (open, limit) = (door.open.load(SeqCst), door.limit.load(SeqCst));
        let own = Arc::clone(&door);
        let leaves = thread::spawn(move || {
            own.open.fetch_sub(1, SeqCst);
            own.limit.store(8, SeqCst);
        });
        leaves.join().unwrap();
        let own = Arc::clone(&door);
        thread::spawn(move || own.open.fetch_add(1, SeqCst)).join().unwrap();
        enters(&door);
        crate::equal("what was found", (open, limit), (2, 8));
    });
    (title, sentence.clone(), sentence)
}

#[test]
fn who_adds_to_what_is_there_needs_no_old_value() {
    let (title, sentence, _) = changed_back(|door| {
        door.open.fetch_add(1, SeqCst);
    });
    assert_eq!(title, "the result is wrong", "{sentence}");
    let (title, sentence, _) = changed_back(|door| {
        let _ = door.open.compare_exchange(1, 2, SeqCst, SeqCst);
    });
    assert_eq!(title, "a value was changed and changed back", "{sentence}");
    let who = "task 1 changed open, and task 2 changed it back to 1";
    assert!(sentence.contains(who), "{sentence}");
}

/// A flag that a task waits for to be clear says nothing of work.
#[test]
fn who_waits_until_a_flag_is_clear_finds_nothing_announced() {
    fn takes(busy: &AtomicBool) -> bool {
        let mut waited = false;
        while busy.compare_exchange(false, true, SeqCst, SeqCst).is_err() {
            waited = true;
            thread::yield_now();
        }
        waited
    }
    let (title, _, sentence) = told(|| {
        let shared = Arc::new((AtomicBool::new(false), Mutex::new(Vec::new())));
        let own = Arc::clone(&shared);
        let second = thread::spawn(move || {
            let (busy, log) = &*own;
            let waited = takes(busy);
            log.lock().unwrap().push(2);
            busy.store(false, SeqCst);
            waited
        });
        let (busy, log) = &*shared;
        takes(busy);
        busy.store(false, SeqCst);
        log.lock().unwrap().push(1);
        let waited = second.join().unwrap();
        let first = log.lock().unwrap()[0];
        crate::equal("second is first", waited && first == 2, false);
    });
    assert_ne!(title, "a flag was set before its work was done", "{sentence}");
}

/// The task would look once more after it has found that all are there.
#[test]
fn who_has_not_looked_again_yet_may_see_what_has_changed() {
    let (title, _, sentence) = told(|| {
        let channel = Arc::new(Channel::default());
        let looked = Arc::new(AtomicU32::new(0));
        let own = (Arc::clone(&channel), Arc::clone(&looked));
        let receiver = thread::spawn(move || {
            let (channel, looked) = own;
            let mut all = Vec::new();
            all.extend(channel.ring.lock().unwrap().pop_front());
            if channel.closed.load(SeqCst) {
                looked.store(1, SeqCst);
                all.extend(channel.ring.lock().unwrap().pop_front());
            }
            all
        });
        let mut ring = channel.ring.lock().unwrap();
        ring.push_back(7);
        channel.closed.store(true, SeqCst);
        crate::equal("it has looked", looked.load(SeqCst), 0);
        drop(ring);
        receiver.join().unwrap();
    });
    assert_ne!(title, "something came in between two looks", "{sentence}");
}
