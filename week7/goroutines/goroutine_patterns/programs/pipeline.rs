// cargo add crossbeam@0.8.5

use std::thread::{self, Scope};

use crossbeam::channel::{self, Receiver};

fn main() {
    thread::scope(|scope| {
        let numbers = stage(scope, "generate", 1_u64..);
        let squares = numbers.into_iter().map(|n| n * n);
        let squares = stage(scope, "square", squares);
        let even = squares.into_iter().filter(|n| n % 2 == 0);
        let even = stage(scope, "keep even", even);
        let lines = even.into_iter().map(|n| format!("<{n}>"));
        let lines = stage(scope, "format", lines);

        for line in lines.iter().take(4) {
            println!("main: {line}");
        }
        println!("main: has enough");
        drop(lines); // the send of the stage before fails
    });
    println!("main: every stage has ended");
}

/// Runs the iterator on a thread of its own. It is two items ahead of the
/// receiver at most: one is in the channel, and one waits to be sent.
/// `'scope` is the time in which the threads of the scope run. `'_` is a
/// longer time: that of the values outside the scope, which they borrow.
fn stage<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    stage: &'static str,
    mut items: impl Iterator<Item = T> + Send + 'scope,
) -> Receiver<T> {
    let (sender, receiver) = channel::bounded(1);
    scope.spawn(move || {
        for item in items.by_ref() {
            if sender.send(item).is_err() {
                break; // nobody receives any more
            }
        }
        println!("{stage}: ends");
        drop(items); // and with it the receiver of the stage before
    });
    receiver
}
