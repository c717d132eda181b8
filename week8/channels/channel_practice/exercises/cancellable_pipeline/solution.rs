//! Two things end a stage: its neighbour has gone, or everything was cancelled. The first
//! is what a failed send says, and it travels upstream stage by stage. But a stage that
//! finds nothing to send never learns of it and goes on receiving, so the first stage
//! could send for ever. So there is a signal as well: a channel on which nothing is ever
//! sent, and which closes at the cancel. It is looked at first, else a send that is always
//! ready could win for ever. Who cancels joins the stages: only then are they known to
//! have ended.

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
    stages: Vec<JoinHandle<()>>,
}

impl Pipeline {
    pub fn start(numbers: impl Iterator<Item = u64> + Send + 'static) -> Pipeline {
        let (done, cancelled) = bounded(0);
        let (to_test, tested) = bounded(1);
        let (to_write, primes) = bounded(1);
        let (to_reader, texts) = bounded(1);
        let mut stages = Vec::new();
        let stop = cancelled.clone();
        stages.push(thread::spawn(move || {
            for number in numbers {
                if !pass(&to_test, number, &stop) {
                    return;
                }
            }
        }));
        let stop = cancelled.clone();
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
        stages.push(thread::spawn(move || {
            for prime in primes {
                let text = prime.map(|prime: u64| format!("{prime} is prime"));
                if !pass(&to_reader, text, &cancelled) {
                    return;
                }
            }
        }));
        Pipeline { texts, done, stages }
    }

    pub fn next(&mut self) -> Option<Text> {
        self.texts.recv().ok()
    }

    pub fn cancel(self) {
        drop((self.done, self.texts));
        for stage in self.stages {
            stage.join().unwrap();
        }
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
