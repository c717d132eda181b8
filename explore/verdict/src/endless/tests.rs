//! What goes round without end is told as it is.

extern crate conc_tokio as tokio;

use std::time::Duration;

use explore::channel::{bounded, never};
use explore::sync::Arc;
use explore::sync::atomic::{AtomicBool, Ordering::SeqCst};
use explore::sync::mpsc::{TryRecvError, channel};
use explore::tasks::block_on;
use explore::{Cause, Explore, hint, select, thread};
use tokio::sync::{mpsc, oneshot};
use tokio::task::yield_now;

use crate::diagnosis::{Diagnosis, Sure};
use crate::sources::Sources;

const TEXT: &str = include_str!("tests.rs");
const SOURCES: Sources = Sources(&[(file!(), TEXT)]);

/// The title and the sentence, and the number of steps that tell it.
fn told(program: fn()) -> (String, String, usize) {
    let report = Explore::every().max_steps(1_000).run(program);
    let failure = report.found().named(TEXT);
    let told = Diagnosis::new(&failure, SOURCES);
    (told.title, told.sentence, told.steps.len())
}

/// The number of the line that ends so.
fn line(end: &str) -> usize {
    1 + TEXT.lines().position(|line| line.ends_with(end)).expect("a line")
}

/// The clock moves on meanwhile, and main goes its own way.
#[test]
fn a_closed_channel_is_looked_at_again_and_again() {
    let selects = || {
        let (jobs, inbox) = bounded::<u32>(1);
        let task = thread::spawn(move || {
            loop {
                select! {
                    recv(inbox) -> job => if job.is_ok_and(|job| job == 0) { return },
                    recv(never::<()>()) -> _ => {}
                }
            }
        });
        drop(jobs);
        thread::sleep(Duration::from_secs(1));
        task.join().unwrap();
    };
    let tries = || {
        let (jobs, inbox) = channel::<u32>();
        let task = thread::spawn(move || {
            while inbox.try_recv() != Ok(0) {
                thread::sleep(Duration::from_millis(1));
            }
        });
        drop(jobs);
        task.join().unwrap();
    };
    let both = || {
        let (jobs, inbox) = bounded::<u32>(1);
        let other = inbox.clone();
        let task = thread::spawn(move || while other.recv() != Ok(0) {});
        drop(jobs);
        while inbox.recv() != Ok(0) {}
        task.join().unwrap();
    };
    for (program, mark) in [
        (selects as fn(), "select! {"),
        (tries, "try_recv() != Ok(0) {"),
        (both, ""),
    ] {
        let (title, sentence, steps) = told(program);
        assert_eq!(title, "it never ends", "{sentence}");
        assert!(steps <= 4, "{steps} steps, and {sentence}");
        let found = " finds jobs disconnected, and this never changes.";
        assert!(sentence.contains(found), "{sentence}");
        let place = format!("In line {} ", line(mark));
        assert!(mark.is_empty() || sentence.contains(&place), "{sentence}");
    }
}

/// Who looks whether the channel is empty may yet find something.
#[test]
fn an_empty_channel_is_not_closed() {
    let (title, sentence, _) = told(|| {
        let (_jobs, inbox) = channel::<u32>();
        while inbox.try_recv() == Err(TryRecvError::Empty) {
            thread::yield_now();
        }
    });
    assert_eq!(title, "it never ends", "{sentence}");
    assert!(!sentence.contains("never changes"), "{sentence}");
}

/// What is known of a schedule that was cut off.
fn livelock(
    program: impl Fn() + Send + Sync + 'static,
) -> Option<(String, String, Sure)> {
    let report = Explore::every().max_steps(2_000).run(program);
    let failure = report.failure?.named(TEXT);
    let told = Diagnosis::of_livelock(&failure, SOURCES)?;
    Some((told.title, told.sentence, told.sure))
}

#[track_caller]
fn says(program: impl Fn() + Send + Sync + 'static, title: &str, words: &[&str]) {
    let (told, sentence, _) = livelock(program).expect("it is known");
    assert_eq!(told, title, "{sentence}");
    for word in words {
        assert!(sentence.contains(word), "{word}: {sentence}");
    }
}

#[derive(Default)]
struct Spin(AtomicBool);

impl Spin {
    fn exchanges(&self) {
        while self.0.compare_exchange(false, true, SeqCst, SeqCst).is_err() {
            hint::spin_loop();
        }
    }

