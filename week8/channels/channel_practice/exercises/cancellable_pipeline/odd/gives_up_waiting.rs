//! A send waits for a tenth of a second at most and looks whether it is still wanted.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam::channel::{Receiver, SendTimeoutError, Sender, bounded};

/// No larger number is tested.
pub const LIMIT: u64 = 1000;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TooLarge(pub u64);

pub type Text = Result<String, TooLarge>;

pub struct Pipeline {
    texts: Receiver<Text>,
    cancelled: Arc<AtomicBool>,
    stages: Vec<JoinHandle<()>>,
}

impl Pipeline {
    pub fn start(numbers: impl Iterator<Item = u64> + Send + 'static) -> Pipeline {
        let cancelled = Arc::new(AtomicBool::new(false));
        let (to_test, tested) = bounded(1);
        let (to_write, primes) = bounded(1);
        let (to_reader, texts) = bounded(1);
        let mut stages = Vec::new();
        let stop = Arc::clone(&cancelled);
        stages.push(thread::spawn(move || {
            for number in numbers {
                if !pass(&to_test, number, &stop) {
                    return;
                }
            }
        }));
        let stop = Arc::clone(&cancelled);
        stages.push(thread::spawn(move || {
            for number in tested {
                if number > LIMIT {
                    pass(&to_write, Err(TooLarge(number)), &stop);
                    return;
                }
                if is_prime(number) && !pass(&to_write, Ok(number), &stop) {
                    return;
                }
            }
        }));
        let stop = Arc::clone(&cancelled);
        stages.push(thread::spawn(move || {
            for prime in primes {
                let text = prime.map(|prime: u64| format!("{prime} is prime"));
                if !pass(&to_reader, text, &stop) {
                    return;
                }
            }
        }));
        Pipeline { texts, cancelled, stages }
    }

    pub fn next(&mut self) -> Option<Text> {
        self.texts.recv().ok()
    }

    pub fn cancel(self) {
        self.cancelled.store(true, SeqCst);
        drop(self.texts);
        for stage in self.stages {
            stage.join().unwrap();
        }
    }
}

/// Whether it could be passed on.
fn pass<T>(to: &Sender<T>, mut value: T, cancelled: &AtomicBool) -> bool {
    while !cancelled.load(SeqCst) {
        match to.send_timeout(value, Duration::from_millis(100)) {
            Ok(()) => return true,
            Err(SendTimeoutError::Timeout(back)) => value = back,
            Err(SendTimeoutError::Disconnected(_)) => return false,
        }
    }
    false
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
