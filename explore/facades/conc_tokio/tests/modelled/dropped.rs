use core::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::future::Future;
use std::sync::Arc;

use conc_tokio_util::sync::CancellationToken;
use explore::{Act, Dropped, Report};
use tokio::sync::{Mutex, Notify, Semaphore, mpsc, oneshot};
use tokio::task::yield_now;
use tokio::time::{sleep, timeout};

use crate::{every, ms};

/// Which steps tell of a future that was dropped with what it had, in a schedule that
/// fails in the end: what they say, and whether they happen in the line that ends so.
fn told(report: &Report, line: &str) -> Vec<(Dropped, String)> {
    let text = include_str!("dropped.rs");
    let line = 1 + text.lines().position(|one| one.ends_with(line)).unwrap();
    let failure = report.found().named(text);
    let steps = failure.steps.iter();
    let told = steps.filter_map(|step| match step.act {
        Act::DropsFuture(taken) => Some((step, taken)),
        _ => None,
    });
    told.map(|(step, taken)| {
        assert_eq!(step.location.line() as usize, line, "{failure}");
        (taken, step.operation.clone())
    })
    .collect()
}

/// How many messages were dropped with their futures.
fn messages(report: &Report) -> usize {
    let is_message =
        |step: &&explore::Step| step.act == Act::DropsFuture(Dropped::Message);
    report.found().steps.iter().filter(is_message).count()
}

async fn works_on(inbox: &mut mpsc::Receiver<u32>) -> Option<u32> {
    let job = inbox.recv().await;
    sleep(ms(10)).await;
    job
}

fn told_of_message(channel: &str) -> Vec<(Dropped, String)> {
    let text = format!("drops a future that had received message 1 from {channel}");
    vec![(Dropped::Message, text)]
}

#[test]
fn a_branch_that_loses_is_told_with_its_message() {
    let report = every(|| async {
        let (jobs, mut inbox) = mpsc::channel(1);
        jobs.send(1).await.unwrap();
        tokio::select! { // the branch loses
            _ = works_on(&mut inbox) => unreachable!(),
            () = sleep(ms(1)) => {}
        }
        panic!("to see the record");
    });
    assert_eq!(told(&report, "// the branch loses"), told_of_message("jobs"));
}

#[test]
fn so_is_what_a_timeout_ends_or_a_token() {
    let report = every(|| async {
        let (jobs, mut inbox) = mpsc::channel(1);
        jobs.send(1).await.unwrap();
        let late = timeout(ms(1), works_on(&mut inbox)); // the time is over
        late.await.unwrap_err();
        panic!("to see the record");
    });
    assert_eq!(told(&report, "// the time is over"), told_of_message("jobs"));
    let report = every(|| async {
        let (jobs, mut inbox) = mpsc::channel(1);
        jobs.send(1).await.unwrap();
        let (token, stops) = (CancellationToken::new(), sleep(ms(1)));
        let other = token.clone();
        tokio::spawn(async move {
            stops.await;
            other.cancel();
        });
        let work = works_on(&mut inbox);
        let work = token.run_until_cancelled(work).await; // it is cancelled
        assert_eq!(work, None);
        panic!("to see the record");
    });
    assert_eq!(told(&report, "// it is cancelled"), told_of_message("jobs"));
}

#[test]
fn an_aborted_task_is_told_with_its_message() {
    let report = every(|| async {
        let (jobs, mut inbox) = mpsc::channel(1);
        jobs.send(1).await.unwrap();
        let works = async move { works_on(&mut inbox).await };
        let task = tokio::spawn(works); // it is aborted
        sleep(ms(1)).await;
        task.abort();
        task.await.unwrap_err();
        panic!("to see the record");
    });
    assert_eq!(told(&report, "// it is aborted"), told_of_message("jobs"));
}

#[test]
fn locks_and_permits_go_with_a_future_too() {
    let report = every(|| async {
        let account = Arc::new(Mutex::new(0));
        let limit = Semaphore::new(3);
        let pays = async {
            let _permits = limit.acquire_many(2).await;
            let _account = account.lock().await;
            sleep(ms(10)).await;
        };
        timeout(ms(1), pays).await.unwrap_err(); // it pays too slowly
        panic!("to see the record");
    });
    let lock = (Dropped::Lock, "drops a future that holds account".to_string());
    let permits = "drops a future that has 2 of limit".to_string();
    let expected = [lock, (Dropped::Permits(2), permits)];
    assert_eq!(told(&report, "// it pays too slowly"), expected);
}

/// A wait in a future that has received a message.
#[derive(Clone, Copy, Debug)]
enum Waits {
    Turn,
    Time,
    Lock,
    Notification,
    Task,
    Permit,
    Message,
    Answer,
    Token,
}

