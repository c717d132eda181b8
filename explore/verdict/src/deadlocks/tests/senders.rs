//! Who has a sender, and who will never send.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use explore::channel::{Receiver, Sender, after, bounded, never};
use explore::panic::catch_unwind;
use explore::sync::mpsc::channel;
use explore::sync::{Arc, Condvar, Mutex};
use explore::{Explore, select, thread};

use super::{drains, told_of};
use crate::sources::Sources;

const TEXT: &str = include_str!("senders.rs");

/// The title and the sentence.
fn told(program: impl Fn() + Send + Sync + 'static) -> (String, String) {
    let (title, sentence, _) = told_of(TEXT, Sources(&[(file!(), TEXT)]), program);
    (title, sentence)
}

/// The answer cannot close a channel that the check keeps open.
#[test]
fn a_channel_of_the_check_is_told_so() {
    const SOURCES: Sources = Sources(&[
        ("explore/verdict/src/deadlocks/tests.rs", include_str!("../tests.rs")),
        (file!(), TEXT),
    ]);
    let (title, sentence, _) = told_of(TEXT, SOURCES, || {
        let (sender, inbox) = channel();
        let task = thread::spawn(move || drains(&inbox));
        task.join().unwrap();
        drop(sender);
    });
    assert_eq!(title, "the last sender was never dropped");
    assert!(sentence.contains("a channel of the check"), "{sentence}");
}

#[derive(Default)]
struct Door {
    open: Mutex<bool>,
    changed: Condvar,
}

impl Door {
    fn waits(&self) {
        let mut open = self.open.lock().unwrap();
        while !*open {
            open = self.changed.wait(open).unwrap();
        }
    }

    fn waits_once(&self) {
        let open = self.open.lock().unwrap();
        drop(self.changed.wait(open).unwrap());
    }

    fn opens(&self) {
        *self.open.lock().unwrap() = true;
        self.changed.notify_all();
    }
}

#[test]
fn who_has_the_sender_and_waits_is_why_no_message_comes() {
    let waits = |waits: fn(&Door), opens: bool| {
        move || {
            let door = Arc::new(Door::default());
            let (done, is_done) = bounded::<()>(0);
            let guest = Arc::clone(&door);
            thread::spawn(move || {
                waits(&guest);
                drop(done);
            });
            door.changed.notify_one();
            if opens {
                door.opens();
            }
            let _ = is_done.recv();
        }
    };
    for (program, why) in [
        (waits(Door::waits, false), "task 1 waits, and no task notifies it again"),
        (waits(Door::waits_once, false), "but task 1 did not wait yet"),
        (waits(Door::waits_once, true), "but task 1 did not wait yet"),
    ] {
        let (title, sentence) = told(program);
        assert_eq!(title, "nobody woke the waiting task", "{sentence}");
        assert!(sentence.contains(why), "{sentence}");
    }
    Explore::every().run(waits(Door::waits, true)).clean_in_all();
}

#[test]
fn a_task_waits_for_an_end_that_is_its_own() {
    let stops = || {
        let (stops, stopped) = bounded::<()>(0);
        let own = stopped.clone();
        thread::spawn(move || {
            let _ = own.recv();
            drop(stops);
        });
        let _ = stopped.recv();
    };
    let results = || {
        let (results, all) = channel();
        let collects = thread::spawn(move || {
            results.send(1).unwrap();
            all.iter().sum::<u32>()
        });
        collects.join().unwrap();
    };
    let passed = || {
        fn serves(_keeps: Sender<u32>, inbox: &Receiver<u32>) {
            while inbox.recv().is_ok() {}
        }
        let (mailbox, inbox) = bounded(1);
        let serves = thread::spawn(move || serves(mailbox, &inbox));
        serves.join().unwrap();
    };
    for program in [stops as fn(), results, passed] {
        let (title, sentence) = told(program);
        assert_eq!(title, "a task waits for itself", "{sentence}");
        assert!(sentence.contains("task 1 itself was given one"), "{sentence}");
    }
}

/// An idle worker has a sender of its own inbox, to put it on a list: it waits for
/// others.
#[test]
fn a_worker_that_gives_its_address_away_does_not_wait_for_itself() {
    let (title, sentence) = told(|| {
        let idle = Arc::new(Mutex::new(Vec::new()));
        let (theirs, door) = (Arc::clone(&idle), Arc::new(Door::default()));
        let (seat, inbox) = bounded::<u32>(1);
        idle.lock().unwrap().push(seat.clone());
        thread::spawn(move || {
            while inbox.recv().is_ok() {
                theirs.lock().unwrap().push(seat.clone());
            }
        });
        let next = idle.lock().unwrap().pop().unwrap();
        next.send(1).unwrap();
        door.waits();
        drop(next);
    });
    assert_eq!(title, "nobody woke the waiting task", "{sentence}");
}

