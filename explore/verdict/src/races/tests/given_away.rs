//! What was given back, or removed, and belongs to somebody else since, is told.

extern crate conc_tokio as tokio;

use std::collections::HashMap;

use explore::channel::{Receiver, Sender, unbounded};
use explore::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use explore::sync::mpsc::channel;
use explore::sync::{Arc, Mutex};
use explore::tasks::block_on;
use explore::{Explore, thread};
use tokio::sync::Notify;
use tokio::task::yield_now;

use super::{is_not_told_of, is_told_of, told_with_calls};
use crate::sources::Sources;

const TEXT: &str = include_str!("given_away.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
const USED: &str = "what was given back is still used";
const REMOVED: &str = "an entry of somebody else was removed";

#[track_caller]
fn says(program: impl Fn() + Send + Sync + 'static, title: &str, words: &[&str]) {
    is_told_of((TEXT, ANSWER), program, title, words);
}

#[track_caller]
fn is_silent(program: impl Fn() + Send + Sync + 'static) {
    is_not_told_of((TEXT, ANSWER), program, &[USED, REMOVED]);
}

/// Two tasks have a slot in turn, and give it back before they have read it, or after.
fn has_a_slot(gives_back_first: bool) {
    let (give, free) = unbounded();
    let slot = Arc::new(AtomicUsize::new(0));
    give.send(0).unwrap();
    let tasks = [1, 2].map(|n| {
        let (give, free, slot) = (give.clone(), free.clone(), Arc::clone(&slot));
        thread::spawn(move || {
            let number: usize = free.recv().unwrap();
            slot.store(n, SeqCst);
            if gives_back_first {
                give.send(number).unwrap();
                return (n, slot.load(SeqCst));
            }
            let found = slot.load(SeqCst);
            give.send(number).unwrap();
            (n, found)
        })
    });
    for task in tasks {
        let (n, found) = task.join().unwrap();
        assert_eq!(n, found, "it is another one's value");
    }
}

#[test]
fn a_slot_that_is_used_after_it_was_given_back_is_told() {
    let words = ["gives that back in line", "still uses what it has given back"];
    says(|| has_a_slot(true), USED, &words);
    Explore::every().run(|| has_a_slot(false)).clean_in_all();
    let awaits = || async {
        let (give, free) = tokio::sync::mpsc::unbounded_channel();
        let free = Arc::new(tokio::sync::Mutex::new(free));
        let slot = Arc::new(Mutex::new(0));
        give.send(()).unwrap();
        let tasks = [1, 2].map(|n| {
            let (give, free) = (give.clone(), Arc::clone(&free));
            let slot = Arc::clone(&slot);
            tokio::spawn(async move {
                free.lock().await.recv().await.unwrap();
                *slot.lock().unwrap() = n;
                give.send(()).unwrap();
                yield_now().await;
                assert_eq!(*slot.lock().unwrap(), n, "it is its own");
            })
        });
        for task in tasks {
            task.await.unwrap();
        }
    };
    says(move || block_on(awaits()), USED, &["locks slot in line"]);
    let threads = || {
        let (give, free) = channel();
        let free = Mutex::new(free);
        let slot = AtomicUsize::new(0);
        give.send(()).unwrap();
        thread::scope(|scope| {
            for n in [1, 2] {
                let (give, free, slot) = (give.clone(), &free, &slot);
                scope.spawn(move || {
                    free.lock().unwrap().recv().unwrap();
                    slot.store(n, SeqCst);
                    give.send(()).unwrap();
                    assert_eq!(slot.swap(0, SeqCst), n, "it is its own");
                });
            }
        });
    };
    says(threads, USED, &["message 2 from give"]);
}

/// The value is wrong, but who uses it again has received it again.
#[test]
fn what_is_used_after_another_receive_is_its_own() {
    is_silent(|| {
        let (give, free) = unbounded();
        let (tell, told) = unbounded();
        let (own_give, own_free, own_told) =
            (give.clone(), free.clone(), told.clone());
        let slot = Arc::new(AtomicUsize::new(0));
        let own = Arc::clone(&slot);
        give.send(()).unwrap();
        let task = thread::spawn(move || {
            for _ in 0..2 {
                own_free.recv().unwrap();
                own.fetch_add(1, SeqCst);
                own_give.send(()).unwrap();
                own_told.recv().unwrap();
            }
        });
        while slot.load(SeqCst) == 0 {
            thread::yield_now();
        }
        free.recv().unwrap();
        slot.fetch_add(1, SeqCst);
        give.send(()).unwrap();
        tell.send(()).unwrap();
        tell.send(()).unwrap();
        task.join().unwrap();
        assert_eq!(slot.load(SeqCst), 5, "a wrong sum");
    });
}

#[derive(Default)]
struct Slab {
    items: Vec<Option<u32>>,
    free: Vec<usize>,
}

impl Slab {
    fn insert(&mut self, item: u32) -> usize {
        match self.free.pop() {
            Some(place) => {
                self.items[place] = Some(item);
                place
            }
            None => {
                self.items.push(Some(item));
                self.items.len() - 1
            }
        }
    }

    fn remove(&mut self, place: usize) {
        if self.items[place].take().is_some() {
            self.free.push(place);
        }
    }
}

/// Two tasks end a session, and one of them begins another one.
fn ends_twice(expected: u32) {
    let slab = Arc::new(Mutex::new(Slab::default()));
    let session = slab.lock().unwrap().insert(10);
    let own = Arc::clone(&slab);
    let timer = thread::spawn(move || {
        own.lock().unwrap().remove(session);
    });
    let own = Arc::clone(&slab);
    let closes = thread::spawn(move || {
        own.lock().unwrap().remove(session);
        own.lock().unwrap().insert(20)
    });
    timer.join().unwrap();
    let new = closes.join().unwrap();
    assert_eq!(slab.lock().unwrap().items[new], Some(expected));
}

#[test]
fn a_place_that_is_freed_twice_is_told() {
    let words = ["task 2 removes session from slab", "task 1 removes session from"];
    says(|| ends_twice(20), REMOVED, &words);
    // It fails at once, before anybody has removed something of another one.
    is_silent(|| ends_twice(30));
}

type Clients = Arc<Mutex<HashMap<u32, u32>>>;

async fn connects(clients: Clients, id: u32, own: u32, bye: Arc<Notify>) {
    clients.lock().unwrap().insert(id, own);
    bye.notified().await;
    let mut all = clients.lock().unwrap();
    if own < 10 || all.get(&id) == Some(&own) {
        all.remove(&id);
    }
}

/// The same where the entry is removed in the line that has the lock.
async fn leaves(clients: Clients, id: u32, own: u32, bye: Arc<Notify>) {
    clients.lock().unwrap().insert(id, own);
    bye.notified().await;
    clients.lock().unwrap().remove(&id);
}

/// A client connects again before its first connection is cleaned up.
async fn connects_again(own: u32) {
    let clients = Clients::default();
    let byes = [(); 2].map(|()| Arc::new(Notify::new()));
    let mut tasks = Vec::new();
    for n in [0, 1] {
        let (own_clients, bye) = (clients.clone(), byes[n as usize].clone());
        tasks.push(match own < 10 {
            true => tokio::spawn(leaves(own_clients, 7, own + n, bye)),
            false => tokio::spawn(connects(own_clients, 7, own + n, bye)),
        });
        while clients.lock().unwrap().get(&7) != Some(&(own + n)) {
            yield_now().await;
        }
    }
    byes[0].notify_one();
    tasks.remove(0).await.unwrap();
    assert!(clients.lock().unwrap().contains_key(&7), "client 7 is connected");
    byes[1].notify_one();
    tasks.remove(0).await.unwrap();
}

#[test]
fn who_cleans_up_what_is_the_newcomer_s_is_told() {
    let words =
        ["task 1 inserts into clients in line", "task 1 removes id from clients"];
    says(|| block_on(connects_again(1)), REMOVED, &words);
    Explore::every().run(|| block_on(connects_again(10))).clean_in_all();
}

/// What is removed twice was under another key than what is there now.
#[test]
fn what_is_under_another_key_is_not_removed() {
    is_silent(|| {
        let names = Arc::new(Mutex::new(HashMap::from([(1, 'a')])));
        let (old, new) = (1, 2);
        let own = Arc::clone(&names);
        let first = thread::spawn(move || {
            own.lock().unwrap().remove(&old);
            own.lock().unwrap().insert(new, 'b');
        });
        let own = Arc::clone(&names);
        let second = thread::spawn(move || {
            own.lock().unwrap().remove(&old);
        });
        first.join().unwrap();
        second.join().unwrap();
        assert_eq!(names.lock().unwrap().len(), 2);
    });
}

/// A job that makes another one is no longer there, and the next one is a job of its
/// own.
#[test]
fn what_is_sent_anew_is_not_given_back() {
    let works = |calls: bool| {
        move || {
            let (give, jobs) = unbounded();
            let done = Arc::new(AtomicUsize::new(0));
            give.send(1).unwrap();
            let tasks = [1, 2].map(|_| {
                let (give, jobs) = (give.clone(), jobs.clone());
                let done = Arc::clone(&done);
                thread::spawn(move || {
                    let job: usize = jobs.recv().unwrap();
                    done.fetch_add(job, SeqCst);
                    let next = job + 1;
                    if calls {
                        give.send(job.wrapping_add(1)).unwrap();
                    } else {
                        give.send(next).unwrap();
                    }
                    (job, done.load(SeqCst))
                })
            });
            for task in tasks {
                let (job, done) = task.join().unwrap();
                assert!(job > 1 || done == 1, "it was alone");
            }
        }
    };
    is_silent(works(false));
    is_silent(works(true));
}

/// The slot comes as one of many, over several lines, or from a call.
#[test]
fn what_is_given_back_has_the_name_that_it_came_by() {
    fn takes(free: &Receiver<usize>) -> usize {
        free.recv().unwrap()
    }
    fn gives(give: &Sender<usize>, slot: usize) {
        give.send(slot).unwrap();
    }
    let program = |comes: usize| {
        move || {
            let (give, free) = unbounded();
            let slot = Arc::new(AtomicUsize::new(0));
            give.send(0).unwrap();
            let tasks = [1, 2].map(|n| {
                let (give, free) = (give.clone(), free.clone());
                let slot = Arc::clone(&slot);
                thread::spawn(move || {
                    if comes == 0 {
                        let number = takes(&free);
                        slot.store(n, SeqCst);
                        gives(&give, number);
                        return (n, slot.load(SeqCst));
                    }
                    if comes == 1 {
                        let Ok(number) = free.recv() else { return (n, n) };
                        slot.store(n, SeqCst);
                        give.send(number).unwrap();
                        return (n, slot.load(SeqCst));
                    }
                    if comes == 2 {
                        match free.recv() {
                            Err(_) => return (n, n),
                            Ok(number) => {
                                slot.store(n, SeqCst);
                                give.send(number).unwrap();
                                return (n, slot.load(SeqCst));
                            }
                        }
                    }
                    let number = {
                        let free = &free;
                        free.recv() // over several lines
                            .unwrap()
                    };
                    slot.store(n, SeqCst);
                    give.send(number).unwrap();
                    (n, slot.load(SeqCst))
                })
            });
            for task in tasks {
                let (n, found) = task.join().unwrap();
                assert_eq!(n, found, "it is another one's value");
            }
        }
    };
    for comes in [1, 2, 3] {
        says(program(comes), USED, &["gives that back in line"]);
    }
    let (told, sentence) = told_with_calls(TEXT, ANSWER, program(0));
    assert!(sentence.contains("gives that back in line"), "{told}: {sentence}");
}
