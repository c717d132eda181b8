//! exit 0: Every behaviour of up to 3 tasks was tried
//! exit 0: Dropping a clone of an Arc is not a step here

use std::sync::Arc;
use std::thread;

/// Acts when its last clone is dropped. That the first task drops it is not tried.
struct Shared;

impl Drop for Shared {
    fn drop(&mut self) {
        let name = thread::current().name().map(str::to_string);
        assert_ne!(
            name.as_deref(),
            Some("first"),
            "the first one is the last"
        );
    }
}

fn main() {
    let shared = Arc::new(Shared);
    let own = Arc::clone(&shared);
    let begin = |name: &str| thread::Builder::new().name(name.into());
    let first = begin("first").spawn(move || drop(own)).unwrap();
    let second = begin("second").spawn(move || drop(shared)).unwrap();
    first.join().unwrap();
    second.join().unwrap();
}
