//! A value that is watched, and messages that all hear.

use super::world::Own;

pub const STEPS: u8 = 13;

/// Does this step. Returns what the task sees.
pub async fn take(step: u8, own: &mut Own) -> String {
    if step < 6 {
        return watches(step, own).await;
    }
    hears(step, own).await
}

async fn watches(step: u8, own: &mut Own) -> String {
    let number = own.number();
    match (step, &own.sets, &mut own.watches) {
        (0, Some(sets), _) => format!("{:?}", sets.send(number)),
        (1, Some(sets), _) => {
            let changed = sets.send_if_modified(|value| *value == 0);
            format!("{changed}")
        }
        (2, Some(_), _) => {
            own.sets = None;
            "drops".into()
        }
        (0 | 3, _, Some(watches)) => format!("{:?}", watches.changed().await),
        (1 | 4, _, Some(watches)) => {
            let value = *watches.borrow_and_update();
            format!("{value}")
        }
        (2 | 5, _, Some(watches)) => format!("{:?}", watches.has_changed()),
        _ => "none".into(),
    }
}

async fn hears(step: u8, own: &mut Own) -> String {
    let number = own.number();
    match (step, &own.tells, &mut own.hears) {
        (6 | 7, Some(tells), _) => format!("{:?}", tells.send(number)),
        (8, Some(_), _) => {
            own.tells = None;
            "drops".into()
        }
        (9, Some(tells), _) => {
            own.hears = Some(tells.subscribe());
            "subscribes".into()
        }
        (6 | 10, _, Some(hears)) => format!("{:?}", hears.recv().await),
        (7 | 11, _, Some(hears)) => format!("{:?}", hears.try_recv()),
        (8 | 12, _, Some(_)) => {
            own.hears = None;
            "drops".into()
        }
        _ => "none".into(),
    }
}
