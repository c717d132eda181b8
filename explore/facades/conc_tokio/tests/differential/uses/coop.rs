//! How tasks let each other go.

use std::future::poll_fn;

use super::tokio::task::coop::{self, cooperative, poll_proceed};
use super::tokio::task::{consume_budget, unconstrained};

pub async fn cooperates() {
    consume_budget().await;
    coop::consume_budget().await;
    assert!(coop::has_budget_remaining());
    assert_eq!(unconstrained(async { 1 }).await, 1);
    assert_eq!(coop::unconstrained(cooperative(async { 2 })).await, 2);
    let progress = poll_fn(poll_proceed).await;
    progress.made_progress();
}
