//! Three places and the flag behind one lock.

use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// No larger number is tested.
pub const LIMIT: u64 = 1000;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TooLarge(pub u64);

pub type Text = Result<String, TooLarge>;

pub struct Pipeline {
    shared: Arc<Shared>,
    stages: Vec<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    cancelled: bool,
    to_test: Place<u64>,
    to_write: Place<Result<u64, TooLarge>>,
    to_reader: Place<Text>,
}

/// Room for one.
struct Place<T> {
    value: Option<T>,
    /// Nothing more comes.
    ended: bool,
}

impl<T> Default for Place<T> {
    fn default() -> Place<T> {
        Place { value: None, ended: false }
    }
}

type Which<T> = fn(&mut State) -> &mut Place<T>;

impl Shared {
    /// Waits until this is so; `None` if the pipeline is cancelled.
    fn until(
        &self,
        is_so: impl Fn(&mut State) -> bool,
    ) -> Option<MutexGuard<'_, State>> {
        let mut state = self.state.lock().unwrap();
        loop {
            if state.cancelled {
                return None;
            }
            if is_so(&mut state) {
                return Some(state);
            }
            state = self.changed.wait(state).unwrap();
        }
    }

    fn put<T>(&self, which: Which<T>, value: T) -> bool {
        let has_room = |state: &mut State| which(state).value.is_none();
        let Some(mut state) = self.until(has_room) else { return false };
        which(&mut state).value = Some(value);
        self.changed.notify_all();
        true
    }

    fn take<T>(&self, which: Which<T>) -> Option<T> {
        let mut state = self.until(|state| {
            let place = which(state);
            place.value.is_some() || place.ended
        })?;
        let value = which(&mut state).value.take();
        self.changed.notify_all();
        value
    }

    fn end<T>(&self, which: Which<T>) {
        which(&mut self.state.lock().unwrap()).ended = true;
        self.changed.notify_all();
    }
}

impl Pipeline {
    pub fn start(numbers: impl Iterator<Item = u64> + Send + 'static) -> Pipeline {
        let shared = Arc::new(Shared::default());
        let mut stages = Vec::new();
        let own = shared.clone();
        stages.push(thread::spawn(move || {
            for number in numbers {
                if !own.put(|state| &mut state.to_test, number) {
                    break;
                }
            }
            own.end(|state| &mut state.to_test);
        }));
        let own = shared.clone();
        stages.push(thread::spawn(move || {
            while let Some(number) = own.take(|state| &mut state.to_test) {
                if number > LIMIT {
                    own.put(|state| &mut state.to_write, Err(TooLarge(number)));
                    break;
                }
                if is_prime(number)
                    && !own.put(|state| &mut state.to_write, Ok(number))
                {
                    break;
                }
            }
            own.end(|state| &mut state.to_write);
        }));
        let own = shared.clone();
        stages.push(thread::spawn(move || {
            while let Some(prime) = own.take(|state| &mut state.to_write) {
                let text = prime.map(|prime: u64| format!("{prime} is prime"));
                if !own.put(|state| &mut state.to_reader, text) {
                    break;
                }
            }
            own.end(|state| &mut state.to_reader);
        }));
        Pipeline { shared, stages }
    }

    pub fn next(&mut self) -> Option<Text> {
        self.shared.take(|state| &mut state.to_reader)
    }

    pub fn cancel(self) {
        self.shared.state.lock().unwrap().cancelled = true;
        self.shared.changed.notify_all();
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
