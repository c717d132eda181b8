// cargo add crossbeam@0.8.5

use std::collections::HashMap;
use std::thread;

use crossbeam::channel::{self, Sender};

fn main() {
    let (register, registered) = channel::bounded::<(&str, Sender<u32>)>(3);

    let shops = ["bakery", "butcher", "dairy"].map(|name| {
        let (sender, orders) = channel::bounded(2);
        register.send((name, sender)).unwrap();
        thread::spawn(move || {
            let mine: Vec<u32> = orders.iter().collect();
            println!("{name}: gets {mine:?}");
        })
    });
    drop(register);

    let senders: HashMap<&str, Sender<u32>> = registered.iter().collect();
    for (name, order) in [("dairy", 1), ("bakery", 2), ("dairy", 3), ("butcher", 4)]
    {
        senders[name].send(order).unwrap();
    }
    drop(senders); // every sender in the map: each shop's loop ends
    for shop in shops {
        shop.join().unwrap();
    }
}
