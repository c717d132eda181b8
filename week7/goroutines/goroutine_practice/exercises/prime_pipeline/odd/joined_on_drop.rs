//! Who drops the results waits until the stage has ended.

use crossbeam::channel::{IntoIter, bounded};
use std::thread::{self, JoinHandle};

pub struct Receiver<T> {
    results: Option<IntoIter<T>>,
    task: Option<JoinHandle<()>>,
}

impl<T> Iterator for Receiver<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.results.as_mut().and_then(Iterator::next)
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        // First the results, or the stage may wait for room forever.
        drop(self.results.take());
        if let Some(task) = self.task.take() {
            task.join().unwrap();
        }
    }
}

fn start<T: Send + 'static>(
    values: impl Iterator<Item = T> + Send + 'static,
) -> Receiver<T> {
    let (sender, receiver) = bounded(3);
    let task = thread::spawn(move || {
        for value in values {
            if sender.send(value).is_err() {
                break;
            }
        }
    });
    Receiver { results: Some(receiver.into_iter()), task: Some(task) }
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
