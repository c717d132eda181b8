// holds waitgroups scope: "If a thread panics, the scope waits for the others and then panics in its own words: \"a scoped thread panicked\"."

use std::panic::catch_unwind;
use std::thread;

pub fn main() {
    let scope = || thread::scope(|scope| drop(scope.spawn(|| panic!("out of paper"))));
    let panic = catch_unwind(scope).unwrap_err();
    println!("{}", panic.downcast_ref::<&str>().unwrap());

    let joined = || thread::scope(|scope| scope.spawn(|| panic!("no ink")).join());
    println!("{}", joined().unwrap_err().downcast_ref::<&str>().unwrap());
}

// stderr has "out of paper"
// stderr has "no ink"
// prints:
// a scoped thread panicked
// no ink
