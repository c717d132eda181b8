//! It finds all primes before it makes the stages that follow.

use crossbeam::channel::{Receiver, bounded};
use std::thread;

/// How many values may wait between two stages. 0 would be right as well; a few smooth
/// out stages whose speed varies.
const WAITING: usize = 2;

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
    hand_on(input.into_iter().filter_map(work))
}

pub fn prime_squares(last: u64) -> Receiver<String> {
    let primes = stage(numbers(last), |n| is_prime(n).then_some(n));
    let primes: Vec<u64> = primes.into_iter().collect();
    let squares = stage(primes, |prime| Some((prime, prime * prime)));
    stage(squares, |(prime, square)| Some(format!("{prime} * {prime} = {square}")))
}

/// Iterators are lazy: nothing happens until the new task asks for the first value.
fn hand_on<T: Send + 'static>(
    values: impl Iterator<Item = T> + Send + 'static,
) -> Receiver<T> {
    let (sender, receiver) = bounded(WAITING);
    thread::spawn(move || {
        for value in values {
            if sender.send(value).is_err() {
                return;
            }
        }
    });
    receiver
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
