//! Chains of tasks. A chain has many links, and each does next to nothing, so each
//! is a task: threads would spend their time in switches from one to the next.

use std::thread::available_parallelism;
use std::time::Instant;

use shared::Log;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

/// Rob Pike showed with such a chain that goroutines are cheap. Each link
/// waits for a number from its right, adds one, and passes it to its left.
/// tokio has room for 100,000 tasks too; nobody would write this with
/// threads. The last line is the time to start a link and to pass the
/// value through it; the page shows it in a release build. Only one value
/// ever passes between two links, so the channel is a `oneshot`. Its
/// `send` takes the sender itself, and a second send does not compile:
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

    to_left.send(1).unwrap(); // to the rightmost link; each link wakes the next
    writeln!(main, "the value is {}", leftmost.await.unwrap());
    writeln!(main, "tasks alive: {}", tasks_alive());
    let nanos = start.elapsed().as_nanos() / u128::from(LINKS);
    let cores = available_parallelism().map_or(1, usize::from);
    writeln!(main, "{nanos} ns a link, on one of {cores} cores");
}

const LINKS: u64 = 100_000;

/// The tasks of this runtime that have not ended. `main` is not counted.
fn tasks_alive() -> usize {
    Handle::current().metrics().num_alive_tasks()
}

/// This program stands in Hoare's paper on CSP (Communicating Sequential Processes,
/// 1978), and in Go's old tutorial. Numbers go through a chain of filters. A number
/// that comes out at the end is prime, and becomes the next filter. The source has
/// no last number. In Go all filters wait in a send when `main` has enough primes.
/// Here `main` drops its receiver: the send of the last filter fails, the filter
/// ends and drops its own receiver, and so on back to the source.
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
        let prime = chain.recv().await.expect("there is always a next number");
        primes.push(prime);
        let (sender, filtered) = mpsc::channel(1);
        let input = std::mem::replace(&mut chain, filtered);
        tasks.spawn(filter(prime, input, sender));
    }
    drop(chain); // the last filter's next send fails
    let ended = tasks.join_all().await.len();

    for row in primes.chunks(10) {
        writeln!(main, "{row:3?}");
    }
    writeln!(main, "tasks ended: {ended}");
}

/// Passes on the numbers that the prime does not divide.
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
