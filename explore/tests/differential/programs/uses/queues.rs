use super::lockfree::deque::{Injector, Steal, Worker};
use super::lockfree::queue::{ArrayQueue, SegQueue};

pub fn queues() {
    let mut queue = ArrayQueue::new(2);
    assert_eq!(
        (queue.push(1), queue.push(2), queue.push(3)),
        (Ok(()), Ok(()), Err(3))
    );
    assert_eq!(
        (queue.force_push(3), queue.capacity(), queue.len()),
        (Some(1), 2, 2)
    );
    assert_eq!(
        (queue.is_full(), queue.pop(), queue.pop_mut()),
        (true, Some(2), Some(3))
    );
    assert_eq!((queue.push_mut(4), queue.is_empty()), (Ok(()), false));
    assert_eq!(queue.into_iter().collect::<Vec<_>>(), [4]);
    let mut queue = SegQueue::default();
    queue.push(1);
    queue.push_mut(2);
    assert_eq!((queue.len(), queue.pop(), queue.pop_mut()), (2, Some(1), Some(2)));
    assert_eq!((queue.pop(), queue.is_empty()), (None, true));
    queue.push(3);
    assert_eq!(queue.into_iter().collect::<Vec<_>>(), [3]);
}

pub fn deques() {
    let (fifo, lifo, all) =
        (Worker::new_fifo(), Worker::new_lifo(), Injector::new());
    for number in 1..=8 {
        fifo.push(number);
        lifo.push(number);
        all.push(number);
    }
    assert_eq!(
        (fifo.pop(), lifo.pop(), fifo.len(), lifo.is_empty()),
        (Some(1), Some(8), 7, false)
    );
    let steals = fifo.stealer();
    assert_eq!(
        (steals.len(), steals.is_empty(), steals.clone().steal()),
        (7, false, Steal::Success(2))
    );
    assert_eq!(
        (all.len(), all.is_empty(), all.steal()),
        (8, false, Steal::Success(1))
    );
    let to = Worker::new_fifo();
    assert!(steals.steal_batch(&to).is_success());
    assert!(steals.steal_batch_with_limit(&to, 1).is_success());
    assert!(steals.steal_batch_and_pop(&to).success().is_some());
    assert!(all.steal_batch(&to).is_success());
    assert!(all.steal_batch_with_limit(&to, 1).is_success());
    assert!(all.steal_batch_and_pop(&to).is_success());
    assert!(all.steal_batch_with_limit_and_pop(&to, 1).is_success());
    while !fifo.is_empty() {
        assert!(steals.steal_batch_with_limit_and_pop(&to, 1).is_success());
    }
    let none: Steal<u8> = steals.steal();
    assert!(none.is_empty() && !none.is_retry());
    assert_eq!(none.or_else(|| Steal::Success(9)), Steal::Success(9));
    assert_eq!(
        [Steal::Empty, Steal::Success(1)].into_iter().collect::<Steal<u8>>(),
        Steal::Success(1)
    );
}
