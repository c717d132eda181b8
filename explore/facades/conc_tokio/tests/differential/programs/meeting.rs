//! A barrier.

use std::sync::Arc;

use super::tokio::sync::Barrier;
use super::{Kind, Seen, Tasks, pause};

pub const KIND: Kind = Kind {
    name: "barrier",
    run: |scripts| Box::pin(run(scripts)),
    tasks: &[(2, 2), (2, 2), (2, 2)],
};

async fn run(scripts: Vec<Vec<u8>>) -> String {
    let barriers = Arc::new([Barrier::new(2), Barrier::new(3)]);
    let mut tasks = Tasks::default();
    for script in scripts {
        let barriers = barriers.clone();
        tasks.start(|seen| follow(seen, barriers, script));
    }
    tasks.outcome().await
}

async fn follow(seen: Seen, barriers: Arc<[Barrier; 2]>, script: Vec<u8>) {
    for step in script {
        pause().await;
        seen.add(barriers[usize::from(step)].wait().await.is_leader());
    }
}
