//! A lock that a task may keep over its steps, and one with readers.

use conc_tokio::time::timeout;
use explore::sync::atomic::Ordering::SeqCst;

use crate::model::turn;

use super::world::{Own, SHORT};

pub const STEPS: u8 = 10;

/// Does this step. Returns what the task sees.
pub async fn take(step: u8, own: &mut Own) -> String {
    let (number, world) = (own.number(), own.world.clone());
    match step {
        0 => {
            own.guard = None;
            own.guard = Some(world.lock.clone().lock_owned().await);
            "holds".into()
        }
        1 if own.guard.is_none() => {
            let mut last = world.lock.lock().await;
            turn().await;
            format!("{}", std::mem::replace(&mut *last, number))
        }
        2 => match world.lock.try_lock() {
            Ok(last) => format!("{}", *last),
            Err(_) => "is held".into(),
        },
        3 => match world.lock.clone().try_lock_owned() {
            Ok(guard) => {
                own.guard = Some(guard);
                "holds".into()
            }
            Err(_) => "is held".into(),
        },
        4 => {
            own.guard = None;
            "lets go".into()
        }
        5 => match timeout(SHORT, world.lock.lock()).await {
            Ok(mut last) => {
                format!("{}", std::mem::replace(&mut *last, number))
            }
            Err(_) => "late".into(),
        },
        6 => format!("{}", world.shelf.read().await),
        7 => {
            let first = world.shelf.read().await;
            turn().await;
            format!("{first} {}", world.numbers[0].load(SeqCst))
        }
        8 => {
            let mut last = world.shelf.write().await;
            format!("{}", std::mem::replace(&mut *last, number))
        }
        9 => match world.shelf.try_write() {
            Ok(last) => format!("{last}"),
            Err(_) => "is held".into(),
        },
        _ => "none".into(),
    }
}