/// The task has dropped what it was given before it waits for something else.
#[test]
fn a_sender_that_was_dropped_is_nobodys() {
    let (title, sentence) = told(|| {
        let (done, is_done) = bounded::<()>(1);
        let _keeps = done.clone();
        let (go, goes) = bounded::<()>(1);
        thread::spawn(move || {
            drop(done);
            let _ = goes.recv();
        });
        let _ = is_done.recv();
        drop(go);
    });
    assert_eq!(title, "the last sender was never dropped", "{sentence}");
    assert!(!sentence.contains("was given"), "{sentence}");
}

/// The number of the line that ends so.
fn line(end: &str) -> usize {
    1 + TEXT.lines().position(|line| line.ends_with(end)).expect("a line")
}

#[test]
fn the_senders_that_are_left_are_told_by_where_they_were_made() {
    let first = || {
        let (results, inbox) = channel(); // the first sender is kept
        for number in 0..2 {
            let results = results.clone();
            thread::spawn(move || results.send(number).unwrap());
        }
        assert_eq!(inbox.iter().count(), 2);
        drop(results);
    };
    let clone = || {
        let (results, inbox) = bounded(1);
        let kept = results.clone(); // a clone is kept
        results.send(1).unwrap();
        drop(results);
        assert_eq!(inbox.iter().count(), 1);
        drop(kept);
    };
    let clones = || {
        let (results, inbox) = channel::<u32>();
        let kept = [(); 2].map(|()| {
            results.clone() // two clones are kept
        });
        drop(results);
        assert_eq!(inbox.iter().count(), 0);
        drop(kept);
    };
    let one = "a sender still exists: the one that was made in line";
    let two = "2 senders still exist: those that were made in line";
    for (program, count, kept) in [
        (first as fn(), one, "// the first sender is kept"),
        (clone, one, "// a clone is kept"),
        (clones, two, "// two clones are kept"),
    ] {
        let (title, sentence) = told(program);
        assert_eq!(title, "the last sender was never dropped", "{sentence}");
        let place = format!("{count} {}. main is", line(kept));
        assert!(sentence.contains(&place), "no `{place}`: {sentence}");
    }
}

#[test]
fn the_senders_of_async_tasks_are_told_too() {
    use conc_tokio::sync::mpsc::channel;
    let (_, sentence) = told(|| {
        explore::tasks::block_on(async {
            let (results, mut inbox) = channel(2);
            let kept = results.clone(); // an async clone is kept
            results.send(1).await.unwrap();
            drop(results);
            while inbox.recv().await.is_some() {}
            drop(kept);
        });
    });
    let place = format!("made in line {}.", line("// an async clone is kept"));
    assert!(sentence.contains(&place), "no `{place}`: {sentence}");
}

#[test]
fn a_panic_that_was_caught_ate_a_result() {
    fn divides(by: u32) -> u32 {
        6 / by
    }
    let pool = || {
        let (submit, jobs) = channel::<Box<dyn FnOnce() + Send>>();
        thread::spawn(move || {
            for job in jobs {
                let _ = catch_unwind(AssertUnwindSafe(job));
            }
        });
        let (results, inbox) = channel();
        for by in [1, 0, 2] {
            let results = results.clone();
            let job = move || results.send(divides(by)).unwrap();
            submit.send(Box::new(job)).unwrap();
        }
        assert_eq!(inbox.iter().take(3).count(), 3);
    };
    let each = || {
        let (answers, inbox) = channel();
        let keeps = answers.clone();
        let asks = thread::spawn(move || {
            for by in [1, 0] {
                let answer = catch_unwind(|| divides(by));
                let _ = answer.map(|answer| answers.send(answer));
            }
        });
        assert_eq!(inbox.iter().take(2).count(), 2);
        drop(keeps);
        asks.join().unwrap();
    };
    let joined = || {
        let (halves, inbox) = channel();
        let own = halves.clone();
        let task = thread::spawn(move || {
            own.send(divides(2)).unwrap();
            own.send(divides(0)).unwrap();
        });
        thread::spawn(move || drop(task.join()));
        assert_eq!(inbox.iter().take(2).count(), 2);
        drop(halves);
    };
    for program in [pool as fn(), each, joined] {
        let (title, sentence) = told(program);
        assert_eq!(
            title, "a panic was caught, and its result never came",
            "{sentence}"
        );
        assert!(
            sentence.starts_with("task 1 panicked: attempt to divide by zero."),
            "{sentence}"
        );
    }
}

