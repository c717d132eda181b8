//! Who could have ended a wait has ended itself.

extern crate conc_tokio as tokio;

use explore::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use explore::sync::mpsc::{Sender, channel};
use explore::sync::{Arc, Condvar, Mutex};
use explore::tasks::block_on;
use explore::thread;
use tokio::sync::Notify;

use super::told_of;
use crate::sources::Sources;

const TEXT: &str = include_str!("ended.rs");

/// The sentence of a program in which nobody wakes the waiting task.
#[track_caller]
fn told(program: fn()) -> String {
    let (title, sentence, _) = told_of(TEXT, Sources(&[(file!(), TEXT)]), program);
    assert_eq!(title, "nobody woke the waiting task", "{sentence}");
    sentence
}

/// Jobs that wait, and how many a task has taken and not done.
#[derive(Default)]
struct Jobs {
    waiting: Mutex<Vec<usize>>,
    changed: Condvar,
}

impl Jobs {
    /// A job that fails is for the other worker, which leaves when nothing waits.
    fn works(&self, worker: usize) {
        let mut waiting = self.waiting.lock().unwrap();
        loop {
            let own = waiting.iter().position(|by| *by != worker);
            let Some(own) = own else {
                if waiting.is_empty() {
                    return;
                }
                waiting = self.changed.wait(waiting).unwrap();
                continue;
            };
            let failed = waiting.swap_remove(own) == 9;
            drop(waiting);
            waiting = self.waiting.lock().unwrap();
            if failed {
                waiting.push(worker);
            }
            self.changed.notify_all();
        }
    }
}

/// The lock is taken below the wait: what waits is looked at after that.
#[test]
fn who_goes_round_the_loop_has_looked_again() {
    let sentence = told(|| {
        let jobs = Arc::new(Jobs::default());
        *jobs.waiting.lock().unwrap() = vec![9, 8];
        let tasks = [0, 1].map(|worker| {
            let jobs = Arc::clone(&jobs);
            thread::spawn(move || jobs.works(worker))
        });
        for task in tasks {
            task.join().unwrap();
        }
    });
    assert!(sentence.contains("which could notify it, has ended. "), "{sentence}");
    assert!(!sentence.contains("did not wait yet"), "{sentence}");
}

/// The one that makes room leaves before all has been put.
#[test]
fn who_takes_has_left_before_all_is_put() {
    let sentence = told(|| {
        let (full, changed) = (Mutex::new(false), Condvar::new());
        thread::scope(|scope| {
            scope.spawn(|| {
                let full = full.lock().unwrap();
                let mut full = changed.wait_while(full, |full| !*full).unwrap();
                *full = false;
                changed.notify_all();
            });
            for _ in 0..3 {
                let full = full.lock().unwrap();
                let mut full = changed.wait_while(full, |full| *full).unwrap();
                *full = true;
                changed.notify_all();
            }
        });
    });
    let begins = "main waits for a notification on changed, and task 1, which could \
                  notify it, has ended. The last notification on changed, by task 1";
    assert!(sentence.starts_with(begins), "{sentence}");
}

#[test]
fn an_async_task_is_told_so_too() {
    let sentence = told(|| {
        block_on(async {
            let ready = Arc::new(Notify::new());
            let tells = Arc::clone(&ready);
            let task = tokio::spawn(async move { tells.notify_one() });
            ready.notified().await;
            task.await.unwrap();
            ready.notified().await;
        });
    });
    assert!(
        sentence.contains("task 1, which could notify it, has ended"),
        "{sentence}"
    );
}

/// Its flag and its count are beside the lock.
#[derive(Default)]
struct Shop {
    goods: Mutex<Vec<u32>>,
    is_closed: AtomicBool,
    busy: AtomicUsize,
    changed: Condvar,
}

impl Shop {
    fn takes(&self) -> Option<u32> {
        let mut goods = self.goods.lock().unwrap();
        while goods.is_empty() && !self.is_closed.load(SeqCst) {
            goods = self.changed.wait(goods).unwrap();
        }
        goods.pop()
    }

    /// Says so before it waits.
    fn takes_when_told(&self, ready: &Sender<()>) {
        let goods = self.goods.lock().unwrap();
        ready.send(()).unwrap();
        let waits =
            |goods: &mut Vec<u32>| goods.is_empty() && !self.is_closed.load(SeqCst);
        drop(self.changed.wait_while(goods, waits).unwrap());
    }

    fn closes(&self) {
        self.is_closed.store(true, SeqCst);
        self.changed.notify_all();
    }

    fn waits_for_all(&self) {
        let goods = self.goods.lock().unwrap();
        let idle = |_: &mut Vec<u32>| self.busy.load(SeqCst) > 0;
        drop(self.changed.wait_while(goods, idle).unwrap());
    }

    fn ends_work(&self) {
        self.busy.fetch_sub(1, SeqCst);
        self.changed.notify_all();
    }
}

