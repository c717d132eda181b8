// cargo add tokio@1.54 --features rt-multi-thread

use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::thread;

use tokio::runtime::Builder;
use tokio::task::yield_now;

fn main() {
    let order = String::from("2 maps");
    let printer = thread::spawn(move || format!("prints {order}"));
    println!("E0373, with `move`: {}", printer.join().unwrap());

    let order = String::from("3 maps");
    let words: &str = &order;
    let printed = thread::scope(|scope| {
        scope.spawn(move || format!("prints {words}")).join().unwrap()
    });
    println!("E0597, in a scope: {printed}");

    let count = Arc::new(Mutex::new(0));
    let printers_count = Arc::clone(&count);
    let printer = thread::spawn(move || *printers_count.lock().unwrap() += 1);
    printer.join().unwrap();
    println!("E0277, with a lock: {} printed", count.lock().unwrap());

    let runtime = Builder::new_multi_thread().worker_threads(1).build().unwrap();
    let printer = runtime.spawn(async {
        let words = {
            let order = Rc::new("4 maps");
            format!("prints {order}")
        }; // `order` has ended before the await
        yield_now().await;
        words
    });
    let printed = runtime.block_on(printer).unwrap();
    println!("no number, ended before the await: {printed}");
}
