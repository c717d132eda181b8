// holds goroutine_basics unseen_panics: "If you drop the handle, no code is told: a message appears on standard error, everything else goes on, and the process can still exit with 0."
// with tokio

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    drop(tokio::spawn(async { panic!("out of paper") }));
    tokio::task::yield_now().await;
    println!("main goes on");
}

// stderr has "out of paper"
// prints:
// main goes on
