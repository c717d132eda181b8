use std::sync::Mutex;
use std::thread;

fn main() {
    let total = Mutex::new(0);

    thread::scope(|scope| {
        for _ in 0..10 {
            scope.spawn(|| {
                for _ in 0..100 {
                    // the guard ends with this statement
                    *total.lock().unwrap() += 1;
                }
            });
        }
    });
    println!("10 threads added 100 each: {}", total.into_inner().unwrap());
}
