//! Steps that need nothing of tokio but a turn.

use conc_tokio::task::yield_now;
use conc_tokio::time::sleep;
use explore::sync::atomic::Ordering::SeqCst;

use super::world::{Own, SHORT};

pub const STEPS: u8 = 7;

/// Does this step. Returns what the task sees.
pub async fn take(step: u8, own: &mut Own) -> String {
    let number = own.number();
    let world = &own.world;
    match step {
        0 => format!("{}", world.numbers[0].load(SeqCst)),
        1 => format!("{}", world.numbers[0].swap(number as u32, SeqCst)),
        2 => format!("{}", world.numbers[1].fetch_add(1, SeqCst)),
        3 => {
            let mut last = world.std_lock.lock().unwrap();
            format!("{}", std::mem::replace(&mut *last, number))
        }
        4 => {
            yield_now().await;
            String::new()
        }
        5 => {
            sleep(SHORT / 2).await;
            String::new()
        }
        _ => {
            explore::note!("{number}");
            String::new()
        }
    }
}
