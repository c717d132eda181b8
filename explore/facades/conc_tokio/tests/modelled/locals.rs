use std::cell::Cell;
use std::rc::Rc;

use explore::Cause;
use tokio::task::{LocalSet, spawn_local, yield_now};

use crate::{every, outcomes};

#[test]
fn tasks_of_a_local_set_share_what_cannot_be_sent() {
    let ends = outcomes(|| async {
        let count = Rc::new(Cell::new(0));
        let add = |count: Rc<Cell<u8>>| async move {
            let seen = count.get();
            yield_now().await;
            count.set(seen + 1);
            count
        };
        let set = LocalSet::new();
        let first = set.spawn_local(add(count.clone()));
        set.run_until(async {
            let second = spawn_local(add(count.clone()));
            second.await.unwrap();
            first.await.unwrap().get()
        })
        .await
    });
    assert_eq!(ends, [1, 2]);
}

#[test]
fn tasks_go_on_only_while_their_set_is_awaited() {
    every(|| async {
        let count = Rc::new(Cell::new(0));
        let set = LocalSet::new();
        let counts = count.clone();
        let task = set.spawn_local(async move { counts.set(1) });
        yield_now().await;
        tokio::time::sleep(crate::ms(1)).await;
        assert_eq!(count.get(), 0);
        set.await;
        assert_eq!(count.get(), 1);
        task.await.unwrap();
    })
    .clean_in_all();
}

#[test]
fn tasks_end_with_their_set() {
    every(|| async {
        let count = Rc::new(());
        let set = LocalSet::new();
        let held = count.clone();
        let task = set.spawn_local(async move {
            std::future::pending::<()>().await;
            drop(held);
        });
        set.run_until(yield_now()).await;
        drop(set);
        assert_eq!(Rc::strong_count(&count), 1);
        assert!(task.await.unwrap_err().is_cancelled());
    })
    .clean_in_all();
}

#[test]
fn a_local_task_needs_a_set() {
    let report = every(|| async { drop(spawn_local(async {})) });
    let Cause::Panic { message, .. } = &report.found().cause else {
        panic!("{report}")
    };
    assert!(message.starts_with("`spawn_local` called from outside"), "{message}");
}

#[test]
fn a_value_belongs_to_its_task() {
    tokio::task_local! {
        static NUMBER: u8;
        static OTHER: u8;
    }

    every(|| async {
        let tasks = [1, 2].map(|number| {
            tokio::spawn(NUMBER.scope(number, async move {
                yield_now().await;
                assert_eq!(NUMBER.get(), number);
                let inner = OTHER.sync_scope(7, || (NUMBER.get(), OTHER.get()));
                assert_eq!(inner, (number, 7));
                assert!(OTHER.try_get().is_err());
            }))
        });
        assert!(NUMBER.try_with(|_| ()).is_err());
        for task in tasks {
            task.await.unwrap();
        }
    })
    .clean_in_all();
}