/// That there is no result is sent in its place: the channel stays open for another
/// reason.
#[test]
fn who_sends_an_error_in_place_of_a_result_leaves_nothing_out() {
    type Answers = explore::sync::mpsc::Sender<Option<u32>>;
    fn at_once(by: u32, answers: &Answers) {
        answers.send(catch_unwind(|| 6 / by).ok()).unwrap();
    }
    fn by_name(by: u32, answers: &Answers) {
        let answer = catch_unwind(|| 6 / by);
        answers.send(answer.ok()).unwrap();
    }
    fn in_an_arm(by: u32, answers: &Answers) {
        match catch_unwind(|| 6 / by) {
            Ok(answer) => answers.send(Some(answer)).unwrap(),
            Err(_) => answers.send(None).unwrap(),
        }
    }
    fn if_there_is_one(by: u32, answers: &Answers) {
        if let Ok(answer) = catch_unwind(|| 6 / by) {
            answers.send(Some(answer)).unwrap();
        }
    }
    for (answer, is_left_out) in [
        (at_once as fn(u32, &Answers), false),
        (by_name, false),
        (in_an_arm, false),
        (if_there_is_one, true),
    ] {
        let (title, sentence) = told(move || {
            let (answers, inbox) = channel();
            let own = answers.clone();
            thread::spawn(move || {
                for by in [1, 0, 2] {
                    answer(by, &own);
                }
            });
            for _ in &inbox {}
            drop(answers);
        });
        let expected = match is_left_out {
            true => "a panic was caught, and its result never came",
            false => "the last sender was never dropped",
        };
        assert_eq!(title, expected, "{sentence}");
    }
}

/// Who caught its panic has nothing to do with the channel.
#[test]
fn a_panic_of_another_kind_ate_nothing() {
    let (title, sentence) = told(|| {
        let (results, inbox) = channel();
        thread::spawn(|| drop(catch_unwind(|| panic!("as planned"))));
        results.send(1).unwrap();
        for _ in &inbox {}
        drop(results);
    });
    assert_eq!(title, "the last sender was never dropped", "{sentence}");
}

#[test]
fn a_timer_fires_once() {
    const NS: Duration = Duration::from_nanos(1);
    let drained = || {
        let timer = after(NS);
        let _ = timer.recv();
        let _ = timer.recv();
    };
    let selected = || {
        let (timer, (_keeps, resets)) = (after(NS), bounded::<()>(1));
        select! {
            recv(timer) -> _ => {}
            recv(resets) -> _ => {}
        }
        let _ = timer.recv();
    };
    let cloned = || {
        let alarm = after(NS);
        let other = alarm.clone();
        let task = thread::spawn(move || other.recv().is_ok());
        let _ = alarm.recv();
        task.join().unwrap();
    };
    for program in [drained as fn(), selected, cloned] {
        let (title, sentence) = told(program);
        assert_eq!(title, "a timer that has fired is waited for", "{sentence}");
    }
    let (title, sentence) = told(|| {
        let nothing = never::<u32>();
        let _ = nothing.recv();
    });
    assert_eq!(title, "a channel that never sends is waited for", "{sentence}");
}

#[test]
fn who_sends_in_a_select_waits_for_who_receives() {
    fn serves(
        (requests, events): (&Receiver<u32>, &Sender<u32>),
        stop: &Receiver<()>,
    ) {
        for event in 0..3 {
            select! {
                recv(requests) -> _ => {}
                default => select! {
                    send(events, event) -> _ => {}
                    recv(stop) -> _ => return,
                },
            }
        }
    }
    fn asks(
        (requests, events): (&Sender<u32>, &Receiver<u32>),
        stop: &Receiver<()>,
    ) {
        loop {
            select! {
                recv(events) -> event => {
                    let Ok(event) = event else { return };
                    select! {
                        send(requests, event) -> _ => {}
                        recv(stop) -> _ => {}
                    }
                }
                recv(stop) -> _ => return,
            }
        }
    }
    let pair = |room: usize| {
        move || {
            let (stop, stopped) = bounded::<()>(0);
            let (requests, all_requests) = bounded(room);
            let (events, all_events) = bounded(room);
            let is_stopped = stopped.clone();
            let client =
                thread::spawn(move || asks((&requests, &all_events), &is_stopped));
            let server =
                thread::spawn(move || serves((&all_requests, &events), &stopped));
            server.join().unwrap();
            drop(stop);
            client.join().unwrap();
        }
    };
    let (title, sentence) = told(pair(0));
    assert_eq!(title, "tasks wait to send to each other", "{sentence}");
    Explore::reduced().max_schedules(200).run(pair(4)).clean();
}
