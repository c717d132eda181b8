//! A message that was sent and never read.

extern crate conc_tokio as tokio;

use std::collections::VecDeque;
use std::time::Duration;

use explore::Explore;
use explore::sync::{Arc, Mutex};
use explore::tasks::block_on;
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
    puts: bool,
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
                if puts {
                    own.put(1);
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
        let (title, sentence) = told(two_ask(5 * MS, elsewhere, true));
        assert_eq!(title, "a message was lost with its receiver", "{sentence}");
        assert!(sentence.starts_with("task 2 sends message 1 to "), "{sentence}");
        assert!(sentence.contains("Then task 1 drops the receiver"), "{sentence}");
    }
}

#[test]
fn what_was_never_sent_is_not_lost_with_its_receiver() {
    Explore::every().run(two_ask(9 * MS, false, true)).clean_in_all();
    let (title, sentence) = told(two_ask(5 * MS, false, false));
    assert_eq!(title, "the last sender was never dropped", "{sentence}");
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
