use std::thread;

fn main() {
    let clerks = ["clerk A", "clerk B", "clerk C"];
    let orders = [[1, 2, 3], [4, 5, 6], [7, 8, 9]];
    let mut totals = [0; 3];

    thread::scope(|scope| {
        for (id, total) in totals.iter_mut().enumerate() {
            let order = &orders[id];
            let clerk = clerks[id];
            scope.spawn(move || {
                *total = order.iter().sum();
                println!("{clerk}: adds up {order:?}");
            });
        }
    }); // waits here for all three
    println!("main: totals: {totals:?}");
}
