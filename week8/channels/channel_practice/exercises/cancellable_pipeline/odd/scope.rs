//! One task runs the three stages in a scope, and `cancel` joins that one alone.

use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam::channel::{Receiver, Sender, bounded, select_biased};

/// No larger number is tested.
pub const LIMIT: u64 = 1000;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TooLarge(pub u64);

pub type Text = Result<String, TooLarge>;

pub struct Pipeline {
    texts: Receiver<Text>,
    done: Sender<()>,
    stages: JoinHandle<()>,
}

impl Pipeline {
    pub fn start(numbers: impl Iterator<Item = u64> + Send + 'static) -> Pipeline {
        let (done, cancelled) = bounded(0);
        let (to_reader, texts) = bounded(1);
        let stages = thread::spawn(move || {
            let (to_test, tested) = bounded(1);
            let (to_write, primes) = bounded(1);
            let cancelled = &cancelled;
            thread::scope(|scope| {
                scope.spawn(move || {
                    for number in numbers {
                        if !pass(&to_test, number, cancelled) {
                            return;
                        }
                    }
                });
                scope.spawn(move || {
                    for number in tested {
                        if number > LIMIT {
                            pass(&to_write, Err(TooLarge(number)), cancelled);
                            return;
                        }
                        if is_prime(number)
                            && !pass(&to_write, Ok(number), cancelled)
                        {
                            return;
                        }
                    }
                });
                scope.spawn(move || {
                    for prime in primes {
                        let text =
                            prime.map(|prime: u64| format!("{prime} is prime"));
                        if !pass(&to_reader, text, cancelled) {
                            return;
                        }
                    }
                });
            });
        });
        Pipeline { texts, done, stages }
    }

    pub fn next(&mut self) -> Option<Text> {
        self.texts.recv().ok()
    }

    pub fn cancel(self) {
        drop((self.done, self.texts));
        self.stages.join().unwrap();
    }
}

/// Whether it could be passed on.
fn pass<T>(to: &Sender<T>, value: T, cancelled: &Receiver<()>) -> bool {
    select_biased! {
        recv(cancelled) -> _ => false,
        send(to, value) -> sent => sent.is_ok(),
    }
}

fn is_prime(number: u64) -> bool {
    number >= 2 && (2..number).all(|divisor| number % divisor != 0)
}

fn main() {
    let slowly = |number| {
        thread::sleep(Duration::from_millis(1));
        number
    };
    let mut pipeline = Pipeline::start((1..).map(slowly));
    for _ in 0..5 {
        println!("{:?}", pipeline.next());
    }
    pipeline.cancel();
    let mut pipeline = Pipeline::start([7, 2000, 11].into_iter());
    while let Some(text) = pipeline.next() {
        println!("{text:?}");
    }
    pipeline.cancel();
}
