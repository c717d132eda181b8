// cargo add tokio@1.54 --features rt-multi-thread

use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

fn main() {
    let (runtime, door, _) = runtime_with_a_call("call A");
    let owner = thread::spawn(move || {
        drop(runtime);
        println!("owner: the runtime has ended");
    });
    thread::sleep(Duration::from_millis(10)); // the owner has time to drop it
    println!("main: lets call A go on");
    door.wait();
    owner.join().unwrap();

    let (runtime, door, call) = runtime_with_a_call("call B");
    runtime.shutdown_timeout(Duration::from_millis(10));
    println!("main: the runtime has ended, and left call B behind");
    door.wait();
    // Its thread runs on without the runtime. Any other runtime can await the
    // handle.
    workers(1).block_on(call).unwrap();
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

/// A runtime, the door behind which its blocking call waits, and the call's handle.
fn runtime_with_a_call(
    call: &'static str,
) -> (Runtime, Arc<Barrier>, JoinHandle<()>) {
    let runtime = workers(1);
    let door = Arc::new(Barrier::new(2));
    let calls_door = Arc::clone(&door);
    let call = runtime.spawn_blocking(move || blocking_call(call, &calls_door));
    door.wait(); // it is inside
    (runtime, door, call)
}
