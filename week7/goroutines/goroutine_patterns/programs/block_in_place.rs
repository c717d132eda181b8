// cargo add tokio@1.54 --features rt-multi-thread

use std::sync::{Arc, Barrier};

use tokio::runtime::{Builder, Runtime};
use tokio::task::{self, yield_now};

fn main() {
    let runtime = workers(1);
    let door = Arc::new(Barrier::new(2)); // for the task and main

    let callers_door = Arc::clone(&door);
    let blocked = runtime.spawn(async move {
        task::block_in_place(|| blocking_call(&callers_door));
    });
    door.wait(); // the only worker is inside
    let heart = runtime.spawn(beat());
    runtime.block_on(heart).unwrap();
    println!("main: lets the task go on");
    door.wait();
    runtime.block_on(blocked).unwrap();

    // a planned panic: no other thread could take over the worker's tasks
    let one_thread = Builder::new_current_thread().build().unwrap();
    let refused = one_thread.spawn(async { task::block_in_place(|| ()) });
    let refused = one_thread.block_on(refused).is_err();
    println!("main: in a current_thread runtime, panicked: {refused}");
}

fn workers(number: usize) -> Runtime {
    Builder::new_multi_thread().worker_threads(number).build().unwrap()
}

/// Stands for any call that blocks: a read, a lock, a query. It goes in when main
/// comes to the door, and leaves when main comes to the door again.
fn blocking_call(door: &Barrier) {
    door.wait();
    door.wait();
    println!("task: goes on");
}

async fn beat() {
    for beat in 1..=3 {
        println!("heart: beat {beat}");
        yield_now().await;
    }
}
