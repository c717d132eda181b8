//! The first stage does not look whether sending failed, and counts on for nobody.

use crossbeam::channel::{Receiver, bounded};
use std::thread;

pub fn numbers(last: u64) -> Receiver<u64> {
    let (numbers, receiver) = bounded(2);
    thread::spawn(move || {
        for n in 1..=last {
            let _ = numbers.send(n);
        }
    });
    receiver
}

pub fn stage<A, B>(
    input: Receiver<A>,
    mut work: impl FnMut(A) -> Option<B> + Send + 'static,
) -> Receiver<B>
where
    A: Send + 'static,
    B: Send + 'static,
{
    let (results, receiver) = bounded(2);
    thread::spawn(move || {
        for value in input {
            if let Some(result) = work(value)
                && results.send(result).is_err()
            {
                return;
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
