//! A sender sends one message and is dropped, while the receiver looks for it again.

use std::future::Future as _;
use std::pin::pin;
use std::task::{Context, Waker};
use std::thread;

#[test]
fn the_last_message_is_received() {
    let (sender, receiver) = flume::unbounded();
    let mut receives = pin!(receiver.recv_async());
    let mut looks = Context::from_waker(Waker::noop());
    assert!(receives.as_mut().poll(&mut looks).is_pending());
    let sends = thread::spawn(move || sender.send(1));
    let received = pollster::block_on(receives);
    sends.join().expect("no panic").expect("the receiver is there");
    assert_eq!(received, Ok(1));
}
