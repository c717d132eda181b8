//! Notifications, awaited at once or held for a while.

use std::task::{Context, Waker};

use conc_tokio::time::timeout;

use super::world::{Own, SHORT};

pub const STEPS: u8 = 9;

/// Does this step. Returns what the task sees.
pub async fn take(step: u8, own: &mut Own) -> String {
    let notify = own.world.notify.clone();
    match step {
        0 => {
            notify.notify_one();
            "notifies".into()
        }
        1 => {
            notify.notify_waiters();
            "notifies all".into()
        }
        2 => {
            notify.notified().await;
            "notified".into()
        }
        3 => format!("{:?}", timeout(SHORT, notify.notified()).await),
        4 | 5 => {
            let mut notified = Box::pin(notify.notified_owned());
            let is_told = step == 5 && notified.as_mut().enable();
            own.begun = Some(notified);
            format!("{is_told}")
        }
        6 => match own.begun.take() {
            Some(begun) => {
                begun.await;
                "notified".into()
            }
            None => "none".into(),
        },
        7 => match &mut own.begun {
            Some(begun) => {
                let mut context = Context::from_waker(Waker::noop());
                let polled = begun.as_mut().poll(&mut context);
                if polled.is_ready() {
                    own.begun = None;
                }
                format!("{polled:?}")
            }
            None => "none".into(),
        },
        _ => {
            own.begun = None;
            "drops".into()
        }
    }
}
