// cargo add tokio@1.54 --features rt-multi-thread

use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::task::yield_now;

fn main() {
    let runtime = workers(2);
    let door = Arc::new(Barrier::new(3)); // for two calls and main

    for name in ["task A", "task B"] {
        let door = Arc::clone(&door);
        runtime.spawn(async move { blocking_call(name, &door) }); // no await
    }
    door.wait(); // both are inside
    let heart = runtime.spawn(beat("heart beside tasks"));
    thread::sleep(Duration::from_millis(10)); // it has time, but no worker
    println!("main: lets the tasks go on");
    door.wait();
    runtime.block_on(heart).unwrap();

    let calls = ["call A", "call B"].map(|name| {
        let door = Arc::clone(&door);
        runtime.spawn_blocking(move || blocking_call(name, &door))
    });
    door.wait(); // both are inside
    let heart = runtime.spawn(beat("heart beside calls"));
    runtime.block_on(heart).unwrap();
    for call in &calls {
        call.abort(); // too late
    }
    println!("main: lets the calls go on");
    door.wait();
    let ended = calls.map(|call| runtime.block_on(call).is_ok());
    println!("main: aborted, and ran to their end: {ended:?}");
}

fn workers(number: usize) -> Runtime {
    Builder::new_multi_thread().worker_threads(number).build().unwrap()
}

/// Stands for any call that blocks: a read, a lock, a query. It goes in when main
/// comes to the door, and leaves when main comes to the door again.
fn blocking_call(caller: &str, door: &Barrier) {
    door.wait();
    door.wait();
    println!("{caller}: goes on");
}

async fn beat(heart: &'static str) {
    for beat in 1..=3 {
        println!("{heart}: beat {beat}");
        yield_now().await;
    }
}
