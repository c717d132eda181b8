//! Chains of tasks. A link does next to nothing and a chain has many, so the carriers
//! are tokio tasks: a thread a link would spend its time in context switches.

use std::thread::available_parallelism;
use std::time::Instant;

use shared::Log;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

use crate::witness::tasks_alive;

/// Pike's demonstration that goroutines are cheap: each link waits for a number from its
/// right, adds one and passes it to its left. tokio's tasks are cheap too; nobody would
/// write this with threads. Between two links one value is passed, ever, and that is a
/// `oneshot`: its `send` takes the sender along, so that a second does not compile.
///
/// ```compile_fail,E0382
/// let (to_left, _from_right) = tokio::sync::oneshot::channel();
/// to_left.send(1).unwrap();
/// to_left.send(2).unwrap(); // error[E0382]: use of moved value: `to_left`
/// ```
#[tokio::main(flavor = "current_thread")]
pub async fn daisy_chain(log: &Log) {
    let main = log.task("main");
    let start = Instant::now();
    let (mut to_left, leftmost) = oneshot::channel();

    for _ in 0..LINKS {
        let (sender, from_right) = oneshot::channel::<u64>();
        tokio::spawn(async move {
            to_left.send(from_right.await.unwrap() + 1).unwrap();
        });
        to_left = sender;
    }
    writeln!(main, "tasks alive: {}", tasks_alive());

    to_left.send(1).unwrap(); // to the rightmost link; each wakes the next
    writeln!(main, "the value is {}", leftmost.await.unwrap());
    writeln!(main, "tasks alive: {}", tasks_alive());
    let nanos = start.elapsed().as_nanos() / u128::from(LINKS);
    let cores = available_parallelism().map_or(1, usize::from);
    writeln!(main, "{nanos} ns a link, on one of {cores} cores");
}

const LINKS: u64 = 100_000;

/// One of the oldest programs of this kind; it stands in Hoare's paper on CSP (1978). In
/// a chain of filters each prime that comes out of the end is the next filter. In Go all
/// of them are left waiting in a send when `main` has enough, as the source never ends.
/// Here `main` drops its receiver: the last filter's send fails, it drops its own, and so
/// on up to the source. A filter is too small for a thread: tokio's tasks and `mpsc`.
#[tokio::main(flavor = "current_thread")]
pub async fn prime_sieve(log: &Log) {
    let main = log.task("main");
    let mut tasks = JoinSet::new();

    let (sender, mut chain) = mpsc::channel(1); // the least room that tokio has
    tasks.spawn(async move {
        for number in 2_u32.. {
            if sender.send(number).await.is_err() {
                break;
            }
        }
    });
    let mut primes = Vec::new();
    while primes.len() < 100 {
        let prime = chain.recv().await.expect("the source never ends");
        primes.push(prime);
        let (sender, filtered) = mpsc::channel(1);
        let input = std::mem::replace(&mut chain, filtered);
        tasks.spawn(filter(prime, input, sender));
    }
    drop(chain); // the end of the chain, and through it the end of every task
    let ended = tasks.join_all().await.len();

    for row in primes.chunks(10) {
        let row: Vec<String> =
            row.iter().map(|prime| format!("{prime:3}")).collect();
        writeln!(main, "{}", row.join(" "));
    }
    writeln!(main, "tasks ended: {ended}, left: {}", tasks_alive());
}

/// Lets through what the prime does not divide.
async fn filter(
    prime: u32,
    mut input: mpsc::Receiver<u32>,
    output: mpsc::Sender<u32>,
) {
    while let Some(number) = input.recv().await {
        if number % prime != 0 && output.send(number).await.is_err() {
            break;
        }
    }
}
