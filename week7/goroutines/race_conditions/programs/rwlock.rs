use std::sync::{Barrier, RwLock};
use std::thread;

fn main() {
    let price = RwLock::new(100);
    let both = Barrier::new(2);

    thread::scope(|scope| {
        for name in ["reader A", "reader B"] {
            let (price, both) = (&price, &both);
            scope.spawn(move || {
                let price = price.read().unwrap();
                both.wait(); // the other reader holds it too, or this waits for ever
                println!("{name}: reads {price} with the other");
            });
        }
    });
    thread::scope(|scope| {
        let (price, both) = (&price, &both);
        scope.spawn(move || {
            let mut price = price.write().unwrap();
            both.wait();
            both.wait(); // until main has tried
            *price += 1;
            println!("writer: writes {price}");
        });
        both.wait(); // the writer holds it now
        println!("main: may read while it is held: {}", price.try_read().is_ok());
        both.wait();
    });
}
