//! exit 1: a task waits for itself
//! exit 1: main waits for room in jobs. Only a receive makes room
use crossbeam_channel::{Receiver, bounded, select};
use crossbeam_deque::Injector;
use crossbeam_queue::SegQueue;
use crossbeam_utils::{Backoff, CachePadded, atomic::AtomicCell, sync, thread};

fn main() {
    let sum = CachePadded::new(AtomicCell::new(0_u32));
    let (queue, injector) = (SegQueue::new(), Injector::new());
    queue.push(1);
    injector.push(2);
    let group = sync::WaitGroup::new();
    thread::scope(|scope| {
        let member = group.clone();
        scope.spawn(|_| {
            Backoff::new().spin();
            sum.fetch_add(queue.pop().unwrap_or(0));
            drop(member);
        });
        group.wait();
    })
    .unwrap();
    sum.fetch_add(injector.steal().success().unwrap_or(0));
    assert_eq!(sum.load(), 3);
    let (jobs, inbox): (_, Receiver<u32>) = bounded(1);
    jobs.send(1).unwrap();
    select! {
        recv(inbox) -> job => assert_eq!(job, Ok(1)),
    }
    jobs.send(2).unwrap();
    jobs.send(3).unwrap();
}
