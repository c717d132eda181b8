//! A channel of its own, from a lock and a condition variable.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

struct Shared<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

struct State<T> {
    waiting: VecDeque<T>,
    sends: bool,
    reads: bool,
}

pub struct Receiver<T>(Arc<Shared<T>>);

impl<T> Iterator for Receiver<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let state = self.0.state.lock().unwrap();
        let waits = |state: &mut State<T>| state.waiting.is_empty() && state.sends;
        let mut state = self.0.changed.wait_while(state, waits).unwrap();
        self.0.changed.notify_all();
        state.waiting.pop_front()
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.0.state.lock().unwrap().reads = false;
        self.0.changed.notify_all();
    }
}

impl<T> Shared<T> {
    /// Whether somebody will read it.
    fn send(&self, value: T) -> bool {
        let state = self.state.lock().unwrap();
        let waits = |state: &mut State<T>| state.waiting.len() == 2 && state.reads;
        let mut state = self.changed.wait_while(state, waits).unwrap();
        state.waiting.push_back(value);
        self.changed.notify_all();
        state.reads
    }

    fn close(&self) {
        self.state.lock().unwrap().sends = false;
        self.changed.notify_all();
    }
}

fn start<T: Send + 'static>(
    mut values: impl Iterator<Item = T> + Send + 'static,
) -> Receiver<T> {
    let state = State { waiting: VecDeque::new(), sends: true, reads: true };
    let shared =
        Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new() });
    let sender = Arc::clone(&shared);
    thread::spawn(move || {
        while let Some(value) = values.next()
            && sender.send(value)
        {}
        sender.close();
    });
    Receiver(shared)
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
