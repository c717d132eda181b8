//! What acts as its last owner drops it.

use std::sync::Arc;

use conc_tokio::sync::mpsc;
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};

use super::world::Own;

pub const STEPS: u8 = 8;

/// What is done by the last owner.
pub struct Acts {
    what: What,
    pub number: Arc<AtomicU32>,
}

enum What {
    Posts(mpsc::UnboundedSender<usize>),
    Closes(#[allow(dead_code, reason = "it is dropped")] mpsc::Sender<usize>),
    Says,
    Counts,
}

impl Acts {
    pub fn new(
        setup: usize,
        post: &mpsc::UnboundedSender<usize>,
        sender: &mpsc::Sender<usize>,
    ) -> Acts {
        let what = match setup % 4 {
            0 => What::Posts(post.clone()),
            1 => What::Closes(sender.clone()),
            2 => What::Says,
            _ => What::Counts,
        };
        Acts { what, number: Arc::default() }
    }
}

impl Drop for Acts {
    fn drop(&mut self) {
        explore::acts_when_dropped(self);
        match &self.what {
            What::Posts(post) => drop(post.send(9)),
            What::Closes(_) => {}
            What::Says => explore::note!("dropped"),
            What::Counts => drop(self.number.fetch_add(1, SeqCst)),
        }
    }
}

/// Does this step. Returns what the task sees.
pub async fn take(step: u8, own: &mut Own) -> String {
    let number = own.number();
    match step {
        0 | 1 => {
            own.arc = None;
            "drops".into()
        }
        2 => {
            let mut last = own.world.std_lock.lock().unwrap();
            own.arc = None;
            format!("{}", std::mem::replace(&mut *last, number))
        }
        3 => {
            let mut left = own.world.left.lock().unwrap();
            left.extend(own.arc.take());
            format!("{}", left.len())
        }
        4 => {
            let found = own.world.left.lock().unwrap().pop();
            format!("{}", found.is_some())
        }
        5 => {
            own.arc = own.world.left.lock().unwrap().pop();
            format!("{}", own.arc.is_some())
        }
        6 => match &mut own.posted {
            Some(posted) => format!("{:?}", posted.try_recv()),
            None => {
                drop(own.posts.take_first());
                "drops".into()
            }
        },
        _ => match &mut own.receiver {
            Some(receiver) => format!("{:?}", receiver.try_recv()),
            None => {
                drop(own.senders.take_first());
                "drops".into()
            }
        },
    }
}
