//! Tasks and those who wait for them.

use std::cell::{Cell, RefCell};
use std::future::{pending, poll_fn};
use std::rc::Rc;

use super::tokio;
use super::tokio::runtime::{Builder, Handle};
use super::tokio::task::{self, JoinSet, LocalSet, spawn_local, yield_now};

pub async fn joined() {
    let mut set: JoinSet<u8> =
        [1, 2].map(|n| async move { n }).into_iter().collect();
    assert_eq!((set.len(), set.is_empty()), (2, false));
    let third = set.spawn(async { 3 });
    set.spawn_on(async { 4 }, &Handle::current());
    set.spawn_blocking(|| 5);
    set.spawn_blocking_on(|| 6, &Handle::current());
    set.extend([async { 7 }]);
    let mut all = vec![set.join_next().await.unwrap().unwrap()];
    let (id, more) = set.join_next_with_id().await.unwrap().unwrap();
    assert!(id != third.id() || more == 3);
    all.push(more);
    let polled = poll_fn(|context| set.poll_join_next(context));
    all.push(polled.await.unwrap().unwrap());
    let polled = poll_fn(|context| set.poll_join_next_with_id(context));
    all.push(polled.await.unwrap().unwrap().1);
    all.append(&mut set.join_all().await);
    all.sort_unstable();
    assert_eq!(all, [1, 2, 3, 4, 5, 6, 7]);
    let mut set = JoinSet::new();
    assert!(set.try_join_next().is_none() && set.try_join_next_with_id().is_none());
    let waits = set.spawn(pending::<()>());
    assert!(!waits.is_finished());
    set.abort_all();
    let error = set.join_next().await.unwrap().unwrap_err();
    assert!(error.is_cancelled() && error.id() == waits.id());
    set.spawn(pending());
    set.shutdown().await;
    assert!(set.is_empty());
    set.spawn(async {});
    set.detach_all();
    assert!(set.join_next().await.is_none());
}

pub async fn handles() {
    let task = tokio::spawn(async { (task::id(), task::try_id()) });
    let id = task.id();
    assert_eq!(task.await.unwrap(), (id, Some(id)));
    let task = tokio::spawn(pending::<()>());
    let abort = task.abort_handle();
    assert!(!task.is_finished() && abort.id() == task.id());
    abort.abort();
    let error = task.await.unwrap_err();
    assert!(error.is_cancelled() && !error.is_panic());
    assert!(error.try_into_panic().is_err() && abort.is_finished());
    let task = tokio::spawn(async { panic!("lost") });
    let error: task::JoinError = task.await.unwrap_err();
    assert!(error.to_string().ends_with("panicked with message \"lost\""));
    assert_eq!(*error.into_panic().downcast::<&str>().unwrap(), "lost");
    let task = tokio::spawn(pending::<()>());
    task.abort();
    let error: std::io::Error = task.await.unwrap_err().into();
    assert_eq!(error.to_string(), "task was cancelled");
    yield_now().await;
    let both = tokio::try_join!(async { Ok::<_, ()>(1) }, async { Ok(2) });
    assert_eq!(both, Ok((1, 2)));
}

pub fn local() {
    let runtime = Builder::new_current_thread().build().unwrap();
    let set = LocalSet::new();
    let seen = Rc::new(Cell::new(0));
    let adds = |more| {
        let seen = Rc::clone(&seen);
        async move { seen.set(seen.get() + more) }
    };
    let (more, most) = (adds(10), adds(100));
    set.block_on(&runtime, async {
        spawn_local(more).await.unwrap();
        spawn_local(most).await.unwrap();
    });
    runtime.block_on(set.run_until(async {
        let _entered = set.enter();
        set.spawn_local(adds(1)).await.unwrap();
    }));
    runtime.block_on(set.run_until(async {
        let mut both = JoinSet::new();
        both.spawn_local_on(adds(1_000), &set);
        both.spawn_local(adds(10_000));
        both.join_all().await;
    }));
    runtime.block_on(set);
    assert_eq!(seen.get(), 11_111);
    runtime.block_on(async {
        let set = LocalSet::new();
        let mut tasks = JoinSet::new();
        tasks.spawn_local_on(pending::<()>(), &set);
        drop(set);
        assert!(tasks.join_next().await.unwrap().unwrap_err().is_cancelled());
    });
}

tokio::task_local! {
    static NUMBER: u8;
    static NAMES: RefCell<Vec<u8>>
}

pub async fn task_local() {
    assert!(NUMBER.try_get().is_err() && NUMBER.try_with(|_| ()).is_err());
    let scoped = NUMBER.scope(1, async {
        yield_now().await;
        assert_eq!(NUMBER.sync_scope(2, || NUMBER.get()), 2);
        NUMBER.get()
    });
    let task = tokio::spawn(scoped);
    assert_eq!(task.await.unwrap(), 1);
    let mut scoped = Box::pin(NAMES.scope(RefCell::default(), async {
        NAMES.with(|names| names.borrow_mut().push(3));
    }));
    scoped.as_mut().await;
    assert_eq!(scoped.as_mut().take_value().unwrap().into_inner(), [3]);
}