    fn swaps(&self) {
        while self.0.swap(true, SeqCst) {}
    }

    fn reads_first(&self) {
        while self.0.load(SeqCst) || self.0.swap(true, SeqCst) {
            thread::yield_now();
        }
    }

    fn lets_go(&self) {
        self.0.store(false, SeqCst);
    }
}

#[test]
fn spins_in_two_orders_are_a_livelock() {
    for locks in [Spin::exchanges, Spin::swaps, Spin::reads_first] {
        let both = move |one: &Spin, other: &Spin| {
            locks(one);
            locks(other);
            other.lets_go();
            one.lets_go();
        };
        let program = move || {
            let spins = Arc::new((Spin::default(), Spin::default()));
            let own = Arc::clone(&spins);
            let task = thread::spawn(move || both(&own.0, &own.1));
            both(&spins.1, &spins.0);
            task.join().unwrap();
        };
        let report = Explore::random(100, 1).max_steps(2_000).run(program);
        let Some(failure) = report.failure else {
            // Who only reads and yields is no longer chosen, which is a deadlock.
            continue;
        };
        if failure.cause == Cause::Deadlock {
            continue;
        }
        let failure = failure.named(TEXT);
        let told = Diagnosis::of_livelock(&failure, SOURCES).expect("it is known");
        assert_eq!(told.title, "a livelock", "{}", told.sentence);
        assert!(told.sentence.contains(" again and again. task 1 "), "{told:?}");
        assert!(told.sentence.contains("The last change of"), "{told:?}");
        assert_eq!(told.steps.len(), 4, "{told:?}");
    }
}

/// Who changes nothing may still end by itself, and somebody else may change it.
#[test]
fn what_may_yet_end_is_no_livelock() {
    let counts = || {
        let spin = Arc::new(Spin::default());
        let own = Arc::clone(&spin);
        let task = thread::spawn(move || {
            for _ in 0..9_000 {
                own.0.load(SeqCst);
            }
        });
        task.join().unwrap();
    };
    let works = || {
        let (jobs, inbox) = channel();
        jobs.send(0).unwrap();
        let spin = Spin::default();
        while !spin.0.load(SeqCst) {
            let job: u32 = inbox.recv().unwrap();
            jobs.send(job + 1).unwrap();
        }
    };
    let sleeps = || {
        let spin = Arc::new(Spin::default());
        let own = Arc::clone(&spin);
        let task = thread::spawn(move || {
            while !own.0.load(SeqCst) {
                thread::sleep(Duration::from_millis(1));
            }
        });
        task.join().unwrap();
    };
    let runs_until_a_signal = || {
        let stopped = AtomicBool::new(false);
        while !stopped.fetch_and(true, SeqCst) {}
    };
    for program in [counts as fn(), works, sleeps] {
        assert_eq!(livelock(program).map(|told| told.1), None);
    }
    // It may: others have to end for that.
    let told = livelock(runs_until_a_signal).expect("it is known");
    assert_eq!(told.2, Sure::Possible, "{}", told.1);
}

async fn works(stops_first: bool, is_biased: bool) {
    let (send, mut work) = mpsc::unbounded_channel();
    let (stop, mut stopped) = oneshot::channel::<()>();
    send.send(0).unwrap();
    let worker = tokio::spawn(async move {
        loop {
            if stops_first {
                tokio::select! {
                    biased;
                    _ = &mut stopped => return,
                    Some(job) = work.recv() => send.send(job + 1).unwrap(),
                }
            } else if is_biased {
                tokio::select! {
                    biased;
                    Some(job) = work.recv() => send.send(job + 1).unwrap(),
                    _ = &mut stopped => return,
                }
            } else {
                let job: u32 = work.recv().await.unwrap();
                send.send(job + 1).unwrap();
            }
        }
    });
    yield_now().await;
    let _ = stop.send(());
    worker.await.unwrap();
}

async fn goes_on(comes_to_it: bool) {
    let (send, mut work) = mpsc::unbounded_channel();
    let (tell, mut told) = mpsc::unbounded_channel();
    let (came, mut comes) = mpsc::unbounded_channel();
    let own = send.clone();
    let worker = tokio::spawn(async move {
        loop {
            if !comes_to_it {
                tokio::select! {
                    biased;
                    Some(job) = work.recv() => own.send(job + 1).unwrap(),
                    () = std::future::pending() => return,
                }
            } else {
                tokio::select! {
                    biased;
                    Some(job) = work.recv() => own.send(job + 1).unwrap(),
                    Some(()) = told.recv() => came.send(()).unwrap(),
                }
            }
        }
    });
    tell.send(()).unwrap();
    if comes_to_it {
        comes.recv().await.unwrap();
    }
    send.send(0).unwrap();
    worker.await.unwrap();
}

