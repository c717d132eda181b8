// cargo add crossbeam@0.8.5

use std::fmt::Display;
use std::thread::{self, JoinHandle};

use crossbeam::channel::{Receiver, Sender, bounded};

fn main() {
    let (sender, sides) = bounded(0);
    let source = thread::spawn(move || {
        for side in 10_u32.. {
            if !passed_on("source", &sender, side) {
                break;
            }
        }
    });
    let (areas, square) = stage("square", sides, |side| side * side);
    let (labels, text) = stage("text", areas, |area| format!("{area} m²"));

    for label in labels.iter().take(2) {
        println!("main: receives {label}");
    }
    println!("main: has enough");
    drop(labels); // text's next send fails, and with it every stage's before it
    for stage in [source, square, text] {
        stage.join().unwrap();
    }
    println!("main: every stage has ended");
}

/// A thread that makes something of each item. It ends when its input has ended or
/// when nobody takes its output. Then it drops both of its ends.
fn stage<A, B>(
    task: &'static str,
    input: Receiver<A>,
    work: fn(A) -> B,
) -> (Receiver<B>, JoinHandle<()>)
where
    A: Display + Send + 'static,
    B: Display + Send + 'static,
{
    let (sender, output) = bounded(0);
    let running = thread::spawn(move || {
        for item in input {
            println!("{task}: receives {item}");
            if !passed_on(task, &sender, work(item)) {
                break;
            }
        }
    });
    (output, running)
}

/// Whether somebody has taken the value.
fn passed_on<T: Display>(task: &str, sender: &Sender<T>, value: T) -> bool {
    match sender.send(value) {
        Ok(()) => true,
        Err(returned) => {
            println!("{task}: ends: nobody takes {}", returned.0);
            false
        }
    }
}
