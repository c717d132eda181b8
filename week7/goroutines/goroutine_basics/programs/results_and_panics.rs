// cargo add anyhow@1.0.104
// cargo add tokio@1.54 --features macros,rt

use std::any::Any;

use anyhow::{Result, ensure};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let jobs = [1, 2, 3, 4].map(|id| tokio::spawn(async move { print_job(id) }));
    for (id, job) in (1..).zip(jobs) {
        match job.await {
            Ok(Ok(pages)) => println!("job {id}: {pages} pages"),
            Ok(Err(error)) => println!("job {id} failed: {error}"),
            Err(ended) => {
                let panic = ended.into_panic();
                println!("job {id} panicked: {}", message(&*panic));
            }
        }
    }
}

fn print_job(id: u64) -> Result<u64> {
    ensure!(id != 2, "out of paper");
    if id == 3 {
        panic!("job {id} has no pages at all");
    }
    Ok(10 * id)
}

/// A panic hands over what `panic!` was given: a `String` if there was something to
/// format, else a `&str`. It comes as `Any`, a value of an unknown type;
/// `downcast_ref` returns it if it has the type that is asked for.
fn message(panic: &(dyn Any + Send)) -> &str {
    match panic.downcast_ref::<String>() {
        Some(text) => text,
        None => panic.downcast_ref::<&str>().unwrap_or(&"no text"),
    }
}