/// Whether the one that notified has ended or waits for somebody else changes nothing.
#[test]
fn what_was_changed_without_the_lock_of_the_wait_is_told() {
    let ends = || {
        let shop = Arc::new(Shop::default());
        let other = Arc::clone(&shop);
        thread::spawn(move || other.closes());
        shop.takes();
    };
    let joins = || {
        let shop = Arc::new(Shop::default());
        let other = Arc::clone(&shop);
        let takes = thread::spawn(move || other.takes());
        shop.closes();
        takes.join().unwrap();
    };
    let counts = || {
        let shop = Arc::new(Shop { busy: 1.into(), ..Shop::default() });
        let other = Arc::clone(&shop);
        thread::spawn(move || other.ends_work());
        shop.waits_for_all();
    };
    let again = || {
        let shop = Arc::new(Shop::default());
        let other = Arc::clone(&shop);
        let (ready, is_ready) = channel();
        let takes = thread::spawn(move || other.takes_when_told(&ready));
        is_ready.recv().unwrap();
        // With the lock it is known that the other one waits: this wakes it in vain.
        drop(shop.goods.lock().unwrap());
        shop.changed.notify_all();
        shop.closes();
        takes.join().unwrap();
    };
    for (program, who, waits) in [
        (again as fn(), "main changed is_closed in line", "task 1"),
        (ends, "task 1 changed is_closed in line", "main"),
        (joins, "main changed is_closed in line", "task 1"),
        (counts, "task 1 changed busy in line", "main"),
    ] {
        let sentence = told(program);
        assert!(sentence.starts_with(who), "{sentence}");
        assert!(sentence.contains(" without holding goods. "), "{sentence}");
        let end = format!("Now {waits} waits, and no task notifies it again.");
        assert!(sentence.ends_with(&end), "{sentence}");
    }
}

/// Under the lock it is no cause, though the notification came too early.
#[test]
fn what_was_changed_under_the_lock_is_no_cause() {
    let sentence = told(|| {
        let shop = Arc::new(Shop::default());
        let other = Arc::clone(&shop);
        thread::spawn(move || {
            other.changed.notify_all();
            let goods = other.goods.lock().unwrap();
            other.is_closed.store(true, SeqCst);
            drop(goods);
        });
        shop.takes();
    });
    assert!(!sentence.contains(" without holding "), "{sentence}");
}

/// How many of three tasks have not ended. A task that fails leaves early.
#[derive(Default)]
struct Group {
    running: Mutex<usize>,
    ended: Condvar,
}

impl Group {
    fn returns(&self, fails: bool) {
        if fails {
            return;
        }
        *self.running.lock().unwrap() -= 1;
        self.ended.notify_all();
    }

    fn tries(&self, fails: bool) -> Result<(), ()> {
        let mut running = self.running.lock().unwrap();
        (!fails).then_some(()).ok_or(())?;
        *running -= 1;
        self.ended.notify_all();
        Ok(())
    }

    fn matches(&self, fails: bool) {
        let mut running = self.running.lock().unwrap();
        match fails {
            true => {}
            false => {
                *running -= 1;
                self.ended.notify_all();
            }
        }
    }

    fn waits(&self) {
        let mut running = self.running.lock().unwrap();
        while *running > 0 {
            running = self.ended.wait(running).unwrap();
        }
    }

    /// It takes each notification for an end.
    fn waits_for_each(&self) {
        let mut running = self.running.lock().unwrap();
        for _ in 0..3 {
            running = self.ended.wait(running).unwrap();
        }
    }

    fn waits_for_two(&self) {
        let mut running = self.running.lock().unwrap();
        for word in ["first", "second"] {
            running = self.ended.wait(running).unwrap();
            assert!(*running < 3, "{word}");
        }
    }

    /// Three tasks of which the first fails, or none.
    fn runs(acts: fn(&Group, bool), waits: fn(&Group), fails: bool) {
        let group = Arc::new(Group::default());
        *group.running.lock().unwrap() = 3;
        for place in 0..3 {
            let group = Arc::clone(&group);
            thread::spawn(move || acts(&group, fails && place == 0));
        }
        waits(&group);
    }
}

#[test]
fn who_ends_without_a_notification_is_told_beside_who_has_notified() {
    let tries: fn(&Group, bool) =
        |group, fails| group.tries(fails).unwrap_or_default();
    for acts in [Group::returns, tries, Group::matches] {
        let (_, sentence, _) =
            told_of(TEXT, Sources(&[(file!(), TEXT)]), move || {
                Group::runs(acts, Group::waits, true);
            });
        let silent = "task 1 has ended without a notification.";
        assert!(sentence.contains(silent), "{sentence}");
    }
}

#[test]
fn who_counts_its_waits_has_not_looked() {
    for waits in [Group::waits_for_each, Group::waits_for_two] {
        let (_, sentence, _) =
            told_of(TEXT, Sources(&[(file!(), TEXT)]), move || {
                Group::runs(Group::matches, waits, false);
            });
        assert!(sentence.contains("but main did not wait yet"), "{sentence}");
        assert!(!sentence.contains("checked its condition"), "{sentence}");
    }
}
