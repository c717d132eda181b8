// cargo add tokio@1.54 --features macros,rt,sync

use std::thread::available_parallelism;
use std::time::Instant;

use tokio::runtime::Handle;
use tokio::sync::oneshot;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let start = Instant::now();
    let (mut to_left, leftmost) = oneshot::channel();

    for _ in 0..LINKS {
        let (sender, from_right) = oneshot::channel::<u64>();
        tokio::spawn(async move {
            to_left.send(from_right.await.unwrap() + 1).unwrap();
        });
        to_left = sender;
    }
    println!("tasks alive: {}", tasks_alive());

    to_left.send(1).unwrap(); // to the rightmost link; each link wakes the next
    println!("the value is {}", leftmost.await.unwrap());
    println!("tasks alive: {}", tasks_alive());
    let nanos = start.elapsed().as_nanos() / u128::from(LINKS);
    let cores = available_parallelism().map_or(1, usize::from);
    println!("{nanos} ns a link, on one of {cores} cores");
}

const LINKS: u64 = 100_000;

/// The tasks of this runtime that have not ended. `main` is not counted.
fn tasks_alive() -> usize {
    Handle::current().metrics().num_alive_tasks()
}
