//! Why a result is wrong, of programs with async tasks.

extern crate conc_tokio as tokio;

use std::future::Future;
use std::time::Duration;

use explore::Explore;
use explore::sync::Arc;
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::tasks::block_on;
use tokio::sync::broadcast::{self, error::RecvError};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::{JoinSet, yield_now};
use tokio::time::{sleep, timeout};

use crate::diagnosis::Diagnosis;
use crate::sources::Sources;

const TEXT: &str = include_str!("tokio_causes.rs");
const CLAIMS: Sources = Sources(&[("answer", ""), (file!(), TEXT)]);

/// The title, the cause besides, and the sentence.
fn told<F: Future<Output = ()>>(
    program: impl Fn() -> F + Send + Sync + 'static,
) -> (String, String, String) {
    let report = Explore::every().run(move || block_on(program()));
    let failure = report.found().named(TEXT);
    let told = Diagnosis::new(&failure, CLAIMS);
    (told.title, told.cause.unwrap_or_default(), told.sentence)
}

#[track_caller]
fn is_clean<F: Future<Output = ()>>(
    program: impl Fn() -> F + Send + Sync + 'static,
) {
    Explore::every().run(move || block_on(program())).clean_in_all();
}

async fn last_event(goes_on: bool) -> u32 {
    let (send, mut events) = broadcast::channel(2);
    let client = tokio::spawn(async move {
        let mut last = 0;
        loop {
            match events.recv().await {
                Ok(event) => last = event,
                Err(RecvError::Lagged(_)) if goes_on => {}
                Err(_) => return last,
            }
        }
    });
    for event in 1..=4 {
        let _ = send.send(event);
        yield_now().await;
    }
    drop(send);
    client.await.unwrap()
}

#[test]
fn a_receiver_that_lags_is_not_at_the_end() {
    let (title, _, sentence) = told(|| async {
        crate::equal("the last event", last_event(false).await, 4);
    });
    assert_eq!(title, "a receiver that lagged gave up", "{sentence}");
    let (title, cause, _) = told(|| async {
        crate::ensure(last_event(false).await == 4, "an event was lost", "It was.");
    });
    let expected = ("an event was lost", "a receiver that lagged gave up");
    assert_eq!((title.as_str(), cause.as_str()), expected);
    is_clean(|| async {
        crate::equal("the last event", last_event(true).await, 4);
    });
}

async fn at_once(keeps: bool) -> u32 {
    let (limit, inside) =
        (Arc::new(Semaphore::new(1)), Arc::new(AtomicU32::new(0)));
    let most = Arc::new(AtomicU32::new(0));
    let requests = [(); 2].map(|()| {
        let (limit, inside, most) = (limit.clone(), inside.clone(), most.clone());
        tokio::spawn(async move {
            let permit = limit.acquire().await.unwrap();
            let _kept = keeps.then_some(permit);
            most.fetch_max(inside.fetch_add(1, SeqCst) + 1, SeqCst);
            yield_now().await;
            inside.fetch_sub(1, SeqCst);
        })
    });
    for request in requests {
        request.await.unwrap();
    }
    most.load(SeqCst)
}

#[test]
fn a_permit_is_given_back_at_once() {
    let (title, _, sentence) = told(|| async {
        crate::equal("at once", at_once(false).await, 1);
    });
    assert_eq!(title, "a permit is given back at once", "{sentence}");
    let (title, cause, _) = told(|| async {
        let holds = at_once(false).await == 1;
        crate::ensure(holds, "too many requests ran at once", "Two ran.");
    });
    let expected =
        ("too many requests ran at once", "a permit is given back at once");
    assert_eq!((title.as_str(), cause.as_str()), expected);
    is_clean(|| async {
        crate::equal("at once", at_once(true).await, 1);
    });
}

async fn written(waits: bool) -> u32 {
    let written = Arc::new(AtomicU32::new(0));
    let mut writes = JoinSet::new();
    for wait in 0..2 {
        let written = Arc::clone(&written);
        writes.spawn(async move {
            sleep(Duration::from_millis(wait)).await;
            written.fetch_add(1, SeqCst);
        });
    }
    writes.join_next().await;
    while waits && writes.join_next().await.is_some() {}
    drop(writes);
    written.load(SeqCst)
}

