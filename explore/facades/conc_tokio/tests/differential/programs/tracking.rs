//! Tasks that are tracked.

use super::tokio_util::task::TaskTracker;
use super::{Kind, Seen, Tasks, pause, turn};

pub const KIND: Kind = Kind {
    name: "task tracker",
    run: |scripts| Box::pin(run(scripts)),
    tasks: &[(5, 2), (5, 2)],
};

async fn run(scripts: Vec<Vec<u8>>) -> String {
    let tracker = TaskTracker::new();
    let mut tasks = Tasks::default();
    for script in scripts {
        let tracker = tracker.clone();
        tasks.start(|seen| follow(seen, tracker, script));
    }
    tasks.outcome().await
}

async fn follow(seen: Seen, tracker: TaskTracker, script: Vec<u8>) {
    for step in script {
        pause().await;
        turn().await;
        match step {
            0 => {
                tracker.spawn(async {
                    pause().await;
                    turn().await;
                });
            }
            1 => seen.add(tracker.close()),
            2 => seen.add(tracker.reopen()),
            3 => {
                tracker.wait().await;
                seen.add("over");
            }
            _ => {
                let token = tracker.token();
                pause().await;
                turn().await;
                seen.add((token.task_tracker().len(), tracker.is_closed()));
            }
        }
    }
}
