use std::cell::Cell;
use std::rc::Rc;
use std::thread;

use explore::{Cause, Explore, Report};
use tokio::runtime::{Builder, Runtime};
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

thread_local! {
    static NUMBER: Cell<u8> = const { Cell::new(0) };
}

fn one_thread() -> Runtime {
    Builder::new_current_thread().build().unwrap()
}

fn several_threads() -> Runtime {
    Runtime::new().unwrap()
}

fn reports<F: Future<Output = ()> + 'static>(
    runtime: fn() -> Runtime,
    program: fn() -> F,
) -> [Report; 2] {
    [Explore::every(), Explore::reduced()]
        .map(|explore| explore.run(move || runtime().block_on(program())))
}

#[test]
fn tasks_of_one_thread_share_what_is_the_threads() {
    let program = || async {
        let tasks = [1, 2].map(|number| {
            tokio::spawn(async move {
                NUMBER.set(number);
                yield_now().await;
                assert_eq!(NUMBER.get(), number);
            })
        });
        for task in tasks {
            task.await.unwrap();
        }
    };
    for report in reports(one_thread, program) {
        assert!(matches!(report.found().cause, Cause::Panic { .. }), "{report}");
    }
    for report in reports(several_threads, program) {
        assert!(!report.clean().exhaustive, "{report}");
    }
}

#[test]
fn all_ends_are_found_of_tasks_that_share_what_is_the_threads() {
    let program = || {
        one_thread().block_on(async {
            NUMBER.set(0);
            let tasks = [0, 1].map(|_| {
                tokio::spawn(async {
                    let seen = NUMBER.get();
                    tokio::task::coop::consume_budget().await;
                    NUMBER.set(seen + 1);
                })
            });
            for task in tasks {
                task.await.unwrap();
            }
            NUMBER.get()
        })
    };
    for explore in [Explore::every(), Explore::reduced()] {
        let (ends, report) = explore.outcomes(program);
        assert!(report.exhaustive, "{report}");
        assert_eq!(ends.into_keys().collect::<Vec<_>>(), [1, 2]);
    }
}

#[test]
fn tasks_of_a_set_share_what_is_the_threads() {
    let program = || async {
        let looks = async {
            let (set, main) = (NUMBER.get(), thread::current().id());
            for _ in 0..2 {
                let task = spawn_local(async move {
                    NUMBER.set(NUMBER.get() + 1);
                    thread::current().id()
                });
                assert_eq!(task.await.unwrap(), main);
            }
            assert_eq!(NUMBER.get(), set + 2);
        };
        LocalSet::new().run_until(looks).await;
    };
    for runtime in [one_thread, several_threads] {
        for report in reports(runtime, program) {
            report.clean_in_all();
        }
    }
}

#[test]
fn a_thread_has_values_of_its_own_beside_tasks() {
    let program = || {
        NUMBER.set(1);
        let thread = thread::spawn(|| {
            let before = NUMBER.replace(7);
            (before, NUMBER.get())
        });
        one_thread().block_on(async {
            let task = tokio::spawn(async { NUMBER.replace(2) });
            assert_eq!(task.await.unwrap(), 1);
        });
        assert_eq!(thread.join().unwrap(), (0, 7));
        assert_eq!(NUMBER.get(), 2);
    };
    Explore::random(500, 1).on_workers().run(program).clean();
}
