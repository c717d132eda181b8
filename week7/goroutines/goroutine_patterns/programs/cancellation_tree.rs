// cargo add tokio@1.54 --features macros,test-util
// cargo add tokio-util@0.7.20

use std::sync::OnceLock;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count
    let shop = CancellationToken::new();
    let (kitchen, hall) = (shop.child_token(), shop.child_token());

    let mut staff = JoinSet::new();
    for (name, branch) in
        [("cook", &kitchen), ("baker", &kitchen), ("waiter", &hall)]
    {
        let branch = branch.clone();
        staff.spawn(async move {
            while branch
                .run_until_cancelled(sleep(Duration::from_millis(10)))
                .await
                .is_some()
            {
                println!("{:4} ms  {name}: works", clock());
            }
            println!("{:4} ms  {name}: goes home", clock());
        });
    }

    sleep(Duration::from_millis(15)).await;
    println!("{:4} ms  main: the kitchen closes", clock());
    kitchen.cancel();
    for _ in ["cook", "baker"] {
        staff.join_next().await.unwrap().unwrap();
    }
    println!("{:4} ms  main: still there: {}", clock(), staff.len());

    sleep(Duration::from_millis(20)).await;
    println!("{:4} ms  main: the shop closes", clock());
    shop.cancel();
    staff.join_all().await;
    println!("{:4} ms  main: all have gone", clock());
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
