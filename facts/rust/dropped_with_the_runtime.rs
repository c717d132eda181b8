// holds goroutine_basics forgotten_wait: "A tokio task ends with its runtime:
// dropping the runtime drops each task at the await where it waits."
// holds goroutine_patterns blocked_executor: "A call of `spawn_blocking` has no
// await, so `abort` cannot stop it once it has begun."
// holds goroutine_patterns runtime_end: "Dropping a runtime drops its tasks at
// their awaits, but it waits for each blocking call that has begun"
// holds goroutine_patterns runtime_end: "`shutdown_timeout` waits no longer than
// you say, and leaves the call behind"
// with tokio

use std::future::pending;
use std::sync::mpsc;
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::task::yield_now;

struct Told(&'static str);

impl Drop for Told {
    fn drop(&mut self) {
        println!("{}", self.0);
    }
}

pub fn main() {
    let runtime = Builder::new_current_thread().build().unwrap();
    let told = Told("the task is dropped");
    runtime.spawn(async move {
        let _told = told;
        pending::<()>().await;
    });
    runtime.block_on(yield_now());
    drop(runtime);

    let runtime = Builder::new_current_thread().build().unwrap();
    let (begin, begun) = mpsc::channel();
    let (go_on, wait) = mpsc::channel::<()>();
    let blocking = runtime.spawn_blocking(move || {
        begin.send(()).unwrap();
        wait.recv().unwrap_err();
        println!("the blocking call has ended");
    });
    begun.recv().unwrap();
    blocking.abort();
    println!("aborted: {}", blocking.is_finished());
    let ends = std::thread::spawn(move || drop(go_on)); // the runtime waits for the call
    drop(runtime);
    println!("the runtime has ended");
    ends.join().unwrap();

    let runtime = Builder::new_current_thread().build().unwrap();
    let (_go_on, wait) = mpsc::channel::<()>();
    runtime.spawn_blocking(move || wait.recv());
    runtime.shutdown_timeout(Duration::from_millis(1));
    println!("shutdown_timeout has not waited for ever");
}

// prints:
// the task is dropped
// aborted: false
// the blocking call has ended
// the runtime has ended
// shutdown_timeout has not waited for ever
