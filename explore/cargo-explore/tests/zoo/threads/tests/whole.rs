//! The package from outside.

use std::thread;

use threads::Forgetful;

/// says: FAILS, an update was lost
#[test]
fn visitors_are_counted() {
    let count = Forgetful::default();
    thread::scope(|scope| {
        scope.spawn(|| count.add());
        count.add();
    });
    assert_eq!(count.all(), 2);
}
