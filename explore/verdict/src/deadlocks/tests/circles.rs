//! Each waits for the next one: told by the names of all of them.

extern crate conc_tokio as tokio;

use explore::Explore;
use explore::channel::bounded;
use explore::sync::mpsc::{channel, sync_channel};
use explore::sync::{Arc, Mutex, OnceLock};
use explore::tasks::block_on;
use explore::thread;
use tokio::sync::{Semaphore, mpsc, oneshot};

use super::told_of;
use crate::sources::Sources;

const TEXT: &str = include_str!("circles.rs");

/// The title, the sentence and the cycle.
fn told(program: impl Fn() + Send + Sync + 'static) -> (String, String, String) {
    told_of(TEXT, Sources(&[(file!(), TEXT)]), program)
}

#[track_caller]
fn is_clean(program: impl Fn() + Send + Sync + 'static) {
    Explore::every().run(program).clean_in_all();
}

/// So many tasks, each of which joins the next one; the last one joins the first,
/// if they go all round.
fn join_the_next(tasks: usize, all_round: bool) {
    let handles: Vec<_> = (0..tasks).map(|_| channel()).collect();
    let (senders, receivers): (Vec<_>, Vec<_>) = handles.into_iter().unzip();
    let started = receivers.into_iter().map(|receiver| {
        thread::spawn(move || {
            let next: Option<thread::JoinHandle<()>> = receiver.recv().unwrap();
            if let Some(next) = next {
                next.join().unwrap();
            }
        })
    });
    let mut started: Vec<_> = started.map(Some).collect();
    started.rotate_left(1);
    let first = started.pop().flatten();
    for (sender, next) in senders.iter().zip(started) {
        sender.send(next).unwrap();
    }
    let last = senders.last().unwrap();
    if all_round {
        last.send(first).unwrap();
    } else {
        last.send(None).unwrap();
        first.unwrap().join().unwrap();
    }
}

/// Two tasks take two permits each, one after the other.
fn takes_one_by_one(permits: usize) {
    block_on(async move {
        let slots = Arc::new(Semaphore::new(permits));
        let tasks = [1, 2].map(|_| {
            let slots = Arc::clone(&slots);
            tokio::spawn(async move {
                let _first = slots.acquire().await.unwrap();
                let _second = slots.acquire().await.unwrap();
            })
        });
        for task in tasks {
            task.await.unwrap();
        }
    });
}

#[test]
fn tasks_with_a_permit_each_wait_for_those_of_each_other() {
    let (title, sentence, cycle) = told(|| takes_one_by_one(2));
    assert_eq!(title, "a permit is held during a wait", "{sentence}");
    assert!(sentence.contains("and task 2 has one since line"), "{sentence}");
    assert!(sentence.contains("and task 1 has one since line"), "{sentence}");
    assert_eq!(cycle, "the cycle: task 1 -> slots -> task 2 -> slots -> task 1");
    is_clean(|| takes_one_by_one(3));
    // Alone it waits for what it has itself.
    let (title, sentence, _) = told(|| {
        block_on(async {
            let slots = Semaphore::new(1);
            let _first = slots.acquire().await.unwrap();
            let _second = slots.acquire().await.unwrap();
        });
    });
    assert_eq!(title, "a task waits for itself", "{sentence}");
}

/// Each has a permit and waits for a second one. Main waits for the first of them,
/// and is in no circle.
#[test]
fn many_tasks_with_a_permit_each_have_a_circle_of_two() {
    const TASKS: usize = 7;
    let (title, _, cycle) = told(|| {
        block_on(async {
            let slots = Arc::new(Semaphore::new(TASKS));
            let all_have_one = Arc::new(tokio::sync::Barrier::new(TASKS));
            let tasks = [(); TASKS].map(|()| {
                let (slots, all) = (Arc::clone(&slots), Arc::clone(&all_have_one));
                tokio::spawn(async move {
                    let _first = slots.acquire().await.unwrap();
                    all.wait().await;
                    let _second = slots.acquire().await.unwrap();
                })
            });
            for task in tasks {
                task.await.unwrap();
            }
        });
    });
    assert_eq!(title, "a permit is held during a wait");
    assert_eq!(cycle, "the cycle: task 1 -> slots -> task 2 -> slots -> task 1");
}

