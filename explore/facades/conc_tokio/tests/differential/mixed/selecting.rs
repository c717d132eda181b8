//! `select!` between two things of different kinds.

use conc_tokio::time::sleep;

use super::world::{Own, SHORT};

pub const STEPS: u8 = 8;

/// Does this step. Returns what the task sees.
pub async fn take(step: u8, own: &mut Own) -> String {
    let (number, world) = (own.number(), own.world.clone());
    match (step, &mut own.receiver, own.senders.last()) {
        (0, Some(receiver), _) => conc_tokio::select! {
            biased;
            message = receiver.recv() => format!("{message:?}"),
            () = world.notify.notified() => "notified".into(),
        },
        (1, Some(receiver), _) => conc_tokio::select! {
            message = receiver.recv() => format!("{message:?}"),
            () = world.token.cancelled() => "cancelled".into(),
        },
        (2, Some(receiver), _) => conc_tokio::select! {
            biased;
            () = sleep(SHORT) => "late".into(),
            message = receiver.recv() => format!("{message:?}"),
        },
        (0..=2, None, Some(sender)) => conc_tokio::select! {
            sent = sender.send(number) => format!("{sent:?}"),
            () = world.notify.notified() => "notified".into(),
        },
        (3, ..) => conc_tokio::select! {
            biased;
            permit = world.permits.acquire() => format!("{}", permit.is_ok()),
            last = world.lock.lock() => format!("{last}"),
        },
        (4, ..) => {
            world.notify.notify_one();
            "notifies".into()
        }
        (5, ..) => match own.children.first() {
            Some(child) => {
                let (ended, has_ended) = conc_tokio::select! {
                    biased;
                    () = world.token.cancelled() => ("cancelled".into(), false),
                    ended = child => (format!("{}", ended.is_ok()), true),
                };
                if has_ended {
                    own.children.take_first();
                }
                ended
            }
            None => {
                world.token.cancel();
                "cancels".into()
            }
        },
        (6, ..) => conc_tokio::select! {
            () = world.notify.notified() => "notified".into(),
            last = world.shelf.write() => format!("{last}"),
        },
        _ => {
            drop(own.senders.take_first());
            "drops".into()
        }
    }
}
