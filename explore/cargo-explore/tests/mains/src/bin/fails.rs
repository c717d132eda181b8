//! exit 1: FAILS, main does not succeed
//! exit 1: main returns the error "no more than 1".
use std::thread;

use mains::Forgetful;

fn main() -> Result<(), String> {
    let count = Forgetful::default();
    thread::scope(|scope| {
        scope.spawn(|| count.add());
        count.add();
    });
    match count.all() {
        2 => Ok(()),
        all => Err(format!("no more than {all}")),
    }
}
