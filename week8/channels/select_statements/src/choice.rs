//! Which of the ready arms, and which arms at all.

use std::future::ready;
use std::thread;

use crossbeam::channel::{self, Sender, never, select, select_biased};
use shared::{Log, Task};
use tokio::sync::mpsc;

/// Among ready cases Go picks at random, and has no other `select`: for urgent work one
/// nests two of them. crossbeam's `select_biased!` (tokio: `biased;`) takes the first
/// ready arm from the top. The callers have ended before main looks, so all their orders
/// are there; one more urgent call comes while a normal order is in hand. The price:
/// while urgent work keeps coming, the normal waits.
pub fn priority(log: &Log) {
    let main = log.task("main");
    let (urgent_in, urgent) = channel::unbounded();
    let (normal_in, normal) = channel::unbounded();
    call(main.starts("web"), &normal_in, &["normal 1", "normal 2"]);
    call(main.starts("phone"), &urgent_in, &["urgent 1"]);

    loop {
        let order = select_biased! {
            recv(urgent) -> order => order.unwrap(),
            recv(normal) -> order => order.unwrap(),
            default => break, // every caller has ended: there will be no more
        };
        main.receives(order);
        if order == "normal 1" {
            call(main.starts("hotline"), &urgent_in, &["urgent 2"]);
        }
    }
    writeln!(main, "no more orders");
}

/// Returns when the caller has ended.
fn call(caller: Task, into: &Sender<&'static str>, orders: &[&'static str]) {
    thread::scope(|scope| {
        scope.spawn(|| {
            let caller = caller; // the caller's lane ends with its thread
            for order in orders {
                caller.sends(order);
                into.send(order).unwrap();
            }
        });
    });
}

/// Go promises a uniform choice among the ready cases. crossbeam shuffles its arms, so
/// one that is not ready changes nothing. tokio picks the arm to begin with at random and
/// goes on from there in order: an arm that is off hands its share to the next below it,
/// which then gets two thirds. Where the share matters, do not leave it to `select!`.
pub fn fairness(log: &Log) {
    let main = log.task("main");
    let full = || {
        let (orders_in, orders) = channel::unbounded();
        (0..CHOICES).for_each(|order| orders_in.send(order).unwrap());
        (orders_in, orders) // the sender too: the channel stays open
    };

    let ((_a_in, a), (_b_in, b)) = (full(), full());
    let chosen = || select! { recv(a) -> _ => 0, recv(b) -> _ => 1 };
    tally(&main, "crossbeam, two ready", chosen);

    let ((_a_in, a), (_b_in, b)) = (full(), full());
    let off = never::<u32>();
    let chosen = || {
        select! {
            recv(off) -> _ => unreachable!(),
            recv(a) -> _ => 0,
            recv(b) -> _ => 1,
        }
    };
    tally(&main, "crossbeam, one off and two ready", chosen);
    of_tasks(&main);
}

const CHOICES: u32 = 10_000;

#[tokio::main(flavor = "current_thread")]
async fn of_tasks(main: &Task) {
    let (mut two, mut three) = ([0; 2], [0; 2]);
    for _ in 0..CHOICES {
        let chosen = tokio::select! { () = ready(()) => 0, () = ready(()) => 1 };
        two[chosen] += 1;
        let chosen = tokio::select! {
            () = ready(()), if false => unreachable!(),
            () = ready(()) => 0,
            () = ready(()) => 1,
        };
        three[chosen] += 1;
    }
    writeln!(main, "tokio, two ready: {} and {}", two[0], two[1]);
    writeln!(main, "tokio, one off and two ready: {} and {}", three[0], three[1]);
}

fn tally(main: &Task, what: &str, chosen: impl Fn() -> usize) {
    let mut times = [0; 2];
    (0..CHOICES).for_each(|_| times[chosen()] += 1);
    writeln!(main, "{what}: {} and {}", times[0], times[1]);
}

/// Go switches a case off with a `nil` channel. crossbeam takes `never()` in its place,
/// tokio an `if` after the arm. With every arm off, Go and crossbeam block for ever, and
/// `tokio::select!` panics unless it has an `else`. The `if` guards the waiting only:
/// the arm's expression is evaluated all the same, so an `unwrap` in it can still panic.
pub fn switch_off(log: &Log) {
    let main = log.task("main");
    let (orders_in, orders) = channel::unbounded();
    let (calls_in, calls) = channel::unbounded();
    for number in 1..=3 {
        orders_in.send(number).unwrap();
        calls_in.send(number).unwrap();
    }

    let off = never();
    for open in [false, false, false, true, true, true] {
        select! {
            recv(if open { &orders } else { &off }) -> order => {
                writeln!(main, "thread, open {open}: order {}", order.unwrap());
            }
            recv(calls) -> call => {
                writeln!(main, "thread, open {open}: call {}", call.unwrap());
            }
        }
    }
    tasks(&main);
}

#[tokio::main(flavor = "current_thread")]
async fn tasks(main: &Task) {
    let (orders_in, mut orders) = mpsc::channel(3);
    let (calls_in, mut calls) = mpsc::channel(3);
    for number in 1..=3 {
        orders_in.send(number).await.unwrap();
        calls_in.send(number).await.unwrap();
    }
    for open in [false, false, false, true, true, true] {
        tokio::select! {
            Some(order) = orders.recv(), if open => {
                writeln!(main, "task, open {open}: order {order}");
            }
            Some(call) = calls.recv() => {
                writeln!(main, "task, open {open}: call {call}");
            }
        }
    }
    let all_off = tokio::spawn(async {
        tokio::select! { () = ready(()), if false => {} }
    });
    let panic = all_off.await.unwrap_err().into_panic();
    writeln!(main, "all off: {}", panic.downcast_ref::<&str>().unwrap());
    let make = || {
        writeln!(main, "the future of an arm that is off is made");
        ready(())
    };
    tokio::select! {
        () = make(), if false => unreachable!(),
        else => writeln!(main, "all off, with an else: goes on"),
    }
}
