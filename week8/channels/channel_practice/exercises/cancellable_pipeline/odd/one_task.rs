//! One task and an iterator for each stage.

use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam::channel::{Receiver, Sender, TryRecvError, bounded, select_biased};

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
        let (to_reader, texts) = bounded(1);
        let stage = thread::spawn(move || {
            let tests = |number| match number {
                number if number > LIMIT => Some(Err(TooLarge(number))),
                number => is_prime(number).then_some(Ok(number)),
            };
            for number in numbers {
                if cancelled.try_recv() != Err(TryRecvError::Empty) {
                    return;
                }
                let Some(tested) = tests(number) else { continue };
                let is_last = tested.is_err();
                let text = tested.map(|prime| format!("{prime} is prime"));
                if !pass(&to_reader, text, &cancelled) || is_last {
                    return;
                }
            }
        });
        let stages = vec![stage];
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