#[test]
fn tasks_go_with_their_set() {
    let (title, _, sentence) = told(|| async {
        crate::equal("written", written(false).await, 2);
    });
    assert_eq!(title, "tasks were aborted before they had ended", "{sentence}");
    assert!(sentence.contains("because main dropped"), "{sentence}");
    is_clean(|| async {
        crate::equal("written", written(true).await, 2);
    });
}

async fn event(inbox: &mut mpsc::Receiver<u32>) -> Option<u32> {
    let event = inbox.recv().await?;
    sleep(Duration::from_millis(10)).await;
    Some(event)
}

async fn passed_on(
    inbox: &mut mpsc::Receiver<u32>,
    to: &mpsc::Sender<u32>,
) -> Option<u32> {
    let event = inbox.recv().await?;
    to.send(event).await.ok()?;
    Some(event)
}

/// Sends 1 and 2, and then a command.
fn sends() -> (mpsc::Receiver<u32>, mpsc::Receiver<()>) {
    let (events, inbox) = mpsc::channel(4);
    let (commands, orders) = mpsc::channel(4);
    tokio::spawn(async move {
        for event in [1, 2] {
            events.send(event).await.unwrap();
        }
        sleep(Duration::from_millis(5)).await;
        commands.send(()).await.unwrap();
    });
    (inbox, orders)
}

#[test]
fn a_message_is_dropped_with_its_future() {
    let selects = || async {
        let (mut inbox, mut orders) = sends();
        let mut seen = Vec::new();
        loop {
            tokio::select! {
                event = event(&mut inbox) => match event {
                    Some(event) => seen.push(event),
                    None => break,
                },
                Some(()) = orders.recv() => {}
            }
        }
        crate::each_once("event", seen, [1, 2]);
    };
    let times_out = || async {
        let (mut inbox, _orders) = sends();
        let mut seen = Vec::new();
        let short = Duration::from_millis(2);
        seen.extend(timeout(short, event(&mut inbox)).await.ok().flatten());
        while let Some(event) = event(&mut inbox).await {
            seen.push(event);
        }
        crate::each_once("event", seen, [1, 2]);
    };
    let passes_on = || async {
        let (mut inbox, mut orders) = sends();
        let (to, mut outbox) = mpsc::channel(1);
        let mut seen = Vec::new();
        loop {
            tokio::select! {
                event = passed_on(&mut inbox, &to) => if event.is_none() { break },
                Some(()) = orders.recv() => seen.extend(outbox.recv().await),
            }
        }
        drop(to);
        seen.extend(outbox.recv().await);
        crate::each_once("event", seen, [1, 2]);
    };
    for (title, cause, sentence) in
        [told(selects), told(times_out), told(passes_on)]
    {
        assert_eq!(title, "an event was lost", "{sentence}");
        assert_eq!(cause, "a message was dropped with its future", "{sentence}");
    }
}

/// The number of the line that ends so.
fn line(end: &str) -> usize {
    1 + TEXT.lines().position(|line| line.ends_with(end)).expect("a line")
}

#[test]
fn who_drops_a_message_with_its_future_is_told() {
    let selects = || async {
        let (mut inbox, mut orders) = sends();
        let mut seen = Vec::new();
        while seen.is_empty() {
            tokio::select! { // drops the event
                Some(event) = event(&mut inbox) => seen.push(event),
                Some(()) = orders.recv() => {}
                else => break,
            }
        }
        crate::each_once("event", seen, [1]);
    };
    let times_out = || async {
        let (mut inbox, _orders) = sends();
        let short = Duration::from_millis(2);
        let first = timeout(short, event(&mut inbox)).await; // it was too late
        let next = event(&mut inbox).await;
        crate::each_once("event", first.ok().flatten().or(next), [1]);
    };
    let aborts = || async {
        let (mut inbox, mut orders) = sends();
        let (to, mut outbox) = mpsc::channel(2);
        let works = tokio::spawn(async move {
            while let Some(event) = event(&mut inbox).await {
                to.send(event).await.unwrap();
            }
        });
        orders.recv().await;
        works.abort();
        crate::each_once("event", outbox.recv().await, [1]);
    };
    let at = |end| {
        format!(
            "It was dropped in line {} of the checks during that wait",
            line(end)
        )
    };
    for ((title, cause, sentence), by) in [
        (told(selects), at("// drops the event")),
        (told(times_out), at("// it was too late")),
        (told(aborts), "task 2 was aborted during that wait".to_string()),
    ] {
        assert_eq!(title, "an event was lost", "{sentence}");
        assert_eq!(cause, "a message was dropped with its future", "{sentence}");
        assert!(sentence.contains(&by), "no `{by}`: {sentence}");
    }
}

