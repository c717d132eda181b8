//! Notifications.

use std::pin::pin;
use std::sync::Arc;

use super::tokio::sync::Notify;
use super::{Kind, Seen, Tasks, pause, turn};

pub const KIND: Kind = Kind {
    name: "notify",
    run: |scripts| Box::pin(run(scripts)),
    tasks: &[(3, 2), (3, 2), (4, 2)],
};

async fn run(scripts: Vec<Vec<u8>>) -> String {
    let [first, second, notifies] = scripts.try_into().unwrap();
    let notify = Arc::new(Notify::new());
    let mut tasks = Tasks::default();
    for script in [first, second] {
        let notify = notify.clone();
        tasks.start(|seen| wait(seen, notify, script));
    }
    tasks.start(|seen| tell(seen, notify, notifies));
    tasks.outcome().await
}

async fn wait(seen: Seen, notify: Arc<Notify>, script: Vec<u8>) {
    for step in script {
        pause().await;
        match step {
            0 => notify.notified().await,
            1 => {
                turn().await;
                let mut notified = pin!(notify.notified());
                seen.add(notified.as_mut().enable());
                pause().await;
                notified.await;
            }
            _ => notify.clone().notified_owned().await,
        }
        seen.add(step);
    }
}

async fn tell(seen: Seen, notify: Arc<Notify>, script: Vec<u8>) {
    for step in script {
        pause().await;
        turn().await;
        match step {
            0 => notify.notify_one(),
            1 => notify.notify_last(),
            2 => notify.notify_waiters(),
            _ => {
                notify.notified().await;
                seen.add("notified");
            }
        }
    }
}
