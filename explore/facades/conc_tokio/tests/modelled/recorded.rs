use explore::Act;
use tokio::sync::{broadcast, watch};

use crate::every;

/// A message that is missed, and from when on somebody receives, are told as what they are.
#[test]
fn who_lags_and_who_subscribes_is_told() {
    let report = every(|| async {
        let (sender, mut early) = broadcast::channel(1);
        sender.send(1).unwrap();
        let late = sender.subscribe();
        sender.send(2).unwrap();
        sender.send(3).unwrap();
        early.recv().await.unwrap_err();
        assert_eq!(early.recv().await, Ok(3));
        drop((late.resubscribe(), watch::Sender::new(0).subscribe()));
        panic!("to see the record");
    });
    let failure = report.found();
    let is =
        |act: &Act| failure.steps.iter().filter(|step| step.act == *act).count();
    assert_eq!(
        [is(&Act::Lags), is(&Act::Subscribes), is(&Act::FindsFull)],
        [1, 3, 0]
    );
    let lines: Vec<_> = failure.lines().map(|(_, line)| line).collect();
    assert!(lines[1].starts_with("subscribes to "), "{failure}");
    let lags = |line: &&str| {
        line.starts_with("finds 2 of ") && line.ends_with(" overwritten")
    };
    assert!(lines.iter().any(lags), "{failure}");
}
