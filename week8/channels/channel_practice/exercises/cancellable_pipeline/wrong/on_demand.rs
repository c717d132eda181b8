//! Each stage works only when the one after it asks, and the first one to ask is `next`.

use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam::channel::{Receiver, Sender, bounded};

/// No larger number is tested.
pub const LIMIT: u64 = 1000;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TooLarge(pub u64);

pub type Text = Result<String, TooLarge>;

pub struct Pipeline {
    texts: Receiver<Text>,
    asks: Sender<()>,
    stages: Vec<JoinHandle<()>>,
}

impl Pipeline {
    pub fn start(numbers: impl Iterator<Item = u64> + Send + 'static) -> Pipeline {
        let (ask_number, number_asked) = bounded(0);
        let (ask_prime, prime_asked) = bounded(0);
        let (asks, text_asked) = bounded(0);
        let (to_test, tested) = bounded(0);
        let (to_write, primes) = bounded(0);
        let (to_reader, texts) = bounded(0);
        let mut numbers = numbers;
        let mut stages = Vec::new();
        stages.push(thread::spawn(move || {
            while number_asked.recv().is_ok() {
                let Some(number) = numbers.next() else { return };
                if to_test.send(number).is_err() {
                    return;
                }
            }
        }));
        stages.push(thread::spawn(move || {
            while prime_asked.recv().is_ok() {
                loop {
                    if ask_number.send(()).is_err() {
                        return;
                    }
                    let Ok(number) = tested.recv() else { return };
                    if number > LIMIT {
                        let _ = to_write.send(Err(TooLarge(number)));
                        return;
                    }
                    if is_prime(number) {
                        if to_write.send(Ok(number)).is_err() {
                            return;
                        }
                        break;
                    }
                }
            }
        }));
        stages.push(thread::spawn(move || {
            while text_asked.recv().is_ok() {
                if ask_prime.send(()).is_err() {
                    return;
                }
                let Ok(prime) = primes.recv() else { return };
                let text = prime.map(|prime: u64| format!("{prime} is prime"));
                if to_reader.send(text).is_err() {
                    return;
                }
            }
        }));
        Pipeline { texts, asks, stages }
    }

    pub fn next(&mut self) -> Option<Text> {
        self.asks.send(()).ok()?;
        self.texts.recv().ok()
    }

    pub fn cancel(self) {
        drop((self.asks, self.texts));
        for stage in self.stages {
            stage.join().unwrap();
        }
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
