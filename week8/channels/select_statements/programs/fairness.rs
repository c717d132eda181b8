// cargo add crossbeam@0.8.5
// cargo add tokio@1.54 --features macros,rt

use std::future::ready;

use crossbeam::channel::{self, Receiver, Sender, never, select};

fn main() {
    let ((_open, a), (_open_too, b)) = (full(), full());
    let mut taken = [0, 0];
    for _ in 0..CHOICES {
        select! {
            recv(a) -> _ => taken[0] += 1,
            recv(b) -> _ => taken[1] += 1,
        }
    }
    println!("crossbeam, two ready: {taken:?}");

    let ((_open, a), (_open_too, b)) = (full(), full());
    let off = never::<u32>();
    let mut taken = [0, 0];
    for _ in 0..CHOICES {
        select! {
            recv(off) -> _ => unreachable!(),
            recv(a) -> _ => taken[0] += 1,
            recv(b) -> _ => taken[1] += 1,
        }
    }
    println!("crossbeam, one off and two ready: {taken:?}");
    in_tasks();
}

const CHOICES: u32 = 10_000;

/// With the sender, because a channel without one is closed.
fn full() -> (Sender<u32>, Receiver<u32>) {
    let (sender, receiver) = channel::unbounded();
    for order in 0..CHOICES {
        sender.send(order).unwrap();
    }
    (sender, receiver)
}

#[tokio::main(flavor = "current_thread")]
async fn in_tasks() {
    let (mut two, mut three) = ([0, 0], [0, 0]);
    for _ in 0..CHOICES {
        tokio::select! {
            () = ready(()) => two[0] += 1,
            () = ready(()) => two[1] += 1,
        }
        tokio::select! {
            () = ready(()), if false => unreachable!(),
            () = ready(()) => three[0] += 1,
            () = ready(()) => three[1] += 1,
        }
    }
    println!("tokio, two ready: {two:?}");
    println!("tokio, one off and two ready: {three:?}");
}
