//! Values that are set once.

use std::sync::Arc;

use super::tokio::sync::{OnceCell, SetOnce};
use super::{Kind, Seen, Tasks, pause, turn};

pub const CELL: Kind = Kind {
    name: "once cell",
    run: |scripts| Box::pin(run_cell(scripts)),
    tasks: &[(4, 2), (4, 2), (4, 1)],
};

pub const ONCE: Kind = Kind {
    name: "set once",
    run: |scripts| Box::pin(run_once(scripts)),
    tasks: &[(3, 2), (3, 2), (3, 1)],
};

async fn run_cell(scripts: Vec<Vec<u8>>) -> String {
    let cell = Arc::new(OnceCell::new());
    let mut tasks = Tasks::default();
    for (script, value) in scripts.into_iter().zip(1..) {
        let cell = cell.clone();
        tasks.start(|seen| initialize(seen, cell, script, value));
    }
    tasks.outcome().await
}

async fn initialize(
    seen: Seen,
    cell: Arc<OnceCell<u8>>,
    script: Vec<u8>,
    value: u8,
) {
    for step in script {
        pause().await;
        match step {
            0 => {
                let make = async || {
                    pause().await;
                    turn().await;
                    value
                };
                seen.add(cell.get_or_init(make).await);
            }
            1 => {
                let fail = async || {
                    pause().await;
                    turn().await;
                    Err(value)
                };
                seen.add(cell.get_or_try_init(fail).await);
            }
            2 => {
                turn().await;
                seen.add(cell.set(value));
            }
            _ => {
                turn().await;
                seen.add(cell.get());
            }
        }
    }
}

async fn run_once(scripts: Vec<Vec<u8>>) -> String {
    let once = Arc::new(SetOnce::new());
    let mut tasks = Tasks::default();
    for (script, value) in scripts.into_iter().zip(1..) {
        let once = once.clone();
        tasks.start(|seen| set(seen, once, script, value));
    }
    tasks.outcome().await
}

async fn set(seen: Seen, once: Arc<SetOnce<u8>>, script: Vec<u8>, value: u8) {
    for step in script {
        pause().await;
        match step {
            0 => seen.add(once.wait().await),
            1 => {
                turn().await;
                seen.add(once.set(value));
            }
            _ => {
                turn().await;
                seen.add(once.get());
            }
        }
    }
}
