use std::thread;

fn main() {
    thread::scope(|parents| {
        for name in ["parent 1", "parent 2"] {
            parents.spawn(move || {
                thread::scope(|parts| {
                    for part in ["a", "b"] {
                        let child = format!("{name}{part}");
                        parts.spawn(move || println!("{child}: runs"));
                    }
                }); // waits for both parts
                println!("{name}: ends");
            });
        }
    }); // waits for both parents
    println!("main: both parents have ended");
}
