// holds select_statements futurelock: "The lock is given to the page, which
// nobody polls any more"
// holds select_statements lost_place: "The future that waits holds the place, and
// when it is dropped, the place is gone."
// with tokio

use std::pin::pin;
use std::task::{Context, Waker};

use tokio::sync::Mutex;

pub fn main() {
    let printer = Mutex::new(());
    let mut context = Context::from_waker(Waker::noop());
    let user = printer.try_lock().unwrap();
    let mut page = Box::pin(printer.lock());
    assert!(page.as_mut().poll(&mut context).is_pending()); // the first in the queue
    let mut clerk = pin!(printer.lock());
    assert!(clerk.as_mut().poll(&mut context).is_pending());
    drop(user);
    println!("free, and kept for the first: {}", printer.try_lock().is_err());
    println!("the second waits: {}", clerk.as_mut().poll(&mut context).is_pending());
    drop(page);
    println!("the first dropped: {}", clerk.as_mut().poll(&mut context).is_ready());
}

// prints:
// free, and kept for the first: true
// the second waits: true
// the first dropped: true