async fn not_ready(_: &mut oneshot::Receiver<()>) {
    std::future::pending::<()>().await;
}

/// An arm with a condition that does not hold, or one that no select prefers another to.
async fn has_no_such_arm(is_biased: bool) {
    let (send, mut work) = mpsc::unbounded_channel();
    let (stop, mut stopped) = oneshot::channel::<()>();
    send.send(0).unwrap();
    let worker = tokio::spawn(async move {
        let may_stop = !is_biased;
        loop {
            if is_biased {
                tokio::select! {
                    biased;
                    Some(job) = work.recv() => send.send(job + 1).unwrap(),
                    _ = &mut stopped, if may_stop => return,
                }
            } else {
                tokio::select! {
                    Some(job) = work.recv() => send.send(job + 1).unwrap(),
                    () = not_ready(&mut stopped) => return,
                }
            }
        }
    });
    yield_now().await;
    let _ = stop.send(());
    worker.await.unwrap();
}

#[test]
fn an_arm_that_is_always_ready_starves_the_next_one() {
    let title = "a biased select! starves an arm";
    let words =
        ["task 1 receives a message from send in line", "message 1 to stop"];
    says(|| block_on(works(false, true)), title, &words);
    for (stops_first, is_biased) in [(true, true), (false, false)] {
        assert_eq!(livelock(move || block_on(works(stops_first, is_biased))), None);
    }
    // The one has come to what was ready, and the other one has no arm for it.
    for comes_to_it in [true, false] {
        assert_eq!(livelock(move || block_on(goes_on(comes_to_it))), None);
    }
    for is_biased in [true, false] {
        assert_eq!(livelock(move || block_on(has_no_such_arm(is_biased))), None);
    }
}

/// Between two awaits nobody else comes in, so who never awaits is alone with what it finds,
/// be there somebody who sleeps.
#[test]
fn who_never_awaits_lets_nobody_go_on() {
    let receives = || {
        block_on(async {
            let (jobs, mut inbox) = mpsc::channel(1);
            tokio::spawn(async move {
                tokio::time::sleep(Duration::from_millis(1)).await;
                jobs.send(1).await
            });
            yield_now().await;
            while inbox.try_recv().is_err() {} // alone
        });
    };
    let locks = || {
        block_on(async {
            let lock = Arc::new(tokio::sync::Mutex::new(0));
            let other = lock.clone();
            let task = tokio::spawn(async move {
                let _guard = other.lock().await;
                tokio::time::sleep(Duration::from_millis(1)).await;
            });
            yield_now().await;
            while lock.try_lock().is_err() {}
            task.await.unwrap();
        });
    };
    let alone = "main never awaits meanwhile";
    let place = format!("in line {} again", line("// alone"));
    says(receives, "a livelock", &["main finds jobs empty", &place, alone]);
    says(locks, "a livelock", &["main finds lock locked", alone]);
    let (title, sentence, _) = told(|| {
        block_on(async {
            let (jobs, inbox) = mpsc::channel::<u32>(1);
            tokio::spawn(async move { jobs.send(1).await });
            while inbox.is_empty() {}
        });
    });
    assert_eq!(title, "it never ends", "{sentence}");
    assert!(sentence.contains("never awaits"), "{sentence}");
}

/// Who awaits in each turn is not alone: others may come in between.
#[test]
fn who_awaits_while_others_sleep_is_in_no_livelock() {
    let awaits = || {
        block_on(async {
            let (jobs, mut inbox) = mpsc::channel(1);
            tokio::spawn(async move {
                tokio::time::sleep(Duration::from_millis(1)).await;
                jobs.send(1).await
            });
            while inbox.try_recv().is_err() {
                yield_now().await;
            }
        });
    };
    assert_eq!(livelock(awaits), None);
}

