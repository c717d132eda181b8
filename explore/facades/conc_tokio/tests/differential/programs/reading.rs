//! A reader-writer lock.

use std::sync::Arc;

use super::tokio::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};
use super::{Kind, Seen, Tasks, pause, turn};

pub const KIND: Kind = Kind {
    name: "rwlock",
    run: |scripts| Box::pin(run(scripts)),
    tasks: &[(7, 2), (7, 1), (7, 1)],
};

async fn run(scripts: Vec<Vec<u8>>) -> String {
    let lock = Arc::new(RwLock::new((0, 0)));
    let mut tasks = Tasks::default();
    for script in scripts {
        let lock = lock.clone();
        tasks.start(|seen| follow(seen, lock, script));
    }
    tasks.outcome().await
}

async fn follow(seen: Seen, lock: Arc<RwLock<(u8, u8)>>, script: Vec<u8>) {
    for step in script {
        pause().await;
        match step {
            0 => {
                let value = lock.read().await;
                pause().await;
                turn().await;
                seen.add(value);
            }
            1 => {
                let mut value = lock.write().await;
                value.0 += 1;
                pause().await;
                turn().await;
                value.1 += 1;
                seen.add(*value);
            }
            2 => {
                let mut value = lock.clone().write_owned().await;
                value.0 += 2;
                pause().await;
                turn().await;
                let value = value.downgrade();
                pause().await;
                turn().await;
                seen.add(*value);
            }
            3 => {
                turn().await;
                seen.add(lock.try_read().map(|value| *value).ok());
            }
            4 => {
                turn().await;
                seen.add(lock.try_write().map(|mut value| value.1 += 4).is_ok());
            }
            5 => {
                let value = lock.write().await;
                let part = RwLockWriteGuard::downgrade_map(value, |value| &value.1);
                pause().await;
                turn().await;
                seen.add(RwLockReadGuard::map(part, |part| part));
            }
            _ => {
                let value = lock.clone().read_owned().await;
                seen.add((lock.try_write().is_ok(), *value));
            }
        }
    }
}
