// cargo add crossbeam@0.8.5

use std::thread;

use crossbeam::channel::{self, Sender};

fn main() {
    let (requests, inbox) = channel::bounded::<(u32, Sender<u32>)>(4);

    // A scope joins its threads at its end, so they may borrow from this function.
    thread::scope(|scope| {
        for number in 1..=3 {
            let caller = format!("caller {number}");
            let requests = requests.clone();
            scope.spawn(move || {
                let (reply, answer) = channel::bounded(1);
                requests.send((number, reply)).unwrap();
                let square = answer.recv().unwrap();
                println!("{caller}: {number} squared is {square}");
            });
        }
        let (reply, answer) = channel::bounded(1);
        requests.send((4, reply)).unwrap();
        drop(answer); // this caller does not wait for its answer
        drop(requests); // the server's loop ends after the last caller

        for (number, reply) in inbox {
            if reply.send(number * number).is_err() {
                println!("main: nobody waits for {number} squared");
            }
        }
        println!("main: nobody asks any more");
    });
}
