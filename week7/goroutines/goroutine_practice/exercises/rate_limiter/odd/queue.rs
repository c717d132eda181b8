//! Who waits stands in a queue of messages; a task serves it, one for each token.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::select;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{interval, timeout};

type Place = oneshot::Sender<oneshot::Sender<()>>;

pub struct RateLimiter {
    tokens: Arc<AtomicUsize>,
    stopped: AtomicBool,
    places: Mutex<Option<mpsc::UnboundedSender<Place>>>,
}

/// The limiter was stopped.
#[derive(Debug, PartialEq, Eq)]
pub struct Stopped;

impl RateLimiter {
    pub fn new(capacity: usize, period: Duration) -> RateLimiter {
        let tokens = Arc::new(AtomicUsize::new(capacity));
        let (places, queue) = mpsc::unbounded_channel();
        tokio::spawn(serve(Arc::clone(&tokens), capacity, period, queue));
        RateLimiter {
            tokens,
            stopped: AtomicBool::new(false),
            places: Mutex::new(Some(places)),
        }
    }

    pub fn allow(&self) -> bool {
        let take = |tokens: usize| tokens.checked_sub(1);
        !self.stopped.load(SeqCst)
            && self.tokens.fetch_update(SeqCst, SeqCst, take).is_ok()
    }

    pub async fn wait(&self) -> Result<(), Stopped> {
        if self.allow() {
            return Ok(());
        }
        let (place, token) = oneshot::channel();
        match &*self.places.lock().unwrap() {
            Some(places) => places.send(place).map_err(|_| Stopped)?,
            None => return Err(Stopped),
        }
        // To send back is to take it: nobody takes it who has given up.
        let takes = token.await.map_err(|_| Stopped)?;
        takes.send(()).map_err(|()| Stopped)
    }

    pub fn stop(&self) {
        self.stopped.store(true, SeqCst);
        self.places.lock().unwrap().take();
    }
}

async fn serve(
    tokens: Arc<AtomicUsize>,
    capacity: usize,
    period: Duration,
    mut queue: mpsc::UnboundedReceiver<Place>,
) {
    let mut waiting = VecDeque::new();
    let mut ticks = interval(period);
    ticks.tick().await;
    loop {
        select! {
            place = queue.recv() => match place {
                Some(place) => waiting.push_back(place),
                None => return,
            },
            _ = ticks.tick() => {
                let mut left = true;
                while left && let Some(place) = waiting.pop_front() {
                    left = !give(place).await;
                }
                let tokens_now = tokens.load(SeqCst);
                if left && tokens_now < capacity {
                    tokens.fetch_add(1, SeqCst);
                }
            }
        }
    }
}

/// Whether the token was taken.
async fn give(place: Place) -> bool {
    let (takes, taken) = oneshot::channel();
    place.send(takes).is_ok() && taken.await.is_ok()
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let limiter = RateLimiter::new(2, Duration::from_millis(20));
    println!("{} {} {}", limiter.allow(), limiter.allow(), limiter.allow());
    println!("{:?}", limiter.wait().await);
    println!("{:?}", timeout(Duration::from_millis(5), limiter.wait()).await);
    limiter.stop();
    println!("{:?}", limiter.wait().await);
}
