//! A channel of `mpsc` with room for one message, and one with room for all.

use conc_tokio::time::timeout;

use super::world::{Own, SHORT};

pub const STEPS: u8 = 18;

/// Does this step. Returns what the task sees.
pub async fn take(step: u8, own: &mut Own) -> String {
    if step < 9 {
        return sends(step, own).await;
    }
    receives(step, own).await
}

async fn sends(step: u8, own: &mut Own) -> String {
    let number = own.number();
    match (step, own.senders.last(), own.posts.last()) {
        (0, Some(sender), _) => format!("{:?}", sender.send(number).await),
        (1, Some(sender), _) => format!("{:?}", sender.try_send(number)),
        (2, Some(sender), _) => {
            format!("{:?}", sender.send_timeout(number, SHORT).await)
        }
        (3, Some(sender), _) => {
            let clone = sender.clone();
            own.senders.push(clone);
            "clones".into()
        }
        (4, Some(_), _) => {
            drop(own.senders.take_first());
            "drops".into()
        }
        (5, Some(sender), _) => {
            format!("{} {}", sender.capacity(), sender.is_closed())
        }
        (6, _, Some(post)) => format!("{:?}", post.send(number)),
        (7, _, Some(post)) => {
            let clone = post.clone();
            own.posts.push(clone);
            "clones".into()
        }
        (8, _, Some(_)) => {
            drop(own.posts.take_first());
            "drops".into()
        }
        _ => "none".into(),
    }
}

async fn receives(step: u8, own: &mut Own) -> String {
    match (step, &mut own.receiver, &mut own.posted) {
        (9, Some(receiver), _) => format!("{:?}", receiver.recv().await),
        (10, Some(receiver), _) => format!("{:?}", receiver.try_recv()),
        (11, Some(receiver), _) => {
            format!("{:?}", timeout(SHORT, receiver.recv()).await)
        }
        (12, Some(receiver), _) => {
            receiver.close();
            "closes".into()
        }
        (13, Some(receiver), _) => {
            format!("{} {}", receiver.len(), receiver.sender_strong_count())
        }
        (14, Some(_), _) => {
            own.receiver = None;
            "drops".into()
        }
        (15, _, Some(posted)) => format!("{:?}", posted.recv().await),
        (16, _, Some(posted)) => format!("{:?}", posted.try_recv()),
        (17, _, Some(_)) => {
            own.posted = None;
            "drops".into()
        }
        _ => "none".into(),
    }
}
