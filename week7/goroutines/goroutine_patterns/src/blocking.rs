//! Calls that block a thread, and what they do to a runtime.

use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Duration;

use shared::{Log, Task};
use tokio::runtime::{Builder, Runtime};
use tokio::task::{self, JoinHandle, yield_now};

/// When a goroutine blocks in a system call, Go lets another thread run the other
/// goroutines. A runtime that runs tasks is also called an executor; in tokio a
/// task gives its worker back only at an await. So two blocking calls stop a
/// runtime of two workers, with all its tasks; in Python's asyncio, one call is
/// enough. `spawn_blocking` runs the call on a thread that is kept for such calls,
/// and the workers stay free; `block_in_place` is the other cure. A call of
/// `spawn_blocking` has no await, so `abort` cannot stop it once it has begun.
pub fn blocked_executor(log: &Log) {
    let main = log.task("main");
    let runtime = workers(2);
    let door = Arc::new(Barrier::new(3)); // for two calls and main

    for name in ["task A", "task B"] {
        let (task, door) = (main.starts(name), Arc::clone(&door));
        runtime.spawn(async move { blocking_call(&task, &door) }); // no await
    }
    door.wait(); // both are inside
    let heart = main.starts("heart beside tasks");
    heart.waits_for("a worker");
    let heart = runtime.spawn(beat(heart));
    thread::sleep(Duration::from_millis(10)); // it has time, but no worker
    writeln!(main, "lets the tasks go on");
    door.wait();
    runtime.block_on(heart).unwrap();

    let calls = ["call A", "call B"].map(|name| {
        let (call, door) = (main.starts(name), Arc::clone(&door));
        runtime.spawn_blocking(move || blocking_call(&call, &door))
    });
    door.wait(); // both are inside
    let heart = main.starts("heart beside calls");
    heart.waits_for("a worker");
    let heart = runtime.spawn(beat(heart));
    runtime.block_on(heart).unwrap();
    for call in &calls {
        call.abort(); // too late
    }
    writeln!(main, "lets the calls go on");
    door.wait();
    let ended = calls.map(|call| runtime.block_on(call).is_ok());
    writeln!(main, "aborted, and ran to their end: {ended:?}");
}

fn workers(number: usize) -> Runtime {
    Builder::new_multi_thread().worker_threads(number).build().unwrap()
}

/// Stands for any call that blocks: a read, a lock, a query. It goes in when main
/// comes to the door, and leaves when main comes to the door again.
fn blocking_call(caller: &Task, door: &Barrier) {
    caller.waits_for("main");
    door.wait();
    door.wait();
    writeln!(caller, "goes on");
}

async fn beat(heart: Task) {
    for beat in 1..=3 {
        writeln!(heart, "beat {beat}");
        yield_now().await;
    }
}

/// `block_in_place` does for one call what Go does for every system call:
/// the task stays where it is, and another thread takes over its worker's
/// other tasks. Unlike `spawn_blocking`, it also takes a closure that is not
/// `'static` or not `Send`. It has three limits. Other futures of the same
/// task, in a `join!` for instance, wait until the call is over. A task may
/// call it only in a runtime that `new_multi_thread` builds (one worker is
/// enough): in a `current_thread` runtime or a `LocalSet` it panics. And the
/// other thread is one of `blocking_pool`: if none is free, those tasks wait.
pub fn block_in_place(log: &Log) {
    let main = log.task("main");
    let runtime = workers(1);
    let door = Arc::new(Barrier::new(2)); // for the task and main

    let (caller, callers_door) = (main.starts("task"), Arc::clone(&door));
    let blocked = runtime.spawn(async move {
        task::block_in_place(|| blocking_call(&caller, &callers_door));
    });
    door.wait(); // the only worker is inside
    let heart = main.starts("heart");
    heart.waits_for("a worker");
    let heart = runtime.spawn(beat(heart));
    runtime.block_on(heart).unwrap();
    writeln!(main, "lets the task go on");
    door.wait();
    runtime.block_on(blocked).unwrap();

    // a planned panic: no other thread could take over the worker's tasks
    let one_thread = Builder::new_current_thread().build().unwrap();
    let refused = one_thread.spawn(async { task::block_in_place(|| ()) });
    let refused = one_thread.block_on(refused).is_err();
    writeln!(main, "in a current_thread runtime, panicked: {refused}");
}

/// The threads of `spawn_blocking` are limited: to 512, if you do not set
/// another number. Each call beyond the limit waits in a queue, and the queue
/// has no limit. So a call that waits for another call can wait for ever, if
/// the other one is still in the queue. Python's `asyncio.to_thread` has such
/// a pool, too, and it is smaller. Go has none: each goroutine that is
/// blocked in a system call keeps a thread, and a program with more than
/// 10,000 threads (`debug.SetMaxThreads`) is ended. Here the limit is 2, and
/// the third call begins when one of the two has ended.
pub fn blocking_pool(log: &Log) {
    let main = log.task("main");
    let mut builder = Builder::new_current_thread();
    let runtime = builder.max_blocking_threads(2).build().unwrap();
    let door = Arc::new(Barrier::new(3)); // for two calls and main

    let mut calls = Vec::new();
    for name in ["call A", "call B"] {
        let (call, door) = (main.starts(name), Arc::clone(&door));
        calls.push(runtime.spawn_blocking(move || blocking_call(&call, &door)));
    }
    door.wait(); // both are inside
    let third = main.starts("call C");
    third.waits_for("a thread");
    calls.push(runtime.spawn_blocking(move || writeln!(third, "runs")));

    thread::sleep(Duration::from_millis(10)); // it has time, but no thread
    writeln!(main, "lets the two go on");
    door.wait();
    for call in calls {
        runtime.block_on(call).unwrap();
    }
}

/// Dropping a runtime drops its tasks at their awaits, but it waits for each
/// blocking call that has begun, however long that takes. In Go nothing waits:
/// the process ends with `main`. Python's `asyncio.run` waits for the calls of
/// `to_thread`, too, since 3.12 for five minutes at most. `shutdown_timeout`
/// waits no longer than you say, and leaves the call behind;
/// `shutdown_background` does not wait at all. A runtime must not be dropped
/// inside a task: the drop would block a worker, so the drop panics.
pub fn runtime_end(log: &Log) {
    let main = log.task("main");

    let (runtime, door, _) = runtime_with_a_call(main.starts("call A"));
    let owner = main.starts("owner");
    let owner = thread::spawn(move || {
        owner.waits_for("the end of its runtime");
        drop(runtime);
        writeln!(owner, "the runtime has ended");
    });
    thread::sleep(Duration::from_millis(10)); // the owner has time to drop it
    writeln!(main, "lets call A go on");
    door.wait();
    owner.join().unwrap();

    let (runtime, door, call) = runtime_with_a_call(main.starts("call B"));
    runtime.shutdown_timeout(Duration::from_millis(10));
    writeln!(main, "the runtime has ended, and left call B behind");
    door.wait();
    // Its thread runs on without the runtime. Any other runtime can await the handle.
    workers(1).block_on(call).unwrap();
}

/// A runtime, the door behind which its blocking call waits, and the call's handle.
fn runtime_with_a_call(call: Task) -> (Runtime, Arc<Barrier>, JoinHandle<()>) {
    let runtime = workers(1);
    let door = Arc::new(Barrier::new(2));
    let calls_door = Arc::clone(&door);
    let call = runtime.spawn_blocking(move || blocking_call(&call, &calls_door));
    door.wait(); // it is inside
    (runtime, door, call)
}
