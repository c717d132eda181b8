// cargo add crossbeam@0.8.5

use std::thread;

use crossbeam::channel;

fn main() {
    let (sender, results) = channel::bounded(3); // as many as there are workers

    let workers = [2, 3, 5].map(|number| {
        let sender = sender.clone();
        thread::spawn(move || {
            let _ = sender.send(number * number); // an error: nobody wants it
        })
    });
    drop(sender);
    for worker in workers {
        worker.join().unwrap();
    }
    println!("all workers have ended");
    for result in results {
        println!("receives {result}");
    }
}
