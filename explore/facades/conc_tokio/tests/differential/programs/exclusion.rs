//! A mutex.

use std::sync::Arc;

use super::tokio::sync::{Mutex, MutexGuard, OwnedMutexGuard};
use super::{Kind, Seen, Tasks, pause, turn};

pub const KIND: Kind = Kind {
    name: "mutex",
    run: |scripts| Box::pin(run(scripts)),
    tasks: &[(5, 2), (5, 1), (5, 1)],
};

async fn run(scripts: Vec<Vec<u8>>) -> String {
    let mutex = Arc::new(Mutex::new((0, 0)));
    let mut tasks = Tasks::default();
    for script in scripts {
        let mutex = mutex.clone();
        tasks.start(|seen| follow(seen, mutex, script));
    }
    tasks.outcome().await
}

async fn follow(seen: Seen, mutex: Arc<Mutex<(u8, u8)>>, script: Vec<u8>) {
    for step in script {
        pause().await;
        match step {
            0 => {
                let mut value = mutex.lock().await;
                value.0 += 1;
                pause().await;
                turn().await;
                seen.add(*value);
            }
            1 => {
                let value = mutex.clone().lock_owned().await;
                let mut part = OwnedMutexGuard::map(value, |value| &mut value.1);
                *part += 1;
                pause().await;
                turn().await;
                seen.add(part);
            }
            2 => {
                turn().await;
                let value = mutex.try_lock().map(|mut value| {
                    value.0 += 10;
                    *value
                });
                seen.add(value.ok());
            }
            3 => {
                let value = mutex.lock().await;
                let part = MutexGuard::try_map(value, |value| {
                    (value.0 > 0).then_some(&mut value.0)
                });
                pause().await;
                turn().await;
                seen.add(part.map(|part| *part).map_err(|value| *value));
            }
            _ => {
                turn().await;
                seen.add(mutex.clone().try_lock_owned().is_ok());
            }
        }
    }
}
