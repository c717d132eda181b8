//! A semaphore.

use std::sync::Arc;

use super::tokio::sync::Semaphore;
use super::{Kind, Seen, Tasks, pause, turn};

pub const KIND: Kind = Kind {
    name: "semaphore",
    run: |scripts| Box::pin(run(scripts)),
    tasks: &[(9, 2), (9, 2), (9, 2)],
};

async fn run(scripts: Vec<Vec<u8>>) -> String {
    let semaphore = Arc::new(Semaphore::new(2));
    let mut tasks = Tasks::default();
    for script in scripts {
        let semaphore = semaphore.clone();
        tasks.start(|seen| follow(seen, semaphore, script));
    }
    tasks.outcome().await
}

async fn follow(seen: Seen, semaphore: Arc<Semaphore>, script: Vec<u8>) {
    let mut owned = Vec::new();
    let mut held = Vec::new();
    for step in script {
        pause().await;
        match step {
            0 => {
                let permit = semaphore.acquire().await;
                seen.add(permit.map(|permit| held.push(permit)));
            }
            1 | 2 => {
                let permit = semaphore.clone().acquire_many_owned(2).await;
                seen.add(permit.map(|permit| owned.push(permit)));
            }
            _ => turn().await,
        }
        match step {
            3 => {
                let permit = semaphore.try_acquire();
                seen.add(permit.map(|permit| held.push(permit)));
            }
            4 => semaphore.add_permits(1),
            5 => {
                let split = owned.first_mut().and_then(|permit| permit.split(1));
                seen.add(split.map(|permit| permit.num_permits()));
            }
            6 => {
                held.pop().into_iter().for_each(|permit| permit.forget());
                seen.add(semaphore.available_permits());
            }
            7 => {
                let more = held.pop().zip(held.pop());
                seen.add(more.map(|(mut one, other)| {
                    one.merge(other);
                    one.num_permits()
                }));
            }
            8 => semaphore.close(),
            _ => {}
        }
    }
}
