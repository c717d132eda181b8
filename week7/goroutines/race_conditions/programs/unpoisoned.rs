// cargo add tokio@1.54 --features macros,rt,sync

use std::sync::Arc;

use tokio::task::yield_now;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let pair = Arc::new(tokio::sync::Mutex::new((7, 7)));

    let shared = Arc::clone(&pair);
    let working = tokio::spawn(async move {
        let mut pair = shared.lock().await;
        pair.0 = 8;
        yield_now().await; // the guard is held over the await
        println!("worker: panics between two writes");
        panic!("the second write never comes");
    });
    let panicked = working.await.is_err();
    println!("main: finds {:?}, and the lock does not say why", pair.lock().await);
    println!("main: the join says it, panicked: {panicked}");
}
