//! With the channels of std.

use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

pub fn numbers(last: u64) -> Receiver<u64> {
    let (numbers, receiver) = sync_channel(1);
    thread::spawn(move || (1..=last).try_for_each(|n| numbers.send(n)));
    receiver
}

pub fn stage<A, B>(
    input: Receiver<A>,
    work: impl FnMut(A) -> Option<B> + Send + 'static,
) -> Receiver<B>
where
    A: Send + 'static,
    B: Send + 'static,
{
    let (results, receiver) = sync_channel(1);
    thread::spawn(move || {
        let mut values = input.into_iter().filter_map(work);
        values.try_for_each(|result| results.send(result))
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
