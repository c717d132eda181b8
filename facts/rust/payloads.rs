// holds goroutine_basics results_and_panics: "a `String` if there was something to format, else a `&str`"

use std::thread;

pub fn main() {
    let pages = std::env::args().count();
    let literal = thread::spawn(|| panic!("no pages")).join().unwrap_err();
    let formatted = thread::spawn(move || panic!("{pages} pages")).join().unwrap_err();
    println!("a literal is a &str: {}", literal.is::<&str>());
    println!("what is formatted is a String: {}", formatted.is::<String>());
}

// stderr has "no pages"
// stderr has "3 pages"
// prints:
// a literal is a &str: true
// what is formatted is a String: true
