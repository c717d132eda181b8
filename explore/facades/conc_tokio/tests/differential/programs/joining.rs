//! A set of tasks.

use std::sync::Arc;

use super::own::Mutex;
use super::tokio::sync::mpsc;
use super::tokio::task::{self, JoinError, JoinSet};
use super::{Kind, Seen, Tasks, pause, turn};

pub const KIND: Kind = Kind {
    name: "join set",
    run: |scripts| Box::pin(run(scripts)),
    tasks: &[(8, 3)],
};

async fn run(scripts: Vec<Vec<u8>>) -> String {
    let script = scripts.concat();
    let mut tasks = Tasks::default();
    tasks.start(|seen| follow(seen, script));
    tasks.outcome().await
}

async fn follow(seen: Seen, script: Vec<u8>) {
    // Those that have ended, in this order.
    let ended = Arc::new(Mutex::new(Vec::new()));
    let mut set = JoinSet::new();
    let (go, mut goes) = mpsc::channel::<()>(1);
    let ends = ended.clone();
    set.spawn(async move {
        goes.recv().await;
        ends.lock().unwrap().push(1);
        1
    });
    for value in [2, 3] {
        let ends = ended.clone();
        set.spawn(async move {
            pause().await;
            turn().await;
            ends.lock().unwrap().push(value);
            value
        });
    }
    let mut go = Some(go);
    for step in script {
        pause().await;
        match step {
            0 => go = None,
            1 => drop(set.spawn(async { panic_silently() })),
            2 => {
                turn().await;
                let next = set.join_next().await.map(end);
                seen.add((next, ended.lock().unwrap().clone()));
            }
            3 => {
                turn().await;
                let next = set.join_next_with_id().await;
                let next = next.map(|next| end(next.map(|(_, value)| value)));
                seen.add((next, ended.lock().unwrap().clone()));
            }
            4 => {
                turn().await;
                let next = set.try_join_next().map(end);
                seen.add((next, ended.lock().unwrap().clone()));
            }
            5 => {
                turn().await;
                set.abort_all();
            }
            6 => {
                task::yield_now().await;
                seen.add(set.len());
            }
            _ => {
                turn().await;
                set.detach_all();
            }
        }
    }
    drop(go);
    set.shutdown().await;
}

fn panic_silently() -> u8 {
    std::panic::resume_unwind(Box::new("on purpose"));
}

fn end(result: Result<u8, JoinError>) -> String {
    match result {
        Ok(value) => format!("{value}"),
        Err(error) if error.is_panic() => "panic".into(),
        Err(_) => "aborted".into(),
    }
}
