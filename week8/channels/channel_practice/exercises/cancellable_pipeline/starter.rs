//! cancellable_pipeline: numbers, primes, text, and a cancel that reaches every stage.
//!
//! Three stages: the first takes the numbers, the second keeps the primes, the third
//! writes the texts, such as "7 is prime". They run in tasks of their own, one or more.
//!
//! - `next` waits for the next text. Texts come in the order of the numbers. After the
//!   last text `next` returns `None` each time.
//! - A text does not wait for the next number: `next` returns it at once if it is ready,
//!   even if the number after it takes long. The same is true of an error.
//! - A number above `LIMIT` is not tested. Its error comes in its place among the texts
//!   and ends them: after it `next` returns `None` each time.
//! - The stages do not wait until they are asked, but they do not run far ahead.
//!   Before anybody asks for a text, at most 8 primes are taken from the numbers. Other
//!   numbers do not count.
//! - `cancel` ends the pipeline at any moment, even if the numbers never end, and even
//!   if nobody has taken a text for long. It returns when all stages have ended and
//!   have dropped what they held. Taking a number may take long: `cancel` waits for one
//!   number at most, which is being taken or is about to be.
//!
//! This program runs and looks right, but it is wrong.
//! `cargo week8 check cancellable_pipeline` shows where. Find out why, then change the
//! code below. Keep the types and the signatures of the methods. Inside, use what you
//! like from std or crossbeam.

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
    stages: Vec<JoinHandle<()>>,
}

impl Pipeline {
    pub fn start(numbers: impl Iterator<Item = u64> + Send + 'static) -> Pipeline {
        let (to_test, tested) = bounded(1);
        let (to_write, primes) = bounded(1);
        let (to_reader, texts) = bounded(1);
        let mut stages = Vec::new();
        stages.push(thread::spawn(move || {
            for number in numbers {
                if !pass(&to_test, number) {
                    return;
                }
            }
        }));
        stages.push(thread::spawn(move || {
            for number in tested {
                if number > LIMIT {
                    pass(&to_write, Err(TooLarge(number)));
                    return;
                }
                if is_prime(number) && !pass(&to_write, Ok(number)) {
                    return;
                }
            }
        }));
        stages.push(thread::spawn(move || {
            for prime in primes {
                let text = prime.map(|prime: u64| format!("{prime} is prime"));
                if !pass(&to_reader, text) {
                    return;
                }
            }
        }));
        Pipeline { texts, stages }
    }

    pub fn next(&mut self) -> Option<Text> {
        self.texts.recv().ok()
    }

    pub fn cancel(self) {
        // Nobody receives any more, so the stages end.
        drop(self.texts);
        drop(self.stages);
    }
}

/// Whether it could be passed on.
fn pass<T>(to: &Sender<T>, value: T) -> bool {
    to.send(value).is_ok()
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
