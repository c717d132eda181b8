//! Channels with many receivers.

use super::tokio::sync::broadcast::error::{RecvError, SendError, TryRecvError};
use super::tokio::sync::{broadcast, watch};

pub async fn broadcast() {
    let (sender, mut first) = broadcast::channel(2);
    assert_eq!(sender.send(1).unwrap(), 1);
    let mut second = sender.subscribe();
    assert_eq!(
        (sender.receiver_count(), sender.len(), sender.is_empty()),
        (2, 1, false)
    );
    assert_eq!((first.len(), second.len(), second.is_empty()), (1, 0, true));
    assert!(first.same_channel(&second) && sender.same_channel(&sender.clone()));
    assert_eq!(first.recv().await, Ok(1));
    for number in 2..=4 {
        sender.send(number).unwrap();
    }
    assert_eq!(first.recv().await, Err(RecvError::Lagged(1)));
    assert_eq!((first.recv().await, first.try_recv()), (Ok(3), Ok(4)));
    assert_eq!(second.try_recv(), Err(TryRecvError::Lagged(1)));
    assert_eq!(first.try_recv(), Err(TryRecvError::Empty));
    let mut third = second.resubscribe();
    assert_eq!(third.try_recv(), Err(TryRecvError::Empty));
    let weak = sender.downgrade();
    assert_eq!((sender.strong_count(), sender.weak_count()), (1, 1));
    assert_eq!((weak.strong_count(), weak.weak_count()), (1, 1));
    assert_eq!((first.sender_strong_count(), first.sender_weak_count()), (1, 1));
    assert!(weak.upgrade().unwrap().same_channel(&sender));
    drop((first, third));
    assert!(!second.is_closed());
    drop(sender);
    assert!(second.is_closed() && weak.upgrade().is_none());
    assert_eq!((second.recv().await, second.recv().await), (Ok(3), Ok(4)));
    assert_eq!(second.recv().await, Err(RecvError::Closed));
    assert_eq!(second.try_recv(), Err(TryRecvError::Closed));
    let sender = broadcast::Sender::new(1);
    assert!(matches!(sender.send(5), Err(SendError(5))));
    sender.closed().await;
}

pub async fn watch() {
    let (sender, mut seen) = watch::channel(1);
    assert!(!seen.has_changed().unwrap());
    sender.send(2).unwrap();
    assert_eq!(*seen.borrow(), 2);
    assert!(seen.borrow().has_changed());
    seen.changed().await.unwrap();
    assert!(!seen.has_changed().unwrap());
    sender.send_modify(|value| *value += 1);
    assert_eq!(*seen.borrow_and_update(), 3);
    assert!(!sender.send_if_modified(|_| false));
    assert_eq!(sender.send_replace(4), 3);
    assert_eq!(*sender.borrow(), 4);
    assert_eq!(*seen.wait_for(|value| *value == 4).await.unwrap(), 4);
    seen.mark_changed();
    assert!(seen.has_changed().unwrap());
    seen.mark_unchanged();
    assert!(!seen.has_changed().unwrap());
    let other = sender.subscribe();
    assert!(other.same_channel(&seen) && sender.same_channel(&sender.clone()));
    assert_eq!((sender.receiver_count(), sender.sender_count()), (2, 1));
    drop(other);
    drop(sender);
    assert!(seen.is_closed());
    assert!(seen.changed().await.is_err() && seen.has_changed().is_err());
    let all = watch::Sender::new(5);
    assert!(all.is_closed());
    all.closed().await;
    let error = all.send(6).unwrap_err();
    assert_eq!((error.0, error.to_string()), (6, "channel closed".into()));
    assert_eq!(*watch::Sender::<u8>::default().borrow(), 0);
}
