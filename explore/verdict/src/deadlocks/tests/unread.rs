//! A message that was sent and never read.

extern crate conc_tokio as tokio;

use std::collections::VecDeque;
use std::time::Duration;

use explore::Explore;
use explore::sync::{Arc, Mutex};
use explore::tasks::block_on;
use tokio::sync::mpsc;
use tokio::sync::oneshot::{self, Receiver, Sender};
use tokio::time::sleep;

use super::told_of;
use crate::sources::Sources;

const TEXT: &str = include_str!("unread.rs");
const MS: Duration = Duration::from_millis(1);

/// The title and the sentence.
fn told(program: impl Fn() + Send + Sync + 'static) -> (String, String) {
    let (title, sentence, _) = told_of(TEXT, Sources(&[(file!(), TEXT)]), program);
    (title, sentence)
}

#[derive(Default)]
struct Pool {
    idle: Mutex<Vec<u32>>,
    waiters: Mutex<VecDeque<Sender<u32>>>,
}

impl Pool {
    fn ask(&self) -> Receiver<u32> {
        let (gives, gets) = oneshot::channel();
        let mut waiters = self.waiters.lock().unwrap();
        match self.idle.lock().unwrap().pop() {
            Some(one) => drop(gives.send(one)),
            None => waiters.push_back(gives),
        }
        gets
    }

    fn put(&self, mut one: u32) {
        let mut waiters = self.waiters.lock().unwrap();
        while let Some(waiter) = waiters.pop_front() {
            match waiter.send(one) {
                Ok(()) => return,
                Err(back) => one = back,
            }
        }
        self.idle.lock().unwrap().push(one);
    }

    /// To the one who waits longest, whether that one is still there or not.
    fn hands(&self, one: u32) {
        match self.waiters.lock().unwrap().pop_front() {
            Some(waiter) => drop(waiter.send(one)),
            None => self.idle.lock().unwrap().push(one),
        }
    }

    /// In a channel that was made elsewhere than others.
    async fn tries(&self) -> Option<u32> {
        let (hands, gets) = oneshot::channel();
        self.waiters.lock().unwrap().push_back(hands);
        within(gets).await
    }
}

/// What comes in time, if the time is looked at first.
async fn within(gets: Receiver<u32>) -> Option<u32> {
    tokio::select! {
        biased;
        () = sleep(5 * MS) => None,
        one = gets => one.ok(),
    }
}

/// One gives up after a while, and another one asks after that.
fn two_ask(
    after: Duration,
    elsewhere: bool,
    puts: Option<fn(&Pool, u32)>,
) -> impl Fn() + Send + Sync {
    move || {
        block_on(async move {
            let pool = Arc::new(Pool::default());
            let own = Arc::clone(&pool);
            let hasty = tokio::spawn(async move {
                let got = match elsewhere {
                    true => own.tries().await,
                    false => within(own.ask()).await,
                };
                if let Some(one) = got {
                    own.put(one);
                }
            });
            let own = Arc::clone(&pool);
            let gives = tokio::spawn(async move {
                sleep(after).await;
                if let Some(puts) = puts {
                    puts(&own, 1);
                }
            });
            hasty.await.unwrap();
            gives.await.unwrap();
            pool.ask().await.unwrap();
        });
    }
}

#[test]
fn what_came_as_its_receiver_gave_up_is_lost() {
    for elsewhere in [false, true] {
        let (title, sentence) = told(two_ask(5 * MS, elsewhere, Some(Pool::put)));
        assert_eq!(title, "a message was lost with its receiver", "{sentence}");
        assert!(sentence.starts_with("task 2 sends message 1 to "), "{sentence}");
        assert!(sentence.contains("Then task 1 drops the receiver"), "{sentence}");
    }
}

#[test]
fn what_was_never_sent_is_not_lost_with_its_receiver() {
    Explore::every().run(two_ask(9 * MS, false, Some(Pool::put))).clean_in_all();
    let (title, sentence) = told(two_ask(5 * MS, false, None));
    assert_eq!(title, "the last sender was never dropped", "{sentence}");
}

