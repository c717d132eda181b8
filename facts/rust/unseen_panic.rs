// holds goroutine_basics unseen_panics: "If you drop the handle, only the panic hook is told, which writes a message: everything else goes on, and the process can still exit with 0."
// with tokio

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    drop(tokio::spawn(async { panic!("out of paper") }));
    tokio::task::yield_now().await;
    println!("main goes on");
    std::panic::set_hook(Box::new(|panic| {
        println!("the hook is told: {}", panic.payload_as_str().unwrap());
    }));
    drop(tokio::spawn(async { panic!("out of ink") }));
    tokio::task::yield_now().await;
}

// stderr has "out of paper"
// prints:
// main goes on
// the hook is told: out of ink
