use super::channel::{
    self, RecvError, RecvTimeoutError, SendError, SendTimeoutError, TryRecvError,
    TrySendError, after, at, never, tick,
};
use super::time::{Duration, Instant};

const SOON: Duration = Duration::from_millis(1);

pub fn bounded() {
    let (sender, receiver) = channel::bounded(1);
    assert_eq!((sender.capacity(), receiver.capacity()), (Some(1), Some(1)));
    sender.send(1).unwrap();
    let full = sender.try_send(2).unwrap_err();
    assert!(
        full.is_full() && !full.is_disconnected() && full == TrySendError::Full(2)
    );
    assert_eq!(
        (full.to_string(), full.into_inner()),
        ("sending on a full channel".into(), 2)
    );
    let late = sender.send_timeout(2, SOON).unwrap_err();
    assert!(late.is_timeout() && late == SendTimeoutError::Timeout(2));
    assert_eq!(late.into_inner(), 2);
    let late = sender.send_deadline(2, Instant::now() + SOON).unwrap_err();
    assert!(!late.is_disconnected());
    assert_eq!(
        (sender.len(), sender.is_empty(), sender.is_full()),
        (1, false, true)
    );
    assert_eq!(
        (receiver.len(), receiver.is_empty(), receiver.is_full()),
        (1, false, true)
    );
    assert_eq!(receiver.recv(), Ok(1));
    let none = receiver.try_recv().unwrap_err();
    assert!(
        none.is_empty() && !none.is_disconnected() && none == TryRecvError::Empty
    );
    let late = receiver.recv_timeout(SOON).unwrap_err();
    assert!(late.is_timeout() && late == RecvTimeoutError::Timeout);
    assert!(
        !receiver
            .recv_deadline(Instant::now() + SOON)
            .unwrap_err()
            .is_disconnected()
    );
    assert!(
        sender.same_channel(&sender.clone())
            && receiver.same_channel(&receiver.clone())
    );
    drop(receiver);
    let gone = sender.send(3).unwrap_err();
    assert_eq!((gone, gone.into_inner()), (SendError(3), 3));
    assert!(sender.try_send(3).unwrap_err().is_disconnected());
    assert_eq!(
        sender.send_timeout(3, SOON),
        Err(SendTimeoutError::Disconnected(3))
    );
}

pub fn unbounded() {
    let (sender, receiver) = channel::unbounded();
    assert_eq!(
        (sender.capacity(), sender.is_full(), receiver.is_full()),
        (None, false, false)
    );
    (1..=6).for_each(|number| sender.send(number).unwrap());
    assert_eq!(receiver.try_iter().take(2).collect::<Vec<_>>(), [1, 2]);
    drop(sender);
    assert_eq!(receiver.iter().take(1).collect::<Vec<_>>(), [3]);
    assert_eq!(std::iter::zip(&receiver, [4]).next(), Some((4, 4)));
    assert_eq!(receiver.clone().into_iter().collect::<Vec<_>>(), [5, 6]);
    assert_eq!(receiver.recv(), Err(RecvError));
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
    assert_eq!(receiver.recv_timeout(SOON), Err(RecvTimeoutError::Disconnected));
}

pub fn clocks() {
    let start = Instant::now();
    assert!(after(SOON).recv().unwrap() >= start + SOON);
    assert!(at(start + SOON).recv().unwrap() >= start + SOON);
    assert_eq!(never::<u8>().try_recv(), Err(TryRecvError::Empty));
    let ticks = tick(SOON);
    assert!(ticks.recv().unwrap() < ticks.recv().unwrap());
}
