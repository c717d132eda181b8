//! A queue under a lock, and who finds it empty or full parks.

use crossbeam::sync::{Parker, Unparker};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;

struct Shared<T> {
    queue: Mutex<VecDeque<T>>,
    sends: AtomicBool,
    reads: AtomicBool,
    reader: Unparker,
    writer: Unparker,
}

pub struct Receiver<T>(Arc<Shared<T>>, Parker);

impl<T> Iterator for Receiver<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        loop {
            let sends = self.0.sends.load(SeqCst);
            if let Some(value) = self.0.queue.lock().unwrap().pop_front() {
                self.0.writer.unpark();
                return Some(value);
            }
            if !sends {
                return None;
            }
            self.1.park();
        }
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.0.reads.store(false, SeqCst);
        self.0.writer.unpark();
    }
}

fn start<T: Send + 'static>(
    values: impl Iterator<Item = T> + Send + 'static,
) -> Receiver<T> {
    let (reads, writes) = (Parker::new(), Parker::new());
    let shared = Arc::new(Shared {
        queue: Mutex::default(),
        sends: AtomicBool::new(true),
        reads: AtomicBool::new(true),
        reader: reads.unparker().clone(),
        writer: writes.unparker().clone(),
    });
    let sender = Arc::clone(&shared);
    thread::spawn(move || {
        'all: for value in values {
            let mut left = Some(value);
            while let Some(value) = left.take() {
                if !sender.reads.load(SeqCst) {
                    break 'all;
                }
                let mut queue = sender.queue.lock().unwrap();
                if queue.len() < 2 {
                    queue.push_back(value);
                } else {
                    left = Some(value);
                }
                drop(queue);
                match left {
                    Some(_) => writes.park(),
                    None => sender.reader.unpark(),
                }
            }
        }
        sender.sends.store(false, SeqCst);
        sender.reader.unpark();
    });
    Receiver(shared, reads)
}

pub fn numbers(last: u64) -> Receiver<u64> {
    start(1..=last)
}

pub fn stage<A, B>(
    input: Receiver<A>,
    work: impl FnMut(A) -> Option<B> + Send + 'static,
) -> Receiver<B>
where
    A: Send + 'static,
    B: Send + 'static,
{
    start(input.filter_map(work))
}

pub fn prime_squares(last: u64) -> Receiver<String> {
    let primes = stage(numbers(last), |n| is_prime(n).then_some(n));
    let squares = stage(primes, |prime| Some((prime, prime * prime)));
    stage(squares, |(prime, square)| Some(format!("{prime} * {prime} = {square}")))
}

fn is_prime(n: u64) -> bool {
    n > 1 && (2..n).take_while(|d| d * d <= n).all(|d| !n.is_multiple_of(d))
}

fn main() {
    for line in prime_squares(20) {
        println!("{line}");
    }
}
