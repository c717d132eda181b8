//! Two threads make a value. One of them fails, so the other one has to make it.

use std::thread;

use spin::Once;

#[test]
fn who_waits_for_a_failed_start_starts_anew() {
    let value = Once::new();
    thread::scope(|scope| {
        scope.spawn(|| {
            let _ = value.try_call_once(|| Err::<u32, ()>(()));
        });
        assert_eq!(*value.call_once(|| 1), 1);
    });
}
