//! Channels with one receiver.

use std::future::poll_fn;
use std::time::Duration;

use super::tokio::sync::mpsc::error::{
    SendTimeoutError, TryRecvError, TrySendError,
};
use super::tokio::sync::{mpsc, oneshot};

pub async fn mpsc() {
    let (sender, mut receiver) = mpsc::channel(2);
    assert_eq!((sender.capacity(), sender.max_capacity()), (2, 2));
    sender.send(1).await.unwrap();
    sender.try_send(2).unwrap();
    let full = sender.try_send(3).unwrap_err();
    assert!(matches!(full, TrySendError::Full(3)));
    assert_eq!(
        (full.to_string(), full.into_inner()),
        ("no available capacity".into(), 3)
    );
    let late = sender.send_timeout(3, Duration::from_millis(1)).await.unwrap_err();
    assert_eq!(late, SendTimeoutError::Timeout(3));
    assert_eq!(late.into_inner(), 3);
    assert_eq!((receiver.len(), receiver.is_empty()), (2, false));
    assert_eq!((receiver.capacity(), receiver.max_capacity()), (0, 2));
    assert_eq!(receiver.recv().await, Some(1));
    assert_eq!(poll_fn(|context| receiver.poll_recv(context)).await, Some(2));
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    let mut all = Vec::new();
    sender.send(4).await.unwrap();
    sender.send(5).await.unwrap();
    assert_eq!(receiver.recv_many(&mut all, 1).await, 1);
    let polled = poll_fn(|context| receiver.poll_recv_many(context, &mut all, 9));
    assert_eq!((polled.await, all), (1, vec![4, 5]));
    let weak = sender.downgrade();
    let other = weak.upgrade().unwrap();
    assert!(other.same_channel(&sender));
    assert_eq!((sender.strong_count(), sender.weak_count()), (2, 1));
    assert_eq!((weak.strong_count(), weak.clone().weak_count()), (2, 2));
    assert_eq!(receiver.sender_strong_count(), 2);
    assert_eq!(receiver.sender_weak_count(), 1);
    drop(other);
    receiver.close();
    assert!(sender.is_closed() && receiver.is_closed());
    sender.closed().await;
    assert_eq!(sender.send(6).await, Err(mpsc::error::SendError(6)));
    assert_eq!(sender.try_send(6), Err(TrySendError::Closed(6)));
    let closed = sender.send_timeout(6, Duration::from_millis(1)).await;
    assert_eq!(closed, Err(SendTimeoutError::Closed(6)));
    drop(sender);
    assert!(weak.upgrade().is_none());
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
    assert_eq!(receiver.recv().await, None);
}

pub async fn unbounded() {
    let (sender, mut receiver) = mpsc::unbounded_channel();
    sender.send(1).unwrap();
    sender.clone().send(2).unwrap();
    assert_eq!((receiver.len(), receiver.is_empty()), (2, false));
    assert_eq!(receiver.recv().await, Some(1));
    assert_eq!(receiver.try_recv(), Ok(2));
    let weak: mpsc::WeakUnboundedSender<u8> = sender.downgrade();
    assert!(weak.upgrade().unwrap().same_channel(&sender));
    assert_eq!((weak.strong_count(), sender.weak_count()), (1, 1));
    assert_eq!((sender.strong_count(), weak.weak_count()), (1, 1));
    assert_eq!(receiver.sender_strong_count(), 1);
    assert_eq!(receiver.sender_weak_count(), 1);
    let mut all = Vec::new();
    sender.send(3).unwrap();
    assert_eq!(receiver.recv_many(&mut all, 9).await, 1);
    sender.send(4).unwrap();
    let polled = poll_fn(|context| receiver.poll_recv_many(context, &mut all, 9));
    assert_eq!((polled.await, all), (1, vec![3, 4]));
    receiver.close();
    sender.closed().await;
    assert!(sender.is_closed() && receiver.is_closed());
    assert_eq!(sender.send(5), Err(mpsc::error::SendError(5)));
    assert_eq!(poll_fn(|context| receiver.poll_recv(context)).await, None);
}

pub async fn permits() {
    let (sender, mut receiver) = mpsc::channel(3);
    sender.reserve().await.unwrap().send(1);
    sender.try_reserve().unwrap().send(2);
    let kept = sender.reserve().await.unwrap();
    assert_eq!(sender.capacity(), 0);
    assert!(matches!(sender.try_reserve(), Err(TrySendError::Full(()))));
    let owned = sender.clone().try_reserve_owned().unwrap_err().into_inner();
    drop(kept);
    let owned = owned.reserve_owned().await.unwrap();
    assert!(owned.same_channel_as_sender(&sender) && owned.same_channel(&owned));
    drop(owned.send(3));
    for number in 1..=3 {
        assert_eq!(receiver.recv().await, Some(number));
    }
    let sender = sender.try_reserve_owned().unwrap().release();
    let many = sender.reserve_many(2).await.unwrap();
    assert_eq!((many.len(), many.size_hint()), (2, (2, Some(2))));
    many.zip(4..).for_each(|(permit, number)| permit.send(number));
    let mut one = sender.try_reserve_many(1).unwrap();
    one.next().unwrap().send(6);
    assert!(one.next().is_none() && sender.try_reserve_many(1).is_err());
    drop(one);
    drop(sender);
    let mut all = Vec::new();
    assert_eq!(receiver.recv_many(&mut all, 9).await, 3);
    assert_eq!((all, receiver.recv().await), (vec![4, 5, 6], None));
}

pub async fn oneshot() {
    let (sender, mut receiver) = oneshot::channel();
    assert_eq!(receiver.try_recv(), Err(oneshot::error::TryRecvError::Empty));
    assert!(receiver.is_empty() && !receiver.is_terminated());
    assert!(!sender.is_closed());
    sender.send(1).unwrap();
    assert!(!receiver.is_empty());
    assert_eq!((&mut receiver).await, Ok(1));
    assert!(receiver.is_terminated());
    let (mut sender, mut receiver) = oneshot::channel::<u8>();
    receiver.close();
    poll_fn(|context| sender.poll_closed(context)).await;
    sender.closed().await;
    assert!(sender.is_closed());
    assert_eq!(sender.send(2), Err(2));
    assert_eq!(receiver.try_recv(), Err(oneshot::error::TryRecvError::Closed));
    let (sender, receiver) = oneshot::channel::<u8>();
    drop(sender);
    assert_eq!(receiver.await.unwrap_err().to_string(), "channel closed");
}