async fn waits(how: Waits, begun: &AtomicBool) {
    let (lock, limit) = (Mutex::new(()), Semaphore::new(0));
    let (_senders, mut inbox) = mpsc::channel::<u32>(1);
    let (_answers, answer) = oneshot::channel::<u32>();
    begun.store(true, Relaxed);
    match how {
        Waits::Turn => yield_now().await,
        Waits::Time => sleep(ms(10)).await,
        Waits::Lock => {
            let _held = lock.lock().await;
            drop(lock.lock().await);
        }
        Waits::Notification => Notify::new().notified().await,
        Waits::Task => tokio::spawn(sleep(ms(10))).await.unwrap(),
        Waits::Permit => drop(limit.acquire().await),
        Waits::Message => drop(inbox.recv().await),
        Waits::Answer => drop(answer.await),
        Waits::Token => CancellationToken::new().cancelled().await,
    }
}

/// What is told of a future that does this and is dropped as it waits.
fn told_as_it_waits<F: Future<Output = ()> + Send + 'static>(
    how: Waits,
    does: fn(mpsc::Sender<u32>, Waits, Arc<AtomicBool>) -> F,
) -> Vec<(Dropped, String)> {
    let report = every(move || async move {
        let (jobs, _kept) = mpsc::channel(2);
        let (stops, stopped) = oneshot::channel();
        tokio::spawn(async move {
            yield_now().await;
            let _ = stops.send(());
        });
        let begun = Arc::new(AtomicBool::new(false));
        tokio::select! { // dropped as it waits
            () = does(jobs, how, begun.clone()) => {}
            _ = stopped => assert!(!begun.load(Relaxed), "to see the record"),
        }
    });
    told(&report, "// dropped as it waits")
}

#[test]
fn a_message_is_told_whatever_its_future_waits_for() {
    async fn receives(_: mpsc::Sender<u32>, how: Waits, begun: Arc<AtomicBool>) {
        let (jobs, mut inbox) = mpsc::channel(1);
        jobs.try_send(1).unwrap();
        let _job = inbox.recv().await;
        waits(how, &begun).await;
    }
    for how in [
        Waits::Turn,
        Waits::Time,
        Waits::Notification,
        Waits::Permit,
        Waits::Message,
        Waits::Answer,
        Waits::Token,
    ] {
        let told = told_as_it_waits(how, receives);
        let told = told.iter().filter(|(had, _)| *had == Dropped::Message);
        assert_eq!(told.count(), 1, "{how:?}");
    }
}

#[test]
fn what_a_future_came_to_before_its_wait_is_told() {
    async fn sends(jobs: mpsc::Sender<u32>, how: Waits, begun: Arc<AtomicBool>) {
        jobs.send(1).await.unwrap();
        waits(how, &begun).await;
    }
    let text = "drops a future that was half-way with jobs".to_string();
    for how in [
        Waits::Turn,
        Waits::Time,
        Waits::Notification,
        Waits::Task,
        Waits::Permit,
        Waits::Message,
        Waits::Answer,
        Waits::Token,
    ] {
        let told = told_as_it_waits(how, sends);
        assert_eq!(told, [(Dropped::Work, text.clone())], "{how:?}");
    }
    // It holds the lock that it came to.
    let told = told_as_it_waits(Waits::Lock, sends);
    assert_eq!(told, [(Dropped::Lock, "drops a future that holds lock".into())]);
}

/// It has done with each message before it waits for the next one.
#[test]
fn who_waits_for_the_next_message_is_not_half_way() {
    let report = every(|| async {
        let (jobs, mut inbox) = mpsc::channel(2);
        let (results, _kept) = mpsc::channel(2);
        jobs.send(1).await.unwrap();
        let works = async {
            while let Some(job) = inbox.recv().await {
                results.send(job).await.unwrap();
            }
        };
        let _ = timeout(ms(1), works).await; // it is idle
        panic!("to see the record");
    });
    assert_eq!(told(&report, "// it is idle"), []);
}

/// What is still polled, has passed its message on, or had not yet taken anything.
#[test]
fn no_message_is_told_that_is_elsewhere() {
    let report = every(|| async {
        let (jobs, mut inbox) = mpsc::channel(2);
        let (results, mut outbox) = mpsc::channel(2);
        jobs.send(1).await.unwrap();
        {
            let mut work = Box::pin(works_on(&mut inbox));
            let _ = timeout(ms(1), &mut work).await;
            assert_eq!(work.await, Some(1));
        }
        jobs.send(2).await.unwrap();
        let passes_on = async {
            let job = inbox.recv().await.unwrap();
            results.send(job).await.unwrap();
            sleep(ms(10)).await;
        };
        let _ = timeout(ms(1), passes_on).await;
        let _ = timeout(ms(1), works_on(&mut inbox)).await;
        assert_eq!(outbox.recv().await, Some(2));
        panic!("to see the record");
    });
    let told = messages(&report);
    assert_eq!(told, 0);
}
