// cargo add tokio@1.54 --features macros,test-util

use std::sync::OnceLock;
use std::time::Duration;

use tokio::time::{self, sleep};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count

    for takes in [20, 200] {
        let job = print(format!("{takes} ms job"), takes);
        let in_time = time::timeout(Duration::from_millis(50), job).await.is_ok();
        println!("{:4} ms  main: in time: {in_time}", clock());
    }

    let mut job = tokio::spawn(print("spawned job".to_string(), 200));
    // `&mut` lends the handle, which is awaited again below.
    let in_time = time::timeout(Duration::from_millis(50), &mut job).await.is_ok();
    println!("{:4} ms  main: spawned, in time: {in_time}", clock());
    job.await.unwrap();
    println!("{:4} ms  main: spawned, and printed all the same", clock());
}

async fn print(job: String, takes: u64) {
    println!("{:4} ms  {job}: opens the printer", clock());
    let printer = OpenPrinter(job);
    sleep(Duration::from_millis(takes)).await; // the timeout can drop it only here
    println!("{:4} ms  {}: prints", clock(), printer.0);
}

struct OpenPrinter(String);

impl Drop for OpenPrinter {
    fn drop(&mut self) {
        println!("{:4} ms  {}: closes the printer", clock(), self.0);
    }
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
