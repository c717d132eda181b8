// cargo add crossbeam@0.8.5

use std::thread;

use crossbeam::channel;

fn main() {
    let (sender, orders) = channel::bounded(1);

    thread::scope(|scope| {
        for table in ["A", "B", "C"] {
            let producer = format!("producer {table}");
            let sender = sender.clone();
            scope.spawn(move || {
                for n in 1..=2 {
                    let order = format!("{table}{n}");
                    sender.send(order).unwrap();
                }
                println!("{producer}: has finished");
            }); // its sender is dropped here
        }
        drop(sender); // and main's own here
        for id in 1..=2 {
            let consumer = format!("consumer {id}");
            let orders = orders.clone();
            scope.spawn(move || {
                for order in orders {
                    println!("{consumer}: receives {order}");
                }
                println!("{consumer}: no more orders");
            });
        }
        drop(orders); // main's own: without a consumer, each send fails
    });
    println!("main: all have ended");
}
