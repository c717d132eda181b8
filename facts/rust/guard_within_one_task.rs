// holds race_conditions lock_over_await: "`block_on`, `spawn_local` and a `join!`
// inside them accept it: there the future stays on one thread."
// with tokio

use std::sync::Mutex;

static PAGES: Mutex<u32> = Mutex::new(0);

/// A runtime of two threads: what `block_on`, `join!` and `spawn_local` run stays on
/// this one.
#[expect(clippy::await_holding_lock, reason = "shown: it compiles and runs")]
#[tokio::main(worker_threads = 2)]
pub async fn main() {
    let adds = async {
        let mut pages = PAGES.lock().unwrap();
        tokio::task::yield_now().await;
        *pages += 1;
    };
    let looks = async { println!("locked meanwhile: {}", PAGES.try_lock().is_err()) };
    tokio::join!(adds, looks);
    println!("pages: {}", PAGES.lock().unwrap());
    let here = tokio::task::LocalSet::new();
    let adds = here.spawn_local(async {
        let mut pages = PAGES.lock().unwrap();
        tokio::task::yield_now().await;
        *pages += 1;
    });
    here.await;
    adds.await.unwrap();
    println!("pages: {}", PAGES.lock().unwrap());
}

// prints:
// locked meanwhile: true
// pages: 1
// pages: 2
