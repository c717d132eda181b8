//! A program with crossbeam's paths is explored.

extern crate conc_crossbeam as crossbeam;

use crossbeam::channel::{self, select, unbounded};
use crossbeam::sync::WaitGroup;

#[test]
fn a_select_takes_each_of_its_arms() {
    let firsts = explore::outcomes(|| {
        let (left, right) = (channel::bounded(1), channel::bounded(1));
        left.0.send("left").unwrap();
        right.0.send("right").unwrap();
        select! {
            recv(left.1) -> message => message.unwrap(),
            recv(right.1) -> message => message.unwrap(),
        }
    });
    assert_eq!(firsts.into_keys().collect::<Vec<_>>(), ["left", "right"]);
}

#[test]
fn a_sender_that_is_kept_is_found() {
    let report = explore::every(|| {
        let (sender, receiver) = unbounded::<u32>();
        let kept = sender.clone();
        explore::thread::spawn(move || sender.send(1));
        assert_eq!(receiver.iter().count(), 1);
        drop(kept);
    });
    report.found();
}

#[test]
fn a_group_and_a_scope_wait() {
    let report = explore::every(|| {
        let group = WaitGroup::new();
        let ended = crossbeam::scope(|scope| {
            let member = group.clone();
            scope.spawn(move |_| drop(member));
            group.wait();
            7
        });
        assert_eq!(ended.unwrap(), 7);
    });
    report.clean_in_all();
}
