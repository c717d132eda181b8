// holds goroutine_patterns bounded_parallelism: "dropping it gives it back, in a
// panic, too"
// holds buffered_channels semaphore: "then the place is free again however the task
// ends, by a return, a panic or an abort"
// with tokio

use std::sync::Arc;

use tokio::sync::Semaphore;

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let printers = Arc::new(Semaphore::new(1));
    let permit = Arc::clone(&printers).acquire_owned().await.unwrap();
    println!("free: {}", printers.available_permits());
    let page = tokio::spawn(async move {
        let _permit = permit;
        panic!("out of paper");
    });
    page.await.unwrap_err();
    println!("free after the panic: {}", printers.available_permits());
    let permit = Arc::clone(&printers).acquire_owned().await.unwrap();
    let page = tokio::spawn(async move {
        let _permit = permit;
        std::future::pending::<()>().await;
    });
    page.abort();
    page.await.unwrap_err();
    println!("free after the abort: {}", printers.available_permits());
}

// stderr has "out of paper"
// prints:
// free: 0
// free after the panic: 1
// free after the abort: 1
