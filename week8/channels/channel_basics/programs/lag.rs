// cargo add tokio@1.54 --features macros,rt,sync

use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (sender, mut news) = broadcast::channel(4);
    let mut same_news = sender.subscribe();
    for item in 1..=10 {
        sender.send(item).unwrap();
    }
    drop(sender);

    while let Ok(item) = news.recv().await {
        println!("while let Ok: reads {item}");
    }
    println!("while let Ok: stops");

    loop {
        match same_news.recv().await {
            Ok(item) => println!("match: reads {item}"),
            Err(RecvError::Lagged(count)) => println!("match: has lost {count}"),
            Err(RecvError::Closed) => break,
        }
    }
    println!("match: stops");
}
