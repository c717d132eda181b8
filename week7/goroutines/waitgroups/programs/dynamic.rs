// cargo add crossbeam@0.8.5

use std::thread;

use crossbeam::sync::WaitGroup;

fn main() {
    let group = WaitGroup::new();

    start("job 1", 3, group.clone());
    group.wait();

    println!("main: the tree is done");
}

/// A job of `levels` levels: it starts two jobs of one level less, and then it
/// ends.
fn start(name: &str, levels: u32, counted: WaitGroup) {
    let job = name.to_string();
    thread::spawn(move || {
        println!("{job}: runs");
        if levels > 1 {
            for part in [1, 2] {
                let name = format!("{job}.{part}");
                start(&name, levels - 1, counted.clone());
            }
        }
        drop(counted);
    });
}
