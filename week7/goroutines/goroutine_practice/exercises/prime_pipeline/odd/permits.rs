//! A value is taken only with a permit, and each one read gives a permit back.

use crossbeam::channel::{Receiver, Sender, bounded, unbounded};
use std::thread;

pub struct Permitted<T> {
    values: Receiver<T>,
    permits: Sender<()>,
}

impl<T> Iterator for Permitted<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let value = self.values.recv().ok()?;
        // Nobody takes it any more when the stage has ended.
        let _ = self.permits.try_send(());
        Some(value)
    }
}

fn start<T: Send + 'static>(
    mut values: impl Iterator<Item = T> + Send + 'static,
) -> Permitted<T> {
    let (sender, receiver) = unbounded();
    let (permits, permit) = bounded(3);
    (0..3).for_each(|_| permits.send(()).unwrap());
    thread::spawn(move || {
        // Permits end when the reader is gone.
        while permit.recv().is_ok() {
            let Some(value) = values.next() else { break };
            if sender.send(value).is_err() {
                break;
            }
        }
    });
    Permitted { values: receiver, permits }
}

pub fn numbers(last: u64) -> Permitted<u64> {
    start(1..=last)
}

pub fn stage<A, B>(
    input: Permitted<A>,
    work: impl FnMut(A) -> Option<B> + Send + 'static,
) -> Permitted<B>
where
    A: Send + 'static,
    B: Send + 'static,
{
    start(input.filter_map(work))
}

pub fn prime_squares(last: u64) -> Permitted<String> {
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
