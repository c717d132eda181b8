//! A semaphore with one permit.

use conc_tokio::time::timeout;

use super::world::{Own, SHORT};

pub const STEPS: u8 = 9;

/// Does this step. Returns what the task sees.
pub async fn take(step: u8, own: &mut Own) -> String {
    let permits = own.world.permits.clone();
    match step {
        0 => match permits.acquire_owned().await {
            Ok(permit) => {
                own.permit = Some(permit);
                "has it".into()
            }
            Err(_) => "is closed".into(),
        },
        1 => match permits.try_acquire_owned() {
            Ok(permit) => {
                own.permit = Some(permit);
                "has it".into()
            }
            Err(error) => format!("{error:?}"),
        },
        2 => match timeout(SHORT, permits.acquire()).await {
            Ok(permit) => format!("{}", permit.is_ok()),
            Err(_) => "late".into(),
        },
        3 => {
            own.permit = None;
            "lets go".into()
        }
        4 => match own.permit.take() {
            Some(permit) => {
                permit.forget();
                "forgets".into()
            }
            None => "none".into(),
        },
        5 => {
            permits.add_permits(1);
            "adds".into()
        }
        6 => format!("{}", permits.available_permits()),
        7 => {
            permits.close();
            "closes".into()
        }
        _ => format!("{:?}", permits.acquire_many(2).await.is_ok()),
    }
}
