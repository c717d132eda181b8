use std::sync::{Barrier, RwLock};
use std::thread;

fn main() {
    let price = RwLock::new(100);
    let both = Barrier::new(2); // opens when two threads wait at it

    thread::scope(|scope| {
        for name in ["reader A", "reader B"] {
            let (price, both) = (&price, &both);
            scope.spawn(move || {
                let price = price.read().unwrap();
                both.wait(); // opens only if the other reader holds the lock, too
                println!("{name}: reads {price} with the other");
            });
        }
    });
    thread::scope(|scope| {
        let (price, both) = (&price, &both);
        scope.spawn(move || {
            let mut price = price.write().unwrap();
            both.wait(); // tells main that it holds the lock
            both.wait(); // until main has tried
            *price += 1;
            println!("writer: writes {price}");
        });
        both.wait(); // until the writer holds the lock
        println!("main: may read while it is held: {}", price.try_read().is_ok());
        both.wait(); // tells the writer that it has tried
    });
}
