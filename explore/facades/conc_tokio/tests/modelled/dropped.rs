use std::sync::Arc;

use conc_tokio_util::sync::CancellationToken;
use explore::{Act, Dropped, Report};
use tokio::sync::{Mutex, Semaphore, mpsc};
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

/// What is still polled, has passed its message on, or had not yet taken anything.
#[test]
fn nothing_else_is_told() {
    let report = every(|| async {
        let (jobs, mut inbox) = mpsc::channel(2);
        let (results, mut outbox) = mpsc::channel(2);
        jobs.send(1).await.unwrap();
        {
            let mut work = Box::pin(works_on(&mut inbox));
            let _ = timeout(ms(1), &mut work).await; // it goes on
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
    assert_eq!(told(&report, "// it goes on"), []);
}
