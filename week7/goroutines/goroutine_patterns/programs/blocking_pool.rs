// cargo add tokio@1.54 --features rt

use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Duration;

use tokio::runtime::Builder;

fn main() {
    let mut builder = Builder::new_current_thread();
    let runtime = builder.max_blocking_threads(2).build().unwrap();
    let door = Arc::new(Barrier::new(3)); // for two calls and main

    let mut calls = Vec::new();
    for name in ["call A", "call B"] {
        let door = Arc::clone(&door);
        calls.push(runtime.spawn_blocking(move || blocking_call(name, &door)));
    }
    door.wait(); // both are inside
    calls.push(runtime.spawn_blocking(move || println!("call C: runs")));

    thread::sleep(Duration::from_millis(10)); // it has time, but no thread
    println!("main: lets the two go on");
    door.wait();
    for call in calls {
        runtime.block_on(call).unwrap();
    }
}

/// Stands for any call that blocks: a read, a lock, a query. It goes in when main
/// comes to the door, and leaves when main comes to the door again.
fn blocking_call(caller: &str, door: &Barrier) {
    door.wait();
    door.wait();
    println!("{caller}: goes on");
}
