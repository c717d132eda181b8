// cargo add tokio@1.54 --features macros,rt,sync

use std::future::pending;

use tokio::sync::oneshot;
use tokio::task::yield_now;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let desk = Desk("printer".to_string());
    let printing = tokio::spawn(async move {
        println!("{}: starts to print", desk.0);
        pending::<()>().await; // waits for ever
        println!("{}: has printed", desk.0);
    });
    // There is one thread, and main has not awaited yet.
    println!("main: created: nothing of it has run");
    yield_now().await; // now the printer runs, up to its await
    println!("main: parked: finished {}", printing.is_finished());
    printing.abort();
    let ended = printing.await.unwrap_err();
    println!("main: aborted: cancelled {}", ended.is_cancelled());

    let counting = tokio::spawn(async { "12 pages" });
    yield_now().await;
    println!("main: finished: {}", counting.is_finished());
    counting.abort(); // too late
    println!("main: its value: {}", counting.await.unwrap());

    let (ends, ended) = oneshot::channel();
    drop(tokio::spawn(async move {
        println!("courier: runs, though its handle is dropped");
        ends.send(()).unwrap();
    }));
    ended.await.unwrap();
}

struct Desk(String);

impl Drop for Desk {
    fn drop(&mut self) {
        println!("{}: clears its desk", self.0);
    }
}
