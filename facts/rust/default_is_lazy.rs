// holds select_statements default: "crossbeam looks for room first, so page 2, for
// which there is none, is not even printed"
// with crossbeam

use crossbeam::channel::bounded;
use crossbeam::select;

fn print_page(n: u32) -> u32 {
    println!("prints page {n}");
    n
}

pub fn main() {
    let (send, _receive) = bounded(1);
    for n in [1, 2] {
        select! {
            send(send, print_page(n)) -> sent => sent.unwrap(),
            default => println!("no room for page {n}"),
        }
    }
}

// prints:
// prints page 1
// no room for page 2