#[test]
fn tasks_join_each_other() {
    for (tasks, cycle) in [
        (2, "the cycle: task 1 -> task 2 -> task 1"),
        (3, "the cycle: task 1 -> task 2 -> task 3 -> task 1"),
    ] {
        let (title, sentence, end) = told(move || join_the_next(tasks, true));
        assert_eq!(title, "tasks wait for each other to end", "{sentence}");
        assert!(
            sentence.starts_with("task 1 waits for task 2 to end. "),
            "{sentence}"
        );
        assert_eq!(end, cycle);
    }
    is_clean(|| join_the_next(2, false));
}

#[test]
fn a_value_needs_itself() {
    let (title, sentence, _) = told(|| {
        let text: OnceLock<usize> = OnceLock::new();
        text.get_or_init(|| *text.get_or_init(|| 1));
    });
    assert_eq!(title, "a task waits for itself");
    assert!(sentence.starts_with("main initializes text, and waits"), "{sentence}");
}

#[test]
fn two_values_need_each_other() {
    let values = |one: fn(&[OnceLock<usize>; 2]) -> usize| {
        move || {
            let values = [OnceLock::new(), OnceLock::new()];
            thread::scope(|scope| {
                scope.spawn(|| {
                    values[1].get_or_init(|| *values[0].get_or_init(|| 1))
                });
                values[0].get_or_init(|| one(&values));
            });
        }
    };
    let (title, sentence, _) = told(values(|values| *values[1].get_or_init(|| 2)));
    assert_eq!(title, "tasks wait for each other in a circle", "{sentence}");
    assert!(sentence.contains("initialized by main"), "{sentence}");
    assert!(sentence.contains("initialized by task 1"), "{sentence}");
    is_clean(values(|_| 2));
}

#[test]
fn two_actors_send_before_they_receive() {
    let actors = |room: usize| {
        move || {
            let (to_a, a) = sync_channel(room);
            let (to_b, b) = sync_channel(room);
            to_a.send(0).unwrap();
            let actor =
                |inbox: explore::sync::mpsc::Receiver<u32>,
                 peer: explore::sync::mpsc::SyncSender<u32>| {
                    move || {
                        let first = inbox.recv().unwrap();
                        for next in 1..=3 {
                            peer.send(first + next).unwrap();
                        }
                        drop(peer);
                        inbox.iter().count();
                    }
                };
            let one = thread::spawn(actor(a, to_b));
            thread::spawn(actor(b, to_a)).join().unwrap();
            one.join().unwrap();
        }
    };
    let (title, sentence, end) = told(actors(1));
    assert_eq!(title, "tasks wait to send to each other", "{sentence}");
    assert!(
        sentence
            .contains("task 1 waits for room in to_b, and task 2 receives from"),
        "{sentence}"
    );
    assert_eq!(end, "the cycle: task 1 -> to_b -> task 2 -> to_a -> task 1");
    is_clean(actors(3));
}

#[test]
fn a_crew_sends_results_while_the_boss_sends_jobs() {
    let (title, sentence, _) = told(|| {
        let (jobs, work) = bounded(0);
        let (done, results) = bounded(0);
        thread::scope(|scope| {
            scope.spawn(move || work.iter().try_for_each(|job| done.send(job)));
            jobs.send(1).unwrap();
            results.recv().unwrap();
            jobs.send(2).unwrap();
            jobs.send(3).unwrap();
        });
    });
    assert_eq!(title, "tasks wait to send to each other", "{sentence}");
    assert!(sentence.contains("and main receives from"), "{sentence}");
}

#[test]
fn a_permit_is_kept_while_its_task_waits() {
    let permits = |permits: usize| {
        move || {
            block_on(async move {
                let jobs = Arc::new(Semaphore::new(permits));
                let part = Arc::clone(&jobs);
                let _permit = jobs.acquire().await.unwrap(); // has it
                let part = async move { drop(part.acquire().await.unwrap()) };
                tokio::spawn(part).await.unwrap();
            });
        }
    };
    let (title, sentence, _) = told(permits(1));
    assert_eq!(title, "a permit is held during a wait");
    let line =
        1 + TEXT.lines().position(|line| line.ends_with("; // has it")).unwrap();
    assert_eq!(
        sentence,
        format!(
            "main waits for task 1 to end. task 1 waits for a permit of jobs, and main has \
             one since line {line}."
        )
    );
    is_clean(permits(2));
    let (title, sentence, _) = told(|| {
        block_on(async {
            let (left, right) =
                (Arc::new(Semaphore::new(1)), Arc::new(Semaphore::new(1)));
            let (a, b) = (Arc::clone(&left), Arc::clone(&right));
            let other = tokio::spawn(async move {
                let _right = b.acquire().await.unwrap();
                drop(a.acquire().await.unwrap());
            });
            let held = left.acquire().await.unwrap();
            drop(right.acquire().await.unwrap());
            drop(held);
            other.await.unwrap();
        });
    });
    assert_eq!(title, "a permit is held during a wait", "{sentence}");
}

