// cargo add tokio@1.54 --features macros,rt

use tokio::runtime::Handle;
use tokio::task::{JoinSet, yield_now};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let alive = || Handle::current().metrics().num_alive_tasks();

    drop(tokio::spawn(async move {
        println!("detached printer: panics");
        panic!("out of paper");
    }));
    while alive() > 0 {
        yield_now().await; // until the printer has ended
    }
    println!("main: goes on, and knows nothing of the panic");

    let mut printers = JoinSet::new();
    printers.spawn(async move {
        println!("joined printer: panics");
        panic!("out of ink");
    });
    while let Some(ended) = printers.join_next().await {
        println!("main: is told: panicked {}", ended.unwrap_err().is_panic());
    }
}
