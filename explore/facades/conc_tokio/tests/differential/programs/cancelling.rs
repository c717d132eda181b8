//! Tokens of a cancellation.

use super::tokio::task::yield_now;
use super::tokio_util::sync::CancellationToken;
use super::{Kind, Seen, Tasks, pause, turn};

pub const KIND: Kind = Kind {
    name: "cancellation token",
    run: |scripts| Box::pin(run(scripts)),
    tasks: &[(5, 2), (6, 2), (6, 2)],
};

async fn run(scripts: Vec<Vec<u8>>) -> String {
    let [cancels, first, second] = scripts.try_into().unwrap();
    let parent = CancellationToken::new();
    let child = parent.child_token();
    let mut tasks = Tasks::default();
    for (token, script) in [(parent.clone(), first), (child.clone(), second)] {
        tasks.start(|seen| wait(seen, token, script));
    }
    tasks.start(|seen| cancel(seen, parent, child, cancels));
    tasks.outcome().await
}

async fn cancel(
    seen: Seen,
    parent: CancellationToken,
    child: CancellationToken,
    script: Vec<u8>,
) {
    for step in script {
        pause().await;
        turn().await;
        match step {
            0 => parent.cancel(),
            1 => child.cancel(),
            2 => drop(child.clone().drop_guard()),
            3 => seen.add(parent.drop_guard_ref().disarm().is_cancelled()),
            _ => seen.add(parent.child_token().is_cancelled()),
        }
    }
}

async fn wait(seen: Seen, token: CancellationToken, script: Vec<u8>) {
    for step in script {
        pause().await;
        match step {
            0 => token.cancelled().await,
            1 => token.clone().cancelled_owned().await,
            2 => {
                let never = std::future::pending::<()>();
                seen.add(token.run_until_cancelled(never).await);
            }
            3 => seen.add(token.run_until_cancelled(yield_now()).await),
            4 => {
                let token = token.clone();
                seen.add(token.run_until_cancelled_owned(async { 1 }).await);
            }
            _ => {
                turn().await;
                seen.add(token.is_cancelled());
            }
        }
        seen.add(step);
    }
}
