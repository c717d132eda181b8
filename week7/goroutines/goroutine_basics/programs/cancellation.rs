// cargo add tokio@1.54 --features macros,test-util
// cargo add tokio-util@0.7.20

use std::sync::OnceLock;
use std::time::Duration;

use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count
    let token = CancellationToken::new();

    let printing = ["printer A", "printer B", "printer C"].map(|name| {
        let token = token.clone();
        tokio::spawn(async move {
            let mut pages = 0;
            let page = || sleep(Duration::from_millis(10));
            while let Some(()) = token.run_until_cancelled(page()).await {
                pages += 1;
            }
            println!("{:4} ms  {name}: puts {pages} pages on the pile", clock());
            pages
        })
    });
    sleep(Duration::from_millis(35)).await;
    println!("{:4} ms  main: cancels", clock());
    token.cancel();

    let mut pile = 0;
    for printer in printing {
        pile += printer.await.unwrap();
    }
    println!("{:4} ms  main: all have ended; pages on the pile: {pile}", clock());
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
