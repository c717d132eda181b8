// cargo add crossbeam@0.8.5

use crossbeam::channel::{self, Sender, select_biased};

fn main() {
    let (urgent_in, urgent) = channel::unbounded();
    let (normal_in, normal) = channel::unbounded();
    call(&normal_in, &["normal 1", "normal 2"]);
    call(&urgent_in, &["urgent 1"]);

    loop {
        let order = select_biased! {
            recv(urgent) -> order => order.unwrap(),
            recv(normal) -> order => order.unwrap(),
            default => break, // nobody calls any more
        };
        println!("receives {order}");
        if order == "normal 1" {
            call(&urgent_in, &["urgent 2"]);
        }
    }
    println!("no more orders");
}

fn call(into: &Sender<&'static str>, orders: &[&'static str]) {
    for order in orders {
        into.send(order).unwrap();
    }
}
