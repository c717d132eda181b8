// cargo add crossbeam@0.8.5

use std::thread;

use crossbeam::channel::bounded;

fn main() {
    let (sender, orders) = bounded(0);
    thread::scope(|scope| {
        for name in ["cook A", "cook B", "cook C"] {
            let orders = orders.clone();
            scope.spawn(move || {
                for order in orders {
                    println!("{name}: cooks order {order}");
                }
            });
        }
        // If main kept this receiver, its send would wait for ever after a
        // panic of all cooks.
        drop(orders);
        for order in 1..=6 {
            sender.send(order).unwrap();
        }
        drop(sender); // every cook's loop ends
    });
    println!("main: each order is with one cook");

    let mut copies = Vec::new();
    thread::scope(|scope| {
        for name in ["kitchen", "billing", "delivery"] {
            let (copy, orders) = bounded(0);
            copies.push(copy);
            scope.spawn(move || {
                for order in orders {
                    println!("{name}: notes order {order}");
                }
            });
        }
        for order in 7..=9 {
            for copy in &copies {
                copy.send(order).unwrap();
            }
        }
        copies.clear(); // every department's loop ends
    });
    println!("main: each order is with each department");
}
