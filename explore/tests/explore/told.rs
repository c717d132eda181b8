use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Condvar, Mutex};
use explore::thread;
use explore::{Act, Cause};

use crate::line;

const SOURCE: &str = include_str!("told.rs");

struct Queue {
    items: Mutex<Vec<u32>>,
    filled: Condvar,
}

impl Queue {
    fn new() -> Queue {
        Queue { items: Mutex::new(Vec::new()), filled: Condvar::new() }
    }
}

#[test]
fn objects_have_the_names_of_the_source() {
    let report = explore::every(|| {
        let queue = Arc::new(Queue::new());
        let (head, tail) = (AtomicU32::new(1), AtomicU32::new(2));
        head.store(tail.load(SeqCst), SeqCst);
        let items = queue.items.lock().unwrap();
        drop(queue.filled.wait(items).unwrap());
    });
    let failure = report.found().named(SOURCE);
    let lines: Vec<_> = failure.lines().map(|(_, text)| text).collect();
    assert_eq!(
        lines,
        [
            "reads 2 from tail",
            "writes 2 to head",
            "locks items",
            "unlocks items and waits for filled",
        ]
    );
    let unnamed: Vec<_> = report.found().lines().map(|(_, text)| text).collect();
    let atomic = line(SOURCE, "let (head, tail)");
    assert_eq!(unnamed[0], format!("reads 2 from the atomic of line {atomic}"));
    let mutex = line(SOURCE, "items: Mutex::new");
    assert_eq!(unnamed[2], format!("locks the mutex of line {mutex}"));
}

#[test]
fn objects_of_one_line_are_numbered() {
    let report = explore::every(|| {
        let forks: Vec<_> = (0..2).map(|_| Mutex::new(())).collect();
        let _first = forks[0].lock().unwrap();
        let _second = forks[1].lock().unwrap();
        panic!("to see the record");
    });
    let failure = report.found().named(SOURCE);
    let lines: Vec<_> = failure.lines().map(|(_, text)| text).collect();
    assert_eq!(lines[..2], ["locks forks 1", "locks forks 2"]);
}

#[test]
fn what_std_makes_by_default_has_no_line() {
    let report = explore::every(|| {
        let (stop, other) = ((Arc::<AtomicU32>::default(),), AtomicU32::new(0));
        stop.0.store(1, SeqCst);
        // An object counts from its first use: now the atomic is not the only one.
        other.store(2, SeqCst);
        panic!("to see the record");
    });
    let failure = report.found().named(SOURCE);
    let lines: Vec<_> = failure.lines().map(|(_, text)| text).collect();
    assert_eq!(lines[0], "writes 1 to the atomic");
}

#[test]
fn a_program_adds_lines_of_its_own() {
    let report = explore::every(|| {
        let balance = AtomicU32::new(100);
        let seen = balance.load(SeqCst);
        explore::note!("sees {seen}, enough for 70");
        panic!("to see the record");
    });
    let note = ("main", "sees 100, enough for 70");
    assert_eq!(report.found().lines().nth(1), Some(note));
    // Outside of a program it does nothing.
    explore::note!("nobody hears this");
}

