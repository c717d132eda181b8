// cargo add anyhow@1.0.104
// cargo add crossbeam@0.8.5

use std::any::Any;
use std::thread;
use std::time::Duration;

use anyhow::{Result, bail};
use crossbeam::channel::{self, Receiver};

fn main() {
    for pages in [["good", "torn", "good", "torn", "good"], ["torn"; 5]] {
        let (queue, jobs) = channel::unbounded();
        for page in pages {
            queue.send(page).unwrap();
        }
        drop(queue);
        match supervise(&jobs) {
            Ok(restarts) => {
                println!("main: the queue is empty, restarts: {restarts}");
            }
            Err(error) => println!("main: {error}; pages left: {}", jobs.len()),
        }
    }
}

fn supervise(jobs: &Receiver<&'static str>) -> Result<u32> {
    let mut restarts = 0;
    let mut pause = Duration::from_millis(1);
    loop {
        let worker = format!("worker {restarts}");
        let jobs = jobs.clone();
        let working = thread::spawn(move || print_all(&worker, &jobs));
        let Err(panic) = working.join() else { return Ok(restarts) };
        let why = message(&*panic);
        if restarts == 3 {
            bail!("gives up after {restarts} restarts: {why}");
        }
        restarts += 1;
        println!("main: restart {restarts} in {} ms: {why}", pause.as_millis());
        thread::sleep(pause);
        pause *= 2;
    }
}

fn print_all(worker: &str, jobs: &Receiver<&'static str>) {
    for page in jobs {
        if page == "torn" {
            panic!("paper jam");
        }
        println!("{worker}: prints a {page} page");
    }
}

/// A panic hands over what `panic!` was given: a `String` if there was something to
/// format, else a `&str`.
fn message(panic: &(dyn Any + Send)) -> &str {
    match panic.downcast_ref::<String>() {
        Some(text) => text,
        None => panic.downcast_ref::<&str>().unwrap_or(&"no text"),
    }
}
