//! Two threads upgrade a weak sender, while the last sender is dropped.

use std::thread;

#[test]
fn who_has_a_sender_has_an_open_channel() {
    let (sender, receiver) = async_channel::unbounded::<u32>();
    let weak = sender.downgrade();
    thread::scope(|scope| {
        scope.spawn(move || drop(sender));
        for _ in 0..2 {
            scope.spawn(|| {
                if let Some(sender) = weak.upgrade() {
                    assert!(!sender.is_closed(), "nobody has closed it");
                }
            });
        }
    });
    drop(receiver);
}
