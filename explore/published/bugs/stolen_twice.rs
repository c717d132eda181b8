//! A thief takes a batch, while the owner of the queue adds, takes and adds.

use std::iter;
use std::thread;

use crossbeam_deque::{Steal, Worker};

#[test]
fn each_task_is_taken_once() {
    let queue = Worker::new_lifo();
    let mut tasks = 0..144;
    let mut add =
        |many| tasks.by_ref().take(many).for_each(|task| queue.push(task));
    // As many as there is room for.
    add(64);
    let stealer = queue.stealer();
    let thief = thread::spawn(move || {
        let own = Worker::new_lifo();
        let first = match stealer.steal_batch_and_pop(&own) {
            Steal::Success(task) => Some(task),
            _ => None,
        };
        first.into_iter().chain(iter::from_fn(|| own.pop())).collect::<Vec<u32>>()
    });
    // The tasks move to where there is more room, and new ones come after the oldest.
    add(40);
    let mut taken: Vec<u32> = iter::from_fn(|| queue.pop()).take(80).collect();
    add(40);
    taken.extend(iter::from_fn(|| queue.pop()));
    taken.extend(thief.join().expect("no panic"));
    taken.sort_unstable();
    assert!(taken.into_iter().eq(0..144), "a task was taken twice, or never");
}
