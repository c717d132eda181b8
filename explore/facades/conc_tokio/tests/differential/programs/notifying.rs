//! Notifications.

use std::pin::pin;
use std::sync::Arc;

use super::own::Mutex;
use super::tokio::sync::Notify;
use super::{Kind, Seen, Tasks, pause, turn};

pub const KIND: Kind = Kind {
    name: "notify",
    run: |scripts| Box::pin(run(scripts)),
    tasks: &[(3, 2), (3, 2), (4, 2)],
};

/// Who has begun to wait, in this order.
type Order = Arc<Mutex<Vec<u8>>>;

async fn run(scripts: Vec<Vec<u8>>) -> String {
    let [first, second, notifies] = scripts.try_into().unwrap();
    let notify = Arc::new(Notify::new());
    let mut tasks = Tasks::default();
    let order = Order::default();
    for (script, number) in [(first, 1), (second, 2)] {
        let (notify, order) = (notify.clone(), order.clone());
        tasks.start(|seen| wait(seen, notify, script, (number, order)));
    }
    tasks.start(|seen| tell(seen, notify, notifies, order));
    tasks.outcome().await
}

async fn wait(
    seen: Seen,
    notify: Arc<Notify>,
    script: Vec<u8>,
    (number, order): (u8, Order),
) {
    for step in script {
        pause().await;
        match step {
            0 => notify.notified().await,
            1 => {
                turn().await;
                let mut notified = pin!(notify.notified());
                seen.add(notified.as_mut().enable());
                order.lock().unwrap().push(number);
                pause().await;
                notified.await;
            }
            _ => notify.clone().notified_owned().await,
        }
        seen.add(step);
    }
}

async fn tell(seen: Seen, notify: Arc<Notify>, script: Vec<u8>, order: Order) {
    for step in script {
        pause().await;
        turn().await;
        seen.add(order.lock().unwrap().clone());
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
