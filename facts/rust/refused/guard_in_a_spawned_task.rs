// holds race_conditions lock_over_await: "In Rust `spawn` refuses a guard of std's
// mutex that is held over an await"
// with tokio

use std::sync::Mutex;

static PAGES: Mutex<u32> = Mutex::new(0);

pub fn spawns() {
    // One thread, and `spawn` asks for `Send` all the same.
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.spawn(async {
        let mut pages = PAGES.lock().unwrap();
        tokio::task::yield_now().await;
        *pages += 1;
    });
}

// does not compile: "future cannot be sent between threads safely"