/// A permit that went with a task is not had by the one who took it.
#[test]
fn a_permit_that_was_passed_on_is_no_longer_had() {
    let (title, sentence, _) = told(|| {
        block_on(async {
            let jobs = Arc::new(Semaphore::new(1));
            let (end, mut ended) = mpsc::channel::<()>(1);
            let permit = Arc::clone(&jobs).acquire_owned().await.unwrap();
            let job = async move {
                ended.recv().await;
                drop(permit);
            };
            let job = tokio::spawn(job);
            drop(jobs.acquire().await.unwrap());
            drop(end);
            job.await.unwrap();
        });
    });
    assert_ne!(title, "a task waits for itself", "{sentence}");
}

#[test]
fn two_actors_ask_each_other() {
    type Ask = oneshot::Sender<u32>;

    async fn actor(
        mut inbox: mpsc::Receiver<Ask>,
        peer: mpsc::Sender<Ask>,
        asks: bool,
    ) {
        inbox.recv().await.unwrap().send(0).unwrap();
        if asks {
            let (answer, answered) = oneshot::channel();
            peer.send(answer).await.unwrap();
            answered.await.unwrap();
        }
        drop(peer);
        while let Some(answer) = inbox.recv().await {
            answer.send(1).unwrap();
        }
    }
    let actors = |both: bool| {
        move || {
            block_on(async move {
                let (to_a, a) = mpsc::channel(2);
                let (to_b, b) = mpsc::channel(2);
                let tasks = [
                    tokio::spawn(actor(a, to_b.clone(), true)),
                    tokio::spawn(actor(b, to_a.clone(), both)),
                ];
                for to in [to_a, to_b] {
                    let (answer, answered) = oneshot::channel();
                    to.send(answer).await.unwrap();
                    answered.await.unwrap();
                }
                for task in tasks {
                    task.await.unwrap();
                }
            });
        }
    };
    let (title, sentence, _) = told(actors(true));
    assert_eq!(title, "tasks wait for each other's answers", "{sentence}");
    assert!(sentence.contains("and task 2 receives from"), "{sentence}");
    is_clean(actors(false));
}

/// Who has received a request has to answer it, whatever kind of channel the answer
/// comes by.
#[test]
fn an_answer_needs_the_answer_to_it() {
    enum Ask {
        Place(oneshot::Sender<u32>),
        Count(mpsc::Sender<u32>),
    }
    let actors = |asks_back: bool| {
        move || {
            block_on(async move {
                let (orders, mut inbox) = mpsc::channel(2);
                let (stock, mut store) = mpsc::channel::<mpsc::Sender<u32>>(2);
                let to_orders = orders.clone();
                tokio::spawn(async move {
                    while let Some(ask) = inbox.recv().await {
                        match ask {
                            Ask::Place(reply) => {
                                let (answer, mut answered) = mpsc::channel(1);
                                stock.send(answer).await.unwrap();
                                reply.send(answered.recv().await.unwrap()).unwrap();
                            }
                            Ask::Count(reply) => reply.send(1).await.unwrap(),
                        }
                    }
                });
                tokio::spawn(async move {
                    while let Some(reply) = store.recv().await {
                        let (count, mut counted) = mpsc::channel(1);
                        if asks_back {
                            to_orders.send(Ask::Count(count)).await.ok().unwrap();
                            counted.recv().await.unwrap();
                        }
                        reply.send(1).await.unwrap();
                    }
                });
                let (reply, replied) = oneshot::channel();
                orders.send(Ask::Place(reply)).await.ok().unwrap();
                assert_eq!(replied.await, Ok(1));
                std::mem::forget(orders);
            });
        }
    };
    let (title, sentence, end) = told(actors(true));
    assert_eq!(title, "tasks wait for each other's answers", "{sentence}");
    let has = "task 1 waits for a message from answer, and task 2 has to send it: task 2 \
               received the request of task 1 from stock in line ";
    assert!(sentence.contains(has), "{sentence}");
    assert!(sentence.contains("and task 1 receives from orders"), "{sentence}");
    assert_eq!(end, "the cycle: task 1 -> stock -> task 2 -> orders -> task 1");
    let (title, sentence, _) = told(actors(false));
    assert_ne!(title, "tasks wait for each other's answers", "{sentence}");
}

