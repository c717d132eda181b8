use tokio::sync::oneshot;
use tokio::task::{self, JoinSet};
use tokio::time::{advance, sleep};

use crate::{every, ms, outcomes};

#[test]
fn tasks_come_in_the_order_of_ending() {
    every(|| async {
        let wait = |n| async move {
            sleep(ms(n)).await;
            n
        };
        let mut set: JoinSet<_> = [20, 10, 30].map(wait).into_iter().collect();
        sleep(ms(50)).await;
        let (id, first) = set.join_next_with_id().await.unwrap().unwrap();
        assert_eq!((id.to_string().as_str(), first), ("2", 10));
        assert_eq!(set.try_join_next().unwrap().unwrap(), 20);
        set.extend([20, 10].map(wait));
        assert_eq!(set.join_all().await, [30, 10, 20]);
    })
    .clean_in_all();
}

#[test]
fn ends_come_in_every_order() {
    let ends = outcomes(|| async {
        let mut set = JoinSet::new();
        for number in [1, 2] {
            set.spawn(async move { number });
        }
        set.join_all().await
    });
    assert_eq!(ends, [[1, 2], [2, 1]]);
}

#[test]
fn what_a_task_panics_with_need_not_be_a_text() {
    every(|| async {
        let task = tokio::spawn(async { std::panic::panic_any(7) });
        let id = task.id();
        let error = task.await.unwrap_err();
        assert_eq!(error.to_string(), "task 1 panicked");
        assert_eq!(format!("{error:?}"), "JoinError::Panic(Id(1), ...)");
        assert_eq!(error.id(), id);
        assert_eq!(error.into_panic().downcast_ref(), Some(&7));
    })
    .clean_in_all();
}

#[test]
fn the_panic_of_a_task_leaves_join_all_as_it_is() {
    every(|| async {
        let mut set = JoinSet::new();
        set.spawn(async { std::panic::panic_any(7) });
        let panic = tokio::spawn(set.join_all()).await.unwrap_err().into_panic();
        assert_eq!(panic.downcast_ref(), Some(&7));
    })
    .clean_in_all();
}

#[test]
fn a_task_knows_its_number() {
    every(|| async {
        assert_eq!(task::try_id(), None);
        let (sender, receiver) = oneshot::channel();
        let task = tokio::spawn(async move {
            receiver.await.unwrap();
            task::id()
        });
        let abort = task.abort_handle();
        assert!(!abort.is_finished());
        sender.send(()).unwrap();
        assert_eq!(task.await.unwrap(), abort.id());
        assert!(abort.is_finished());
    })
    .clean_in_all();
}

#[test]
fn a_clock_can_be_moved_on() {
    every(|| async {
        let task = tokio::spawn(async {
            sleep(ms(5)).await;
            tokio::time::Instant::now()
        });
        task::yield_now().await;
        let start = tokio::time::Instant::now();
        advance(ms(20)).await;
        assert_eq!(start.elapsed(), ms(20));
        let woke = task.await.unwrap() - start;
        assert!(woke == ms(20) || woke == ms(25), "{woke:?}");
    })
    .clean_in_all();
}
