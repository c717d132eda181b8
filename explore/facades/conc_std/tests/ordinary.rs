//! A program with ordinary imports is explored.

#![allow(unused_extern_crates)] // `alloc` is there for those who use it

#[macro_use]
extern crate conc_std as std;
extern crate conc_std as alloc;
extern crate conc_std as core;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use explore::Report;

/// Two tasks read and then write.
fn lost_update<A: 'static + Send + Sync>(
    new: fn() -> A,
    add: fn(&A),
    value: fn(&A) -> u32,
) -> Report {
    explore::every(move || {
        let counter = Arc::new(new());
        let add_one = |_| {
            let counter = Arc::clone(&counter);
            thread::spawn(move || add(&counter))
        };
        let tasks: Vec<_> = (0..2).map(add_one).collect();
        tasks.into_iter().for_each(|task| task.join().unwrap());
        assert_eq!(value(&counter), 2);
    })
}

#[test]
fn an_atomic_under_each_of_its_paths_is_explored() {
    lost_update(
        || AtomicU32::new(0),
        |counter| counter.store(counter.load(SeqCst) + 1, SeqCst),
        |counter| counter.load(SeqCst),
    )
    .found();
    lost_update(
        || ::core::sync::atomic::AtomicU32::new(0),
        |counter| counter.store(counter.load(SeqCst) + 1, SeqCst),
        |counter| counter.load(SeqCst),
    )
    .found();
}

#[test]
fn keys_are_spread_without_chance() {
    use std::collections::hash_map;
    use std::hash::{BuildHasher, RandomState};
    let first = RandomState::new().hash_one(7);
    assert_eq!(first, RandomState::new().hash_one(7));
    assert_eq!(first, hash_map::RandomState::default().hash_one(7));
}

#[test]
fn macros_and_derives_work() {
    #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    struct Job {
        name: String,
        parts: Vec<u8>,
    }
    let job = Job { name: format!("job {}", 1), parts: vec![1; 2] };
    assert_eq!(job.clone(), job);
    assert_ne!(job, Job::default());
    assert!(matches!(job.parts[..], [1, 1]));
    println!("{job:?}");
    let by_name: BTreeMap<_, _> = [(job.name.clone(), job)].into();
    assert_eq!(by_name.len(), 1);
}

#[test]
fn what_is_printed_stands_where_it_was_printed() {
    let report = explore::every(|| {
        let shared = Arc::new(AtomicU32::new(1));
        print!("one ");
        shared.store(2, SeqCst);
        println!("{} {last}", "and", last = dbg!(shared.load(SeqCst)));
        println!();
        eprint!("{:>2}", 3,);
        std::eprintln!("done");
        assert_eq!(dbg!(1, "two"), (1, "two"));
        dbg!();
        panic!("to see the record");
    });
    let lines: Vec<_> = report.found().lines().map(|(_, text)| text).collect();
    let line = format!("prints {:?}", format!("line {}", line!() - 4));
    assert_eq!(
        lines[..11],
        [
            r#"prints "one ""#,
            "writes 2",
            "reads 2",
            r#"prints "shared.load(SeqCst) = 2""#,
            r#"prints "and 2""#,
            r#"prints """#,
            r#"prints " 3""#,
            r#"prints "done""#,
            r#"prints "1 = 1""#,
            r#"prints "\"two\" = \"two\"""#,
            &line,
        ]
    );
    let step = &report.found().steps[0];
    assert!(step.location.file().ends_with("ordinary.rs"), "{}", step.location);
}

#[test]
fn a_task_local_value_is_that_of_its_task() {
    thread_local! {
        static SEEN: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
    }
    let report = explore::every(|| {
        let see = || SEEN.with(|seen| seen.set(seen.get() + 1));
        let task = thread::spawn(see);
        see();
        task.join().unwrap();
        SEEN.with(|seen| assert_eq!(seen.get(), 1));
    });
    report.clean_in_all();
}

#[test]
fn the_order_of_a_map_repeats_itself() {
    let keys = || (0..100).map(|key| (key * 7919, ())).collect::<HashMap<_, _>>();
    assert_eq!(keys().into_keys().collect::<Vec<i32>>(), {
        let again = keys();
        again.keys().copied().collect::<Vec<i32>>()
    });
    let set: HashSet<i32> = HashSet::from([3, 1, 2]);
    assert_eq!(format!("{set:?}"), format!("{:?}", HashSet::from([3, 1, 2])));
    let mut map = HashMap::new();
    *map.entry("a").or_insert(0) += 1;
    assert_eq!(map["a"], 1);
}

#[test]
fn the_clock_is_the_schedules() {
    let report = explore::every(|| {
        let start = Instant::now();
        thread::sleep(Duration::from_secs(3600));
        assert_eq!(start.elapsed(), Duration::from_secs(3600));
    });
    report.clean_in_all();
}

#[test]
fn the_end_of_the_process_fails_where_nobody_looks() {
    let ends = || drop(thread::spawn(|| std::process::exit(0)).join());
    for report in [explore::every(|| std::process::exit(0)), explore::every(ends)] {
        let told = report.found().to_string();
        assert!(told.contains("process::exit(0)"), "{report}");
    }
    let report = explore::every(|| {
        let _ = std::panic::catch_unwind(|| std::process::abort());
    });
    assert!(report.found().to_string().contains("process::abort()"), "{report}");
}

#[test]
fn a_lock_that_outlives_a_schedule_is_refused() {
    static LOCK: Mutex<u32> = Mutex::new(0);
    let explored = explore::quietly(|| {
        explore::random(10, 1, || {
            *LOCK.lock().unwrap() += 1;
        })
    });
    assert!(explored.unwrap_err().contains("outlives a schedule"));
}
