// cargo add crossbeam@0.8.5

use std::thread;

use crossbeam::channel::{self, select};

fn main() {
    let (orders_in, orders) = channel::bounded(0);
    let (returns_in, returns) = channel::bounded(0);
    let first = || {
        let came = select! {
            recv(orders) -> order => order.unwrap(),
            recv(returns) -> item => item.unwrap(),
        };
        println!("receives {came}");
    };

    // A scope joins its threads at its end, so they may borrow from this function.
    thread::scope(|scope| {
        let returns_in = &returns_in;
        // In the picture: the counter.
        scope.spawn(move || {
            returns_in.send("return 7").unwrap();
        });
        first();

        let orders_in = &orders_in;
        // In the picture: the shop.
        scope.spawn(move || {
            orders_in.send("order 1").unwrap();
        });
        first();
    });
}
