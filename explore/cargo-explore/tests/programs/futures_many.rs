//! exit 0: Every behaviour of up to 5 tasks was tried
use futures::future::{self, AbortHandle, Abortable, FutureExt, TryFutureExt};
use futures::stream::{self, FuturesOrdered, StreamExt, TryStreamExt};
use futures::{SinkExt, join, pin_mut, try_join};
use tokio_stream::StreamMap;
use tokio_stream::wrappers::{JoinSetStream, ReceiverStream};

#[tokio::main]
async fn main() {
    let all: Vec<u32> = stream::iter(0..4)
        .map(|n| async move { n * 2 })
        .buffered(2)
        .collect()
        .await;
    assert_eq!(all, [0, 2, 4, 6]);
    let mut all: Vec<u32> = stream::iter(0..3)
        .map(|n| async move {
            tokio::task::yield_now().await;
            n
        })
        .buffer_unordered(2)
        .collect()
        .await;
    all.sort();
    assert_eq!(all, [0, 1, 2]);
    stream::iter(0..3).for_each_concurrent(2, |_| tokio::task::yield_now()).await;
    let mut ordered: FuturesOrdered<_> = (0..2).map(|n| async move { n }).collect();
    assert_eq!(ordered.next().await, Some(0));
    let shared = async { 5 }.boxed().shared();
    let (a, b) = join!(shared.clone(), tokio::spawn(shared));
    assert_eq!((a, b.unwrap()), (5, 5));
    let (handle, registration) = AbortHandle::new_pair();
    let task = tokio::spawn(Abortable::new(future::pending::<()>(), registration));
    handle.abort();
    assert!(task.await.unwrap().is_err());
    assert_eq!(async { 1 }.now_or_never(), Some(1));
    let caught = async {
        if true {
            panic!("boom")
        }
    }
    .catch_unwind()
    .await;
    assert!(caught.is_err());
    let either = future::select(future::ready(1), future::pending::<i32>()).await;
    drop(either);
    let (tx, rx) = tokio::sync::mpsc::channel(2);
    tokio::spawn(async move {
        tx.send(3).await.unwrap();
    });
    let got: Vec<u32> = ReceiverStream::new(rx).collect().await;
    assert_eq!(got, [3]);
    let set = [async { 4 }].into_iter().collect();
    let got: Vec<Result<u32, _>> = JoinSetStream::new(set).collect().await;
    assert!(matches!(got[..], [Ok(4)]));
    let mut map = StreamMap::new();
    map.insert("a", stream::iter([1]));
    map.insert("b", stream::iter([2]));
    let mut got: Vec<i32> = map.map(|(_, n)| n).collect().await;
    got.sort();
    assert_eq!(got, [1, 2]);
    let s = stream::iter(vec![Ok::<u32, ()>(1), Err(())]);
    pin_mut!(s);
    assert_eq!(s.try_next().await, Ok(Some(1)));
    assert!(future::ok::<u32, ()>(3).map_ok(|n| n + 1).await == Ok(4));
    let (mut sends, receives) = futures::channel::mpsc::channel(0);
    let sent = async {
        sends.send_all(&mut stream::iter([Ok(1), Ok(2)])).await?;
        sends.close().await
    };
    let received = async { Ok(receives.collect::<Vec<i32>>().await) };
    assert_eq!(try_join!(sent, received).unwrap().1, [1, 2]);
}
