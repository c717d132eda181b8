//! Queues do the same with the real parking_lot_core and with the model.
#![allow(unsafe_code, reason = "the functions are unsafe to call")]

/// What wakes of four that wait one after the other and what the calls return, by the
/// threads and the crate of these names.
macro_rules! seen {
    ($name:ident, $core:ident, $($threads:ident)::+) => {
        fn $name() -> Vec<String> {
            use $($threads)::+::{sync::Mutex, thread};
            use $core::{
                FilterOp, ParkToken, RequeueOp, UnparkToken, park, unpark_all,
                unpark_filter, unpark_one, unpark_requeue,
            };

            let woken = Mutex::new(Vec::new());
            let (here, there) = (&woken as *const _ as usize, 1);
            let mut seen = Vec::new();
            thread::scope(|scope| {
                let waits = |number: usize| {
                    let (sleeps, asleep) = std::sync::mpsc::channel();
                    let woken = &woken;
                    let task = scope.spawn(move || {
                        let asleep = || sleeps.send(()).unwrap();
                        // SAFETY: the key is nobody else's.
                        let result = unsafe {
                            park(
                                here,
                                || true,
                                asleep,
                                |_, _| {},
                                ParkToken(number),
                                None,
                            )
                        };
                        woken.lock().unwrap().push((number, format!("{result:?}")));
                    });
                    while asleep.try_recv().is_err() {
                        thread::yield_now();
                    }
                    task
                };
                let mut tasks: Vec<_> =
                    (0..4).map(waits).map(Some).collect();
                let mut joins = |task: usize| {
                    tasks[task].take().unwrap().join().unwrap();
                };
                let mut sees = |what: $core::UnparkResult| {
                    let $core::UnparkResult {
                        unparked_threads,
                        requeued_threads,
                        have_more_threads,
                        ..
                    } = what;
                    seen.push(format!(
                        "{unparked_threads} {requeued_threads} {have_more_threads}"
                    ));
                };
                // SAFETY: the keys are nobody else's.
                unsafe {
                    let second = |token| match token {
                        ParkToken(1) => FilterOp::Unpark,
                        _ => FilterOp::Skip,
                    };
                    sees(unpark_filter(here, second, |_| UnparkToken(7)));
                    joins(1);
                    sees(unpark_requeue(
                        here,
                        there,
                        || RequeueOp::RequeueOne,
                        |_, _| UnparkToken(0),
                    ));
                    sees(unpark_one(here, |_| UnparkToken(8)));
                    joins(2);
                    sees(unpark_requeue(
                        here,
                        there,
                        || RequeueOp::UnparkOneRequeueRest,
                        |_, _| UnparkToken(9),
                    ));
                    joins(3);
                    sees(unpark_one(here, |_| UnparkToken(0)));
                    let left = unpark_all(there, UnparkToken(10));
                    joins(0);
                    seen.push(left.to_string());
                }
            });
            seen.push(format!("{:?}", woken.into_inner().unwrap()));
            seen
        }
    };
}

seen!(really, parking_lot_core, std);
seen!(modelled, conc_parking_lot_core, explore);

#[test]
fn the_queues_do_the_same() {
    let report = explore::Explore::random(1, 1).run(|| {
        let seen = modelled();
        assert_eq!(seen, really());
    });
    report.clean();
}
