// cargo add tokio@1.54 --features macros,rt,sync

use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::task::yield_now;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let alive = || Handle::current().metrics().num_alive_tasks();

    let (sender, answers) = mpsc::channel(1); // has room for one value
    let answering = tokio::spawn(async move {
        for answer in ["yes", "no"] {
            if let Err(unsent) = sender.send(answer).await {
                println!("clerk: nobody wants `{}`", unsent.0);
                return;
            }
        }
        println!("clerk: has sent both");
    });
    while answers.capacity() > 0 {
        yield_now().await; // until the channel is full
    }
    println!("main: tasks alive, the receiver kept: {}", alive());

    drop(answers);
    answering.await.unwrap();
    println!("main: tasks alive, the receiver dropped: {}", alive());
}
