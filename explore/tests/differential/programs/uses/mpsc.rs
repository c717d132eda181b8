use super::own::mpsc::{
    RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError, channel,
    sync_channel,
};
use super::time::Duration;

const SOON: Duration = Duration::from_millis(1);

pub fn channels() {
    let (sender, receiver) = channel();
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    assert_eq!(receiver.recv_timeout(SOON), Err(RecvTimeoutError::Timeout));
    (1..=6).for_each(|number| sender.clone().send(number).unwrap());
    assert_eq!((receiver.recv(), receiver.recv_timeout(SOON)), (Ok(1), Ok(2)));
    assert_eq!(receiver.try_iter().take(1).collect::<Vec<_>>(), [3]);
    drop(sender);
    assert_eq!(receiver.iter().take(1).collect::<Vec<_>>(), [4]);
    assert_eq!(std::iter::zip(&receiver, [5]).next(), Some((5, 5)));
    assert_eq!((receiver.recv(), receiver.recv()), (Ok(6), Err(RecvError)));
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
    assert_eq!(receiver.recv_timeout(SOON), Err(RecvTimeoutError::Disconnected));
    assert_eq!(receiver.into_iter().next(), None);
}

pub fn bounded() {
    let (sender, receiver) = sync_channel(1);
    sender.send(1).unwrap();
    assert_eq!(sender.try_send(2), Err(TrySendError::Full(2)));
    assert_eq!(receiver.recv(), Ok(1));
    sender.try_send(2).unwrap();
    drop(receiver);
    assert_eq!(sender.clone().send(3), Err(SendError(3)));
    assert_eq!(sender.try_send(3), Err(TrySendError::Disconnected(3)));
}
