// cargo add rayon@1.12
// cargo add tokio@1.54 --features rt-multi-thread

use std::thread;

use tokio::runtime::Builder;

fn main() {
    let jobs = [("thread A", "to be"), ("thread B", "to be or not")];
    let [a, b] =
        jobs.map(|(name, text)| thread::spawn(move || count_words(name, text)));
    let (a, b) = (a.join().unwrap(), b.join().unwrap());
    println!("main: words from the threads: {a} and {b}");

    // A runtime runs tasks on its threads. An `async` block is the work of a task.
    let runtime = Builder::new_multi_thread().worker_threads(2).build().unwrap();
    let jobs = [("task A", "to be"), ("task B", "to be or not")];
    let [a, b] = jobs
        .map(|(name, text)| runtime.spawn(async move { count_words(name, text) }));
    // Awaiting a task's handle is its join. `block_on` awaits from a plain
    // function.
    let (a, b) = runtime.block_on(async { (a.await.unwrap(), b.await.unwrap()) });
    println!("main: words from the tasks: {a} and {b}");

    let (a, b) = rayon::join(
        || count_words("job A", "to be"),
        || count_words("job B", "to be or not"),
    );
    println!("main: words from the jobs: {a} and {b}");
}

fn count_words(counter: &str, text: &str) -> usize {
    println!("{counter}: counts `{text}`");
    text.split(' ').count()
}