/// An answer that comes too late is none of who asks next.
#[test]
fn what_comes_too_late_is_not_missed_by_others() {
    let (title, sentence) = told(|| {
        block_on(async {
            let (asks, mut asked) = mpsc::unbounded_channel::<Sender<u32>>();
            let server = tokio::spawn(async move {
                let gives = asked.recv().await.unwrap();
                let _ = gives.send(1);
                // Nobody sends to this one.
                let (_keeps, never) = oneshot::channel::<()>();
                let _ = never.await;
            });
            for waits in [false, true] {
                let (gives, gets) = oneshot::channel();
                if waits {
                    asks.send(gives).unwrap();
                    assert_eq!(gets.await, Ok(1));
                } else {
                    drop(gets);
                    asks.send(gives).unwrap();
                }
            }
            server.await.unwrap();
        });
    });
    assert_ne!(title, TO_NOBODY, "{sentence}");
}

const TO_NOBODY: &str = "a message was sent to nobody";

#[test]
fn what_was_sent_to_one_who_had_given_up_is_lost() {
    for elsewhere in [false, true] {
        let (title, sentence) = told(two_ask(9 * MS, elsewhere, Some(Pool::hands)));
        assert_eq!(title, TO_NOBODY, "{sentence}");
        assert!(
            sentence.starts_with("task 1 drops the receiver of "),
            "{sentence}"
        );
        assert!(sentence.contains("After that task 2 sends to "), "{sentence}");
    }
}

/// Of two who ask the first one has closed its channel, and the second one waits for that
/// or for a word to stop.
fn grants(tells: bool) {
    block_on(async move {
        let (asks, mut asked) = mpsc::unbounded_channel::<Sender<u32>>();
        let server = tokio::spawn(async move {
            let mut one = Some(1);
            while let Some(gives) = asked.recv().await {
                let Some(given) = one.take() else {
                    std::mem::forget(gives);
                    continue;
                };
                if let Err(back) = gives.send(given) {
                    one = tells.then_some(back);
                }
            }
        });
        let (stops, mut stop) = oneshot::channel::<()>();
        for closes in [true, false] {
            let (gives, mut gets) = oneshot::channel();
            if closes {
                gets.close();
            }
            asks.send(gives).ok().unwrap();
            if !closes {
                tokio::select! {
                    one = gets => assert_eq!(one, Ok(1)),
                    _ = &mut stop => {}
                }
            }
        }
        drop((asks, stops));
        server.await.unwrap();
    });
}

#[test]
fn what_was_sent_to_a_closed_channel_is_lost() {
    let (title, sentence) = told(|| grants(false));
    assert_eq!(title, TO_NOBODY, "{sentence}");
    assert!(sentence.starts_with("main closes "), "{sentence}");
    Explore::every().run(|| grants(true)).clean_in_all();
}

/// What came back is kept for others: that they wait has another cause.
#[test]
fn what_was_sent_in_vain_and_put_back_is_not_lost() {
    let (title, sentence) = told(|| {
        block_on(async {
            let pool = Pool::default();
            drop(pool.ask());
            pool.put(1);
            pool.idle.lock().unwrap().clear();
            let _ = pool.ask().await;
        });
    });
    assert_ne!(title, TO_NOBODY, "{sentence}");
}

/// A word that nobody needs is left in another channel: it has nothing to do with the wait.
#[test]
fn what_goes_to_a_channel_of_another_kind_is_not_missed() {
    let (title, sentence) = told(|| {
        block_on(async {
            let (word, unread) = oneshot::channel();
            word.send(()).unwrap();
            drop(unread);
            let (keeps, answer) = oneshot::channel::<u32>();
            let _ = answer.await;
            drop(keeps);
        });
    });
    assert_ne!(title, "a message was lost with its receiver", "{sentence}");
}
