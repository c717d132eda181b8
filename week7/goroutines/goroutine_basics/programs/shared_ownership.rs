use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let orders = Arc::new(Mutex::new(Vec::new()));

    // A clone of the `Arc` copies the pointer, not the list.
    let shares: Vec<_> = (0..3).map(|_| Arc::clone(&orders)).collect();
    println!("main: owners: {}", Arc::strong_count(&orders));

    let names = ["clerk A", "clerk B", "clerk C"];
    let mut clerks = Vec::new();
    for (name, orders) in names.into_iter().zip(shares) {
        clerks.push(thread::spawn(move || {
            orders.lock().unwrap().push(format!("order of {name}"));
            println!("{name}: adds an order");
        })); // when the thread ends, it drops its share
    }
    for clerk in clerks {
        clerk.join().unwrap();
    }
    println!("main: owners: {}", Arc::strong_count(&orders));

    let orders = Arc::into_inner(orders).expect("main is the last owner");
    println!("main: orders: {}", orders.into_inner().unwrap().len());
}