/// A future that is polled again after the select has kept its message.
#[test]
fn a_future_that_the_select_borrows_drops_none() {
    let (title, cause, sentence) = told(|| async {
        let (mut inbox, mut orders) = sends();
        let mut seen = Vec::new();
        {
            let mut first = std::pin::pin!(event(&mut inbox));
            tokio::select! {
                event = &mut first => seen.extend(event),
                Some(()) = orders.recv() => seen.extend(first.await),
            }
        }
        seen.extend(inbox.recv().await);
        crate::each_once("event", seen, [1, 2, 3]);
    });
    assert_eq!((&*title, &*cause), ("an event was lost", ""), "{sentence}");
}

/// The branch only receives, and what it has received is worked on after that.
#[test]
fn who_works_on_a_message_after_the_select_drops_none() {
    let (title, cause, sentence) = told(|| async {
        let (mut inbox, mut orders) = sends();
        let mut seen = Vec::new();
        loop {
            tokio::select! {
                event = inbox.recv() => match event {
                    Some(event) => {
                        sleep(Duration::from_millis(10)).await;
                        seen.push(event);
                    }
                    None => break,
                },
                Some(()) = orders.recv() => {}
            }
        }
        crate::each_once("event", seen, [1, 2, 3]);
    });
    assert_eq!((&*title, &*cause), ("an event was lost", ""), "{sentence}");
}

/// Main looks before the receiver has come to what is left for it.
#[test]
fn who_has_not_come_to_the_next_message_yet_has_not_given_up() {
    let (title, _, sentence) = told(|| async {
        let (send, mut events) = broadcast::channel(1);
        let counts = Arc::new([0, 0].map(AtomicU32::new));
        let own = Arc::clone(&counts);
        let task = tokio::spawn(async move {
            loop {
                match events.recv().await {
                    Ok(()) => own[0].fetch_add(1, SeqCst),
                    Err(RecvError::Lagged(_)) => own[1].fetch_add(1, SeqCst),
                    Err(RecvError::Closed) => return,
                };
                yield_now().await;
            }
        });
        for _ in 0..3 {
            send.send(()).unwrap();
        }
        yield_now().await;
        if counts[1].load(SeqCst) > 0 {
            crate::equal("seen", counts[0].load(SeqCst), 1);
        }
        drop(send);
        task.await.unwrap();
    });
    assert_ne!(title, "a receiver that lagged gave up", "{sentence}");
}

/// All that has ended has done its work, and one of another set is aborted.
#[test]
fn a_set_whose_tasks_have_ended_aborts_nothing() {
    let program = |runs_on: bool| {
        move || async move {
            let written = Arc::new(AtomicU32::new(0));
            let mut writes = JoinSet::new();
            for wait in [0, 1] {
                let written = Arc::clone(&written);
                writes.spawn(async move {
                    sleep(Duration::from_millis(wait)).await;
                    written.fetch_add(1, SeqCst);
                });
            }
            if runs_on {
                writes.spawn(sleep(Duration::from_millis(9)));
            }
            sleep(Duration::from_millis(5)).await;
            drop(writes);
            crate::equal("written", written.load(SeqCst), 3);
        }
    };
    let (title, _, sentence) = told(program(false));
    assert_eq!(title, "the result is wrong", "{sentence}");
    let (title, _, sentence) = told(program(true));
    assert_eq!(title, "tasks were aborted before they had ended", "{sentence}");
    assert!(sentence.starts_with("task 3 was aborted, because"), "{sentence}");
}

/// Each lets the next one through, and main the first one.
#[test]
fn a_turnstile_limits_what_it_should() {
    let (title, _, sentence) = told(|| async {
        let gate = Arc::new(Semaphore::new(0));
        let passed = Arc::new(AtomicU32::new(0));
        let guests = [(); 2].map(|()| {
            let (gate, passed) = (Arc::clone(&gate), Arc::clone(&passed));
            tokio::spawn(async move {
                let _ = gate.acquire().await.unwrap();
                passed.fetch_add(1, SeqCst);
            })
        });
        yield_now().await;
        gate.add_permits(1);
        for guest in guests {
            guest.await.unwrap();
        }
        crate::equal("guests", passed.load(SeqCst), 3);
    });
    assert_eq!(title, "the result is wrong", "{sentence}");
}
