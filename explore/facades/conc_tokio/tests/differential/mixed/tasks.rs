//! Tasks that start, await and abort others.

use conc_tokio::task::{JoinError, spawn_blocking};
use conc_tokio::time::timeout;
use explore::sync::atomic::Ordering::SeqCst;

use super::world::{Own, SHORT, Several};

pub const STEPS: u8 = 12;

/// Does this step. Returns what the task sees.
pub async fn take(step: u8, own: &mut Own) -> String {
    match step {
        0 => {
            let (child, script) = own.child();
            own.start(child, script);
            "starts".into()
        }
        1 => match own.children.take_first() {
            Some(child) => end(child.await),
            None => "none".into(),
        },
        2 => match own.children.first() {
            Some(child) => match timeout(SHORT, child).await {
                Ok(ended) => {
                    own.children.take_first();
                    end(ended)
                }
                Err(_) => "late".into(),
            },
            None => "none".into(),
        },
        3 => {
            own.children.iter().for_each(|child| child.abort());
            "aborts".into()
        }
        4 => {
            own.children.last().inspect(|child| child.abort());
            "aborts".into()
        }
        5 => {
            let ended = own.children.iter().map(|child| child.is_finished());
            format!("{:?}", ended.collect::<Vec<_>>())
        }
        6 => {
            own.children = Several::default();
            "detaches".into()
        }
        7 => {
            let (child, script) = own.child();
            own.add(child, script);
            "adds".into()
        }
        8 => match own.set.join_next().await {
            Some(ended) => end(ended),
            None => "empty".into(),
        },
        9 => match own.set.try_join_next() {
            Some(ended) => end(ended),
            None => "none yet".into(),
        },
        10 => {
            own.set.abort_all();
            format!("{}", own.set.len())
        }
        _ => {
            let number = own.number() as u32;
            let world = own.world.clone();
            let blocks = spawn_blocking(move || {
                world.numbers[0].swap(number, SeqCst) as usize
            });
            own.world.keeps(blocks.abort_handle());
            own.children.push(blocks);
            "blocks".into()
        }
    }
}

fn end(result: Result<usize, JoinError>) -> String {
    match result {
        Ok(value) => format!("{value}"),
        Err(error) if error.is_panic() => "panic".into(),
        Err(_) => "aborted".into(),
    }
}
