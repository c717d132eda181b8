//! A stage of two tasks: one works, the other hands on.

use crossbeam::channel::{Receiver, bounded};
use std::thread;

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
    start(input.into_iter().filter_map(work))
}

fn start<T: Send + 'static>(
    mut values: impl Iterator<Item = T> + Send + 'static,
) -> Receiver<T> {
    let (made, ready) = bounded(1);
    let (sender, receiver) = bounded(1);
    thread::spawn(move || {
        while values.next().is_some_and(|value| made.send(value).is_ok()) {}
    });
    thread::spawn(move || {
        for value in ready {
            if sender.send(value).is_err() {
                break;
            }
        }
    });
    receiver
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
