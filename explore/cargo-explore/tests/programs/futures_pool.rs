//! exit 0: Every behaviour of up to 2 tasks was tried
use futures::channel::oneshot;
use futures::executor::{LocalPool, ThreadPool, block_on};
use futures::task::{LocalSpawnExt, SpawnExt};
fn main() {
    let pool = ThreadPool::builder().pool_size(1).create().unwrap();
    let handle = pool.spawn_with_handle(async { 3 }).unwrap();
    assert_eq!(block_on(handle), 3);
    let mut local = LocalPool::new();
    let (tx, rx) = oneshot::channel::<u8>();
    let spawner = local.spawner();
    spawner.spawn_local(async move { tx.send(1).unwrap() }).unwrap();
    assert_eq!(local.run_until(rx), Ok(1));
}
