//! A last message says that it is over.

use crossbeam::channel::{Receiver as Values, bounded};
use std::thread;

pub struct Receiver<T>(Values<Option<T>>);

impl<T> Iterator for Receiver<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.0.recv().ok().flatten()
    }
}

pub fn numbers(last: u64) -> Receiver<u64> {
    hand_on(1..=last)
}

pub fn stage<A, B>(
    input: Receiver<A>,
    work: impl FnMut(A) -> Option<B> + Send + 'static,
) -> Receiver<B>
where
    A: Send + 'static,
    B: Send + 'static,
{
    hand_on(input.filter_map(work))
}

pub fn prime_squares(last: u64) -> Receiver<String> {
    let primes = stage(numbers(last), |n| is_prime(n).then_some(n));
    let squares = stage(primes, |prime| Some((prime, prime * prime)));
    stage(squares, |(prime, square)| Some(format!("{prime} * {prime} = {square}")))
}

fn hand_on<T: Send + 'static>(
    values: impl Iterator<Item = T> + Send + 'static,
) -> Receiver<T> {
    let (sender, receiver) = bounded(2);
    thread::spawn(move || {
        for value in values.map(Some).chain([None]) {
            if sender.send(value).is_err() {
                return;
            }
        }
    });
    Receiver(receiver)
}

fn is_prime(n: u64) -> bool {
    n > 1 && (2..n).take_while(|d| d * d <= n).all(|d| !n.is_multiple_of(d))
}

fn main() {
    for line in prime_squares(20) {
        println!("{line}");
    }
    for line in prime_squares(1_000_000).into_iter().take(3) {
        println!("{line}");
    }
}
