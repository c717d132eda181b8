//! exit 1: FAILS, a task panicked
//! exit 1: run --bin greets --replay
use std::env;

fn main() {
    let mut arguments = env::args();
    assert!(arguments.next().unwrap().ends_with("greets"));
    let words: Vec<String> = arguments.collect();
    let [_hello, _who] = &words[..] else {
        panic!("two words are wanted, not {words:?}");
    };
    println!("nobody reads this");
}
