// cargo add crossbeam@0.8.5

use std::thread;

use crossbeam::channel::bounded;

fn main() {
    let (sender, pages) = bounded(0);

    thread::scope(|scope| {
        for name in ["A", "B", "C"] {
            let sender = sender.clone();
            scope.spawn(move || {
                for page in 1..=3 {
                    let page = format!("{name}{page}");
                    sender.send(page).unwrap();
                }
            });
        }
        drop(sender); // if main kept it, the loop below would never end

        for page in pages {
            println!("receives {page}");
        }
        println!("the stream has ended");
    });
}