#[test]
fn what_is_printed_is_told_and_no_step_to_count() {
    let report = explore::every(|| {
        explore::printed("before");
        AtomicU32::new(0).store(1, SeqCst);
        explore::printed("one\nafter \"the\" other\n");
        panic!("to see the record");
    });
    let lines: Vec<_> = report.found().lines().map(|(_, text)| text).collect();
    let (before, after) =
        (r#"prints "before""#, r#"prints "one\nafter \"the\" other""#);
    assert_eq!(lines[..3], [before, "writes 1", after]);
    assert_eq!(report.steps, 1);
    // A loop may print without end.
    let report = explore::every(|| {
        (0..10_000).for_each(|_| assert!(explore::printed(&"-".repeat(1_000))));
        panic!("to see the record");
    });
    let lines: Vec<_> = report.found().lines().collect();
    assert_eq!(lines.len(), 1_001);
    assert!(lines[0].1.len() < 300, "{}", lines[0].1);
    let report = explore::every(|| while explore::printed("again") {});
    assert_eq!(report.found().cause, Cause::StepLimit { steps: 20_000 });
    assert!(!explore::printed("for whoever reads standard output"));
}

#[test]
fn a_failure_is_a_lane_for_each_task() {
    let report = explore::every(|| {
        let counter = Arc::new(AtomicU32::new(0));
        let adds = counter.clone();
        let task = thread::spawn(move || adds.fetch_add(1, SeqCst));
        task.join().unwrap();
        let words = "too many words for one line, ".repeat(4);
        assert_eq!(counter.load(SeqCst), 2, "{words}");
    });
    let text = report.to_string();
    let lines: Vec<_> = text.lines().collect();
    assert!(lines[0].starts_with("schedule 1: main panics at "), "{text}");
    assert_eq!(lines[2], "  task 1 │ adds 1 to 0");
    assert_eq!(lines[3], "    main │ reads 1");
    assert!(lines[4].starts_with("    main │ panics: "), "{text}");
    assert!(lines[5].starts_with("         │ "), "{text}");
    assert!(lines.iter().all(|line| line.chars().count() <= 80), "{text}");
}

#[test]
#[should_panic(
    expected = "no failure in 1 schedule, all 1 behaviour of 1 task; only \
                           one task ran: there was nothing to interleave"
)]
fn to_find_nothing_can_be_a_failure() {
    explore::every(|| {}).found();
}

#[test]
#[should_panic(expected = "reads 1")]
fn to_find_something_too() {
    explore::every(|| {
        assert_eq!(AtomicU32::new(1).load(SeqCst), 2);
    })
    .clean();
}

#[test]
#[should_panic(expected = "there are behaviours left")]
fn random_never_visits_all() {
    explore::random(1, 0, || {}).clean_in_all();
}

/// Made by what `derive` has written.
#[derive(Default)]
struct Derived {
    left: Mutex<u32>,
    right: Mutex<u32>,
    told: Condvar,
}

#[test]
fn what_no_line_names_is_called_as_it_is_used() {
    let report = explore::every(|| {
        let derived = Derived::default();
        let right = derived.right.lock().unwrap();
        let left = derived.told.wait(derived.left.lock().unwrap());
        drop((left, right));
    });
    let failure = report.found().named(SOURCE);
    let lines: Vec<_> = failure.lines().map(|(_, text)| text).collect();
    assert_eq!(
        lines,
        ["locks right", "locks left", "unlocks left and waits for told"]
    );
}

#[test]
fn what_is_used_by_one_name_is_numbered() {
    let report = explore::every(|| {
        for n in [1, 2] {
            let (slots, n) = ([const { Mutex::new(0) }; 2], n);
            for slot in &slots {
                *slot.lock().unwrap() += n;
            }
        }
        panic!("to see it");
    });
    let failure = report.found().named(SOURCE);
    let locks = failure.lines().filter(|(_, text)| text.starts_with("locks "));
    let locks: Vec<_> = locks.map(|(_, text)| text).collect();
    assert_eq!(
        locks,
        ["locks slot 1", "locks slot 2", "locks slot 3", "locks slot 4"]
    );
}

/// An adaptor of std asks for the messages.
#[test]
fn a_message_is_received_in_the_line_that_asked_for_all() {
    let report = explore::every(|| {
        let (sender, receiver) = explore::channel::unbounded::<u32>();
        let (other, numbers) = explore::sync::mpsc::channel::<u32>();
        sender.send(1).unwrap();
        other.send(2).unwrap();
        drop(sender);
        let sum: u32 = receiver.iter().filter(|n| *n > 0).sum(); // of crossbeam
        numbers.into_iter().for_each(|n| assert_eq!(n, sum)); // of std
        drop(other);
    });
    let failure = report.found();
    let receives = |text: &str| {
        let steps = failure.steps.iter().filter(|step| step.act == Act::Receives);
        let line = line(SOURCE, text);
        steps.filter(|step| step.location.line() == line).count()
    };
    assert_eq!(receives("// of crossbeam"), 1, "{failure}");
    assert_eq!(receives("// of std"), 1, "{failure}");
}
