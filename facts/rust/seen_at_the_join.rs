// holds goroutine_basics lifecycle: "A finished task keeps its value for the join,
// so `abort` comes too late."
// holds goroutine_basics results_and_panics: "In Rust a panic ends its thread or
// its task, and the join returns it as an error; the others go on"
// with tokio

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let aborted = tokio::spawn(std::future::pending::<()>());
    tokio::task::yield_now().await;
    aborted.abort();
    println!("aborted: {}", aborted.await.unwrap_err().is_cancelled());
    let finished = tokio::spawn(async { 12 });
    tokio::task::yield_now().await;
    finished.abort(); // too late
    println!("finished: {}", finished.await.unwrap());
    let panics = tokio::spawn(async { panic!("out of paper") });
    println!("panicked: {}", panics.await.is_err_and(|error: tokio::task::JoinError| error.is_panic()));
    println!("the others go on: {}", tokio::spawn(async { true }).await.unwrap());
}

// stderr has "out of paper"
// prints:
// aborted: true
// finished: 12
// panicked: true
// the others go on: true
