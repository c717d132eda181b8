//! exit 0: Every behaviour of up to 3 tasks was tried
use std::sync::LazyLock;
use tokio::sync::{Mutex, Notify, OnceCell, Semaphore, mpsc};

static TOTAL: Mutex<u32> = Mutex::const_new(0);
static READY: Notify = Notify::const_new();
static PLACES: Semaphore = Semaphore::const_new(1);
static CONFIG: OnceCell<u32> = OnceCell::const_new();
static BUS: LazyLock<(mpsc::Sender<u32>, Mutex<mpsc::Receiver<u32>>)> =
    LazyLock::new(|| {
        let (sender, receiver) = mpsc::channel(1);
        (sender, Mutex::new(receiver))
    });

async fn work(more: u32) {
    let _place = PLACES.acquire().await.unwrap();
    let config = *CONFIG.get_or_init(|| async { 5 }).await;
    *TOTAL.lock().await += more * config;
    BUS.0.send(more).await.unwrap();
    READY.notify_one();
}

#[tokio::main]
async fn main() {
    let tasks = [1, 2].map(|more| tokio::spawn(work(more)));
    let mut receiver = BUS.1.lock().await;
    let sum = receiver.recv().await.unwrap() + receiver.recv().await.unwrap();
    READY.notified().await;
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!((sum, *TOTAL.lock().await), (3, 15));
}
