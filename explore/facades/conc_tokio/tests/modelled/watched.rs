use explore::Cause;
use tokio::sync::watch;

use crate::every;

#[test]
fn a_send_while_the_value_is_borrowed_blocks_all() {
    let programs: [fn(); 4] = [
        || {
            let (sender, receiver) = watch::channel(0);
            let seen = receiver.borrow();
            sender.send(*seen + 1).unwrap();
        },
        || {
            let (sender, mut receiver) = watch::channel(0);
            let seen = receiver.borrow_and_update();
            sender.send_modify(|value| *value += *seen);
        },
        || {
            let (sender, receiver) = watch::channel(0);
            sender.send_modify(|value| *value += *receiver.borrow());
        },
        || {
            let sender = watch::Sender::new(0);
            let seen = sender.borrow();
            sender.send_replace(*seen + 1);
        },
    ];
    for program in programs {
        let report = every(move || async move { program() });
        let failure = report.found();
        let blocked = Cause::Blocked { task: "main".into() };
        assert_eq!(failure.cause, blocked, "{failure}");
        assert_eq!(failure.waiting[0].holder.as_deref(), Some("main"));
    }
    // A send that nobody could see does not look at the value.
    every(|| async {
        let (sender, _) = watch::channel(0);
        let seen = sender.borrow();
        sender.send(*seen + 1).unwrap_err();
    })
    .clean_in_all();
}

#[test]
fn two_may_borrow_at_once() {
    every(|| async {
        let (sender, receiver) = watch::channel(1);
        let (one, other) = (receiver.borrow(), receiver.borrow());
        assert_eq!(*one + *other, 2);
        drop((one, other));
        sender.send(2).unwrap();
        assert!(receiver.has_changed().unwrap());
    })
    .clean_in_all();
}
