//! Only the source looks at a flag, before each number. Its end ends the rest.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// No larger number is tested.
pub const LIMIT: u64 = 1000;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TooLarge(pub u64);

pub type Text = Result<String, TooLarge>;

type Number = Result<u64, TooLarge>;

pub struct Pipeline {
    stop: Arc<Mutex<bool>>,
    texts: Receiver<Text>,
    stages: Vec<JoinHandle<()>>,
}

impl Pipeline {
    pub fn start(numbers: impl Iterator<Item = u64> + Send + 'static) -> Pipeline {
        let stop = Arc::new(Mutex::new(false));
        let (to_test, tested) = sync_channel::<u64>(0);
        let (to_write, primes) = sync_channel::<Number>(0);
        let (to_reader, texts) = sync_channel(0);
        let theirs = Arc::clone(&stop);
        let source = thread::spawn(move || {
            let mut numbers = numbers;
            while !*theirs.lock().unwrap() {
                let Some(number) = numbers.next() else { return };
                if to_test.send(number).is_err() {
                    return;
                }
            }
        });
        let test = thread::spawn(move || {
            while let Ok(number) = tested.recv() {
                let last = number > LIMIT;
                let found = match number {
                    _ if last => Err(TooLarge(number)),
                    _ if is_prime(number) => Ok(number),
                    _ => continue,
                };
                if to_write.send(found).is_err() || last {
                    return;
                }
            }
        });
        let write = thread::spawn(move || writes(primes, to_reader));
        Pipeline { stop, texts, stages: vec![source, test, write] }
    }

    pub fn next(&mut self) -> Option<Text> {
        self.texts.recv().ok()
    }

    pub fn cancel(self) {
        *self.stop.lock().unwrap() = true;
        drop(self.texts);
        self.stages.into_iter().for_each(|stage| stage.join().unwrap());
    }
}

fn writes(primes: Receiver<Number>, to_reader: SyncSender<Text>) {
    for prime in primes {
        let text = prime.map(|prime| format!("{prime} is prime"));
        if to_reader.send(text).is_err() {
            return;
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