/// A request is answered under the lock that its asker holds.
#[test]
fn an_answer_needs_a_lock_of_who_asks() {
    let (title, sentence, _) = told(|| {
        let size = Arc::new(Mutex::new(0));
        let (jobs, work) = channel::<explore::sync::mpsc::Sender<u32>>();
        let other = size.clone();
        thread::spawn(move || {
            for reply in work {
                reply.send(*other.lock().unwrap()).unwrap();
            }
        });
        let size = size.lock().unwrap();
        let (reply, replied) = channel();
        jobs.send(reply).unwrap();
        assert_eq!(replied.recv(), Ok(*size));
    });
    assert_eq!(title, "a lock is held during a wait", "{sentence}");
}

/// Who stopped waiting for a message is told so, though it had received one before.
#[test]
fn who_gave_up_its_receive_is_waited_for() {
    let (title, sentence, _) = told(|| {
        let (answers, inbox) = sync_channel(0);
        let tasks = [1, 9].map(|pause| {
            let answers = answers.clone();
            let task = thread::spawn(move || {
                thread::sleep(std::time::Duration::from_millis(pause));
                answers.send(pause).unwrap();
            });
            let _ = inbox.recv_timeout(std::time::Duration::from_millis(5));
            task
        });
        for task in tasks {
            task.join().unwrap();
        }
    });
    assert_eq!(title, "tasks wait for each other in a circle", "{sentence}");
    assert!(
        sentence.contains("main looked for a message of answers"),
        "{sentence}"
    );
}

/// Who has not come to its receive yet is known by the source.
#[test]
fn who_would_receive_later_waits_to_send() {
    let (title, sentence, _) = told(|| {
        let (jobs, work) = sync_channel(1);
        let (done, results) = sync_channel(1);
        let task = thread::spawn(move || {
            for job in work {
                done.send(job).unwrap();
            }
        });
        for job in 0..6 {
            jobs.send(job).unwrap();
        }
        drop(jobs);
        let sum: u32 = results.iter().sum(); // later
        assert_eq!(sum, 15);
        task.join().unwrap();
    });
    assert_eq!(title, "tasks wait to send to each other", "{sentence}");
    let line =
        1 + TEXT.lines().position(|line| line.ends_with("; // later")).unwrap();
    let later =
        format!("main receives from done in line {line}, after its own wait");
    assert!(sentence.contains(&later), "{sentence}");
}

#[test]
fn three_locks_are_taken_all_round() {
    let (title, _, end) = told(|| {
        let locks = [Mutex::new(0), Mutex::new(0), Mutex::new(0)];
        thread::scope(|scope| {
            for place in 0..3 {
                let locks = &locks;
                scope.spawn(move || {
                    let _first = locks[place].lock().unwrap();
                    *locks[(place + 1) % 3].lock().unwrap() += 1;
                });
            }
        });
    });
    assert_eq!(title, "locks are taken in different orders");
    assert_eq!(end.matches(" -> ").count(), 6, "{end}");
}

/// Main holds the lock, but the task that it joins waits for the end of a channel,
/// not for who needs the lock.
#[test]
fn a_lock_that_is_held_is_not_why_nobody_goes_on() {
    let (title, sentence, _) = told(|| {
        let log = Arc::new(Mutex::new(0));
        let (jobs, work) = channel::<u32>();
        let own = Arc::clone(&log);
        let works = thread::spawn(move || super::drains(&work));
        let adds = thread::spawn(move || *own.lock().unwrap() += 1);
        let log = log.lock().unwrap();
        jobs.send(1).unwrap();
        works.join().unwrap();
        drop((jobs, log));
        adds.join().unwrap();
    });
    assert_eq!(
        title, "a task is joined before its channel is closed",
        "{sentence}"
    );
}
