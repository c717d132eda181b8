//! Tokens of a cancellation.

use conc_tokio::time::timeout;

use crate::model::turn;

use super::world::{Own, SHORT};

pub const STEPS: u8 = 7;

/// Does this step. Returns what the task sees.
pub async fn take(step: u8, own: &mut Own) -> String {
    let token = own.world.token.clone();
    match step {
        0 => {
            token.cancel();
            "cancels".into()
        }
        1 => format!("{}", token.is_cancelled()),
        2 => {
            token.cancelled().await;
            "cancelled".into()
        }
        3 => format!("{:?}", timeout(SHORT, token.cancelled()).await),
        4 => {
            let child = token.child_token();
            child.cancelled().await;
            "cancelled".into()
        }
        5 => {
            let lock = own.world.lock.clone();
            let locked = token.run_until_cancelled(async move {
                let mut last = lock.lock().await;
                turn().await;
                *last += 1;
                *last
            });
            format!("{:?}", locked.await)
        }
        _ => {
            drop(token.clone().drop_guard());
            "cancels".into()
        }
    }
}
