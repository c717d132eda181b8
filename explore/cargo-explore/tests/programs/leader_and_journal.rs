//! exit 1: FAILS, the lock was released too early
//! exit 1: locks members in line 20 and again in line 21.
//! The claim is about the members, and the journal keeps no order.
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;

#[derive(Default)]
struct Club {
    leader: AtomicBool,
    journal: Mutex<Vec<&'static str>>,
    members: Mutex<u32>,
}

fn join_in(club: &Club) {
    let leads = club.leader.compare_exchange(false, true, SeqCst, SeqCst).is_ok();
    if !leads {
        club.journal.lock().unwrap().push("follows");
    }
    let before = *club.members.lock().unwrap();
    *club.members.lock().unwrap() = before + 1;
    if leads {
        club.journal.lock().unwrap().push("leads");
    }
}

fn main() {
    let club = Arc::new(Club::default());
    let tasks = [1, 2].map(|_| {
        let club = Arc::clone(&club);
        thread::spawn(move || join_in(&club))
    });
    for task in tasks {
        task.join().unwrap();
    }
    assert_eq!(*club.members.lock().unwrap(), 2);
}
