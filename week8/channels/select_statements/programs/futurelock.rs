// cargo add tokio@1.54 --features macros,test-util

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::select;
use tokio::sync::Mutex;
use tokio::time::{sleep, timeout};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count

    for (name, keeps) in [("A", true), ("B", false)] {
        let printer = Arc::new(Mutex::new(()));
        let in_use = Arc::clone(&printer).try_lock_owned().unwrap();
        let user = format!("user {name}");
        tokio::spawn(async move {
            sleep(Duration::from_millis(20)).await;
            println!("{:4} ms  {user}: gives the printer back", clock());
            drop(in_use); // tokio's lock goes to the first in its queue
        });
        let clerk = format!("clerk {name}");
        let mut clerk =
            tokio::spawn(print(clerk, name, keeps, Arc::clone(&printer)));

        // The paused clock jumps to the end of the timeout only if no task can go
        // on.
        if timeout(Duration::from_secs(1), &mut clerk).await.is_err() {
            println!("{:4} ms  main: clerk {name} hangs", clock());
            println!(
                "{:4} ms  main: the printer is free: {}",
                clock(),
                printer.try_lock().is_ok()
            );
            clerk.abort(); // drops the page too
            assert!(clerk.await.is_err());
            println!("{:4} ms  main: clerk {name} is dropped", clock());
        }
        println!(
            "{:4} ms  main: the printer is free: {}",
            clock(),
            printer.try_lock().is_ok()
        );
    }
}

async fn print(clerk: String, name: &str, keeps: bool, printer: Arc<Mutex<()>>) {
    let page = print_on(format!("page {name}"), &printer);
    let mut page = Box::pin(page);
    select! {
        () = &mut page => {}
        () = sleep(Duration::from_millis(10)) => {
            println!("{:4} ms  {clerk}: stops waiting for the page, keeps it: {keeps}", clock());
            if keeps {
                print_on(clerk, &printer).await;
            } else {
                drop(page); // and its place in the queue
                print_on(clerk, &printer).await;
            }
        }
    }
}

async fn print_on(task: String, printer: &Mutex<()>) {
    let _printer = printer.lock().await;
    println!("{:4} ms  {task}: prints", clock());
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
