// holds waitgroups two_workers: "without `drop(counted)`, `wait`
// would return too early"
// holds waitgroups dynamic: "A clone of a `TaskTracker` does not count"
// with crossbeam
// with tokio
// with tokio-util

use std::sync::mpsc;
use std::thread;

use crossbeam::sync::WaitGroup;
use tokio::task::yield_now;
use tokio_util::task::TaskTracker;

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let group = WaitGroup::new();
    let (paper, printer) = mpsc::channel();
    let counted = group.clone();
    let worker = thread::spawn(move || printer.recv().unwrap());
    drop(counted); // as the turn of a loop does with a clone that no closure names
    group.wait();
    println!("has waited, and the worker has no paper yet");
    paper.send("prints").unwrap();
    println!("the worker {}", worker.join().unwrap());

    let tracker = TaskTracker::new();
    let clone = tracker.clone();
    let task = tokio::spawn(async move { clone.spawn(yield_now()).await });
    println!("tasks that are tracked: {}", tracker.len());
    tracker.close();
    tracker.wait().await;
    println!("has waited, and the task has run: {}", task.is_finished());
}

// prints:
// has waited, and the worker has no paper yet
// the worker prints
// tasks that are tracked: 0
// has waited, and the task has run: false