/// A task sleeps and looks for what main does, which waits for the task before that.
fn comes_after_the_end(looks_at_the_clock: bool) {
    let done = Arc::new(AtomicBool::new(false));
    let own = Arc::clone(&done);
    let worker = thread::spawn(move || {
        let began = explore::time::Instant::now();
        while !own.load(SeqCst) {
            if looks_at_the_clock && began.elapsed() > Duration::from_secs(9) {
                return;
            }
            thread::sleep(Duration::from_millis(1)); // looks
        }
    });
    worker.join().unwrap(); // joins
    done.store(true, SeqCst); // sets
}

#[test]
fn a_loop_that_is_to_end_by_what_comes_after_it_is_told() {
    let title = "a loop waits for what comes only after it";
    let [joins, sets] = [line("// joins"), line("// sets")];
    let place =
        format!("main comes to done only in line {sets}, and waits for task 1");
    let wait = format!("to end in line {joins} before that");
    says(|| comes_after_the_end(false), title, &[&place, &wait]);
    assert_eq!(livelock(|| comes_after_the_end(true)), None);
    let counts = || {
        let done = Arc::new(AtomicBool::new(false));
        let own = Arc::clone(&done);
        let worker = thread::spawn(move || {
            let mut left = 100_000;
            while left > 0 && !own.load(SeqCst) {
                thread::sleep(Duration::from_millis(1));
                left -= 1;
            }
        });
        worker.join().unwrap();
        done.store(true, SeqCst);
    };
    assert_eq!(livelock(counts), None, "it ends by itself");
    let tries = || {
        let (tell, told) = bounded::<()>(1);
        let worker = thread::spawn(move || {
            while told.try_recv().is_err() {
                thread::sleep(Duration::from_millis(1));
            }
        });
        worker.join().unwrap();
        tell.send(()).unwrap();
    };
    says(tries, title, &["task 1 finds tell empty", "main comes to tell only"]);
    let awaits = || {
        block_on(async {
            let stop = Arc::new(AtomicBool::new(false));
            let own = Arc::clone(&stop);
            let worker = tokio::spawn(async move {
                while !own.load(SeqCst) {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            });
            worker.await.unwrap();
            stop.store(true, SeqCst);
        });
    };
    says(awaits, title, &["reads false", "main comes to stop only in line"]);
}

/// Who still has a sender waits for the task that goes on until there is none.
#[test]
fn a_sender_that_is_dropped_after_the_join_is_told() {
    let (_, sentence, _) = livelock(|| {
        let (send, messages) = explore::channel::unbounded::<u32>();
        let keep = send.clone();
        let task = thread::spawn(move || {
            loop {
                match messages.recv_timeout(Duration::from_millis(10)) {
                    Ok(_) => {}
                    Err(late) if late.is_timeout() => continue,
                    Err(_) => return,
                }
            }
        });
        send.send(1).unwrap();
        drop(send);
        task.join().unwrap();
        drop(keep); // keeps
    })
    .expect("it is known");
    let words = format!("main comes to send only in line {}", line("// keeps"));
    assert!(sentence.contains(&words), "{sentence}");
}

/// Who came last to what a loop looks at is told, with what it does now.
#[test]
fn who_could_end_a_loop_is_told() {
    let (title, sentence, _) = told(|| {
        block_on(async {
            let left = Arc::new(tokio::sync::Mutex::new(3));
            let (send, mut jobs) = mpsc::channel::<u32>(1);
            let own = left.clone();
            let worker = tokio::spawn(async move {
                while jobs.recv().await.is_some() {
                    *own.lock().await -= 1;
                }
            });
            send.send(1).await.unwrap();
            send.send(2).await.unwrap();
            while *left.lock().await > 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            drop(send);
            worker.await.unwrap();
        });
    });
    assert_eq!(title, "it never ends", "{sentence}");
    let words = "task 1 came to left last, in line";
    assert!(sentence.contains(words), "{sentence}");
    assert!(
        sentence.contains("Now it waits for a message from send"),
        "{sentence}"
    );
    let (_, sentence, _) = told(|| {
        let counter = Arc::new(explore::sync::atomic::AtomicU32::new(3));
        let own = Arc::clone(&counter);
        let task = thread::spawn(move || {
            own.fetch_sub(1, SeqCst);
        });
        while counter.load(SeqCst) > 0 {
            thread::sleep(Duration::from_millis(1));
        }
        task.join().unwrap();
    });
    let words = "task 1 came to counter last, in line";
    assert!(sentence.contains(words), "{sentence}");
    assert!(sentence.contains("Now it has ended."), "{sentence}");
}
