// cargo add crossbeam@0.8.5

use std::thread;

use crossbeam::channel;

fn main() {
    let (start_gun, gun) = channel::bounded::<()>(0);

    thread::scope(|scope| {
        for id in 1..=4 {
            let runner = format!("runner {id}");
            let gun = gun.clone();
            scope.spawn(move || {
                // blocks until the sender is gone
                let error = gun.recv().unwrap_err();
                println!("{runner}: runs: {error}");
            });
        }
        println!("main: fires");
        drop(start_gun);
    });
}
