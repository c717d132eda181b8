//! exit 1: an empty channel was taken for its end
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

fn main() {
    let (quote, quotes) = mpsc::channel();
    let providers: Vec<_> = (1..=2)
        .map(|price| {
            let quote = quote.clone();
            thread::spawn(move || {
                let _ = quote.send(price);
            })
        })
        .collect();
    drop(quote);
    let mut best = None;
    for _ in 0..2 {
        if let Ok(price) = quotes.recv_timeout(Duration::from_millis(50)) {
            best = Some(best.map_or(price, |best: i32| best.min(price)));
        }
    }
    for provider in providers {
        provider.join().unwrap();
    }
    assert!(best.is_some(), "nobody has quoted");
}
