//! exit 1: FAILS, an update was lost
//! exit 1: mains, src/main.rs: main ...
//! exit 1: main panics in line 31 of src/main.rs: assertion
#![deny(warnings)]
#![forbid(unsafe_code)]

use std::thread;

use crate::text::of_this_file;
use mains::Forgetful;

mod text;

/// Of an attribute that is not one of the file.
#[macro_use]
mod inner {
    macro_rules! adds {
        ($count:expr) => {
            || $count.add()
        };
    }
}

fn main() {
    assert_eq!(of_this_file(), ("src/main.rs", "src/text.rs"));
    let count = Forgetful::default();
    thread::scope(|scope| {
        scope.spawn(adds!(count));
        scope.spawn(adds!(count));
    });
    assert_eq!(count.all(), text::WORDS.split(' ').count());
}
