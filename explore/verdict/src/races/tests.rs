//! What came in between is told as it was.

mod acted;
mod again;
mod announced;
mod causes;
mod checked;
mod counted;
mod decided_anew;
mod gave_up_waiting;
mod given_away;
mod held_meanwhile;
mod idle_between;
mod in_own_words;
mod kept_wake;
mod last_item;
mod late;
mod left;
mod left_with_starter;
mod lost;
mod lost_with_receiver;
mod not_awaited;
mod not_stolen;
mod nothing_new;
mod one_token;
mod only_possible;
mod slept;
mod split;
mod starved;
mod still_owned;
mod taken_for_both;
mod taken_for_done;
mod tokio_causes;
mod too_soon;
mod two_orders;
mod undone;
mod unnoticed;
mod unreturned;
mod went_on;
mod woke_another;
mod zero_between;

use explore::Explore;
use explore::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Mutex};
use explore::tasks::block_on;
use explore::thread;

use crate::diagnosis::Diagnosis;
use crate::places::{in_own_lines, with_calls};
use crate::sources::Sources;

const TEXT: &str = include_str!("tests.rs");
const CLAIMS: Sources = Sources(&[("answer", ""), (file!(), TEXT)]);

/// The title, the cause besides, and the sentence of a program that fails, with the text of
/// its file.
fn told_of(
    text: &'static str,
    sources: Sources,
    program: impl Fn() + Send + Sync + 'static,
) -> (String, String, String) {
    let report = Explore::every().run(program);
    let failure = report.found().named(text);
    let told = Diagnosis::new(&failure, sources);
    (told.title, told.cause.unwrap_or_default(), told.sentence)
}

/// Claims that the title of such a program is this one, and that its sentence has these words.
#[track_caller]
fn is_told_of(
    (text, sources): (&'static str, Sources),
    program: impl Fn() + Send + Sync + 'static,
    title: &str,
    words: &[&str],
) {
    let (told, cause, sentence) = told_of(text, sources, program);
    assert_eq!(told, title, "{cause}: {sentence}");
    for word in words {
        assert!(sentence.contains(word), "{word}: {sentence}");
    }
}

/// Claims that such a program has none of these titles.
#[track_caller]
fn is_not_told_of(
    (text, sources): (&'static str, Sources),
    program: impl Fn() + Send + Sync + 'static,
    titles: &[&str],
) {
    let (told, _, sentence) = told_of(text, sources, program);
    assert!(!titles.contains(&&*told), "{told}: {sentence}");
}

/// The program that awaits this future.
fn asyncs<F: Future<Output = ()>>(
    program: impl Fn() -> F + Send + Sync + 'static,
) -> impl Fn() + Send + Sync + 'static {
    move || block_on(program())
}

/// The cause besides, or else the title, and the sentence of an async program that fails.
fn told_of_async<F: Future<Output = ()>>(
    text: &'static str,
    sources: Sources,
    program: impl Fn() -> F + Send + Sync + 'static,
) -> (String, String) {
    let (title, cause, sentence) =
        told_of(text, sources, move || block_on(program()));
    (if cause.is_empty() { title } else { cause }, sentence)
}

/// The title and the sentence, of a schedule whose calls are known.
pub(crate) fn told_with_calls(
    text: &'static str,
    sources: Sources,
    program: impl Fn() + Clone + Send + Sync + 'static,
) -> (String, String) {
    let told = with_its_calls(text, sources, program);
    (told.title, told.sentence)
}

/// All of it.
fn with_its_calls(
    text: &'static str,
    sources: Sources,
    program: impl Fn() + Clone + Send + Sync + 'static,
) -> Diagnosis {
    let failure = Explore::every().run(program.clone()).found().clone();
    let run = |explore: Explore| explore.run(program).failure;
    let failure = with_calls(failure, sources, run).named(text);
    Diagnosis::new(&in_own_lines(failure, sources), sources)
}

/// The title and the sentence of two tasks that do this and are to count to 2.
fn told(add: fn(&Counter)) -> (String, String) {
    let report = Explore::every().run(move || {
        let counter = Arc::new(Counter::default());
        let tasks = [0, 1].map(|_| {
            let counter = Arc::clone(&counter);
            thread::spawn(move || add(&counter))
        });
        for task in tasks {
            task.join().unwrap();
        }
        crate::equal("the count", counter.n.load(SeqCst), 2);
    });
    let failure = report.found().named(TEXT);
    let told = Diagnosis::new(&failure, CLAIMS);
    (told.title, told.sentence)
}

#[derive(Default)]
struct Counter {
    n: AtomicU32,
    busy: AtomicBool,
    lock: Mutex<()>,
}

#[test]
fn a_flag_that_both_found_free_is_no_lost_update() {
    let (title, sentence) = told(|counter| {
        while counter.busy.load(SeqCst) {
            thread::yield_now();
        }
        counter.busy.store(true, SeqCst);
        let n = counter.n.load(SeqCst);
        counter.n.store(n + 1, SeqCst);
        counter.busy.store(false, SeqCst);
    });
    assert_eq!(title, "two tasks passed the same flag", "{sentence}");
}

#[test]
fn a_lock_that_was_only_tried_is_named() {
    let (title, sentence) = told(|counter| {
        if let Ok(_guard) = counter.lock.try_lock() {
            counter.n.fetch_add(1, SeqCst);
        }
    });
    assert_eq!(title, "a busy lock was not tried again");
    assert!(sentence.contains(" locked in line"), "{sentence}");
}

#[test]
fn an_exchange_that_failed_is_named_unless_it_was_tried_again() {
    let (title, sentence) = told(|counter| {
        let n = counter.n.load(SeqCst);
        let _ = counter.n.compare_exchange(n, n + 1, SeqCst, SeqCst);
    });
    assert_eq!(title, "a failed exchange was not tried again");
    assert!(sentence.contains("finds 1, not 0"), "{sentence}");
    let (title, sentence) = told(|counter| {
        let mut n = counter.n.load(SeqCst);
        let next = n + 1;
        while let Err(other) = counter.n.compare_exchange(n, next, SeqCst, SeqCst) {
            n = other;
        }
    });
    assert_eq!(title, "the result is wrong", "{sentence}");
}

#[test]
fn the_last_try_is_the_one_that_was_given_up() {
    let report = Explore::every().run(|| {
        let n = Arc::new(AtomicU32::new(0));
        let own = Arc::clone(&n);
        let tries = thread::spawn(move || {
            let n = own.load(SeqCst);
            if let Err(n) = own.compare_exchange(n, n + 1, SeqCst, SeqCst) {
                let _ = own.compare_exchange(n, n + 1, SeqCst, SeqCst); // the last
            }
        });
        n.fetch_add(1, SeqCst);
        n.fetch_add(1, SeqCst);
        tries.join().unwrap();
        crate::equal("the count", n.load(SeqCst), 3);
    });
    let told = Diagnosis::new(&report.found().named(TEXT), CLAIMS);
    let last = TEXT.lines().position(|line| line.ends_with("// the last"));
    let place =
        format!("in line {} of the checks and does not", 1 + last.expect("a line"));
    assert_eq!(told.title, "a failed exchange was not tried again");
    assert!(told.sentence.contains(&place), "{}", told.sentence);
}

/// A swap that changed nothing, and a lock of its own that is let go as it should be.
#[test]
fn letting_go_of_a_flag_undoes_nobody_s_work() {
    let (title, sentence) = told(|counter| {
        if !counter.busy.load(SeqCst) && !counter.busy.swap(true, SeqCst) {
            counter.n.fetch_add(1, SeqCst);
            counter.busy.store(false, SeqCst);
        }
    });
    assert_eq!(title, "the result is wrong", "{sentence}");
}

/// The title and the sentence of a program with a level.
fn told_of_level(
    program: impl Fn(&Arc<AtomicU32>) + Send + Sync + 'static,
) -> (String, String) {
    let (title, _, sentence) = told_of(TEXT, CLAIMS, move || {
        program(&Arc::new(AtomicU32::new(0)));
    });
    (title, sentence)
}

/// What the other one has read is long out of date.
#[test]
fn who_has_written_since_its_read_did_not_read_before_that() {
    let (title, sentence) = told_of_level(|level| {
        let first = level.load(SeqCst);
        level.store(1, SeqCst);
        level.store(first, SeqCst);
        let own = Arc::clone(level);
        let other = thread::spawn(move || {
            let found = own.load(SeqCst);
            own.store(found + 1, SeqCst);
            found
        });
        level.store(5, SeqCst);
        let was_zero = other.join().unwrap() == 0;
        let is_lost = was_zero && level.load(SeqCst) == 1;
        crate::equal("is lost", is_lost, false);
    });
    assert_eq!(title, "an update was lost", "{sentence}");
    assert!(!sentence.contains("before either wrote"), "{sentence}");
}

/// A state is no sum: it is what both have made it.
#[test]
fn who_writes_what_is_there_loses_nothing() {
    const DONE: u32 = 1;
    let ends = |state: &AtomicU32| {
        let is_first = state.load(SeqCst) == 0;
        if is_first {
            state.store(DONE, SeqCst);
        }
        is_first
    };
    let (title, sentence) = told_of_level(move |state| {
        let own = Arc::clone(state);
        let other = thread::spawn(move || ends(&own));
        let both = [ends(state), other.join().unwrap()];
        crate::equal("both were first", both == [true, true], false);
    });
    assert_eq!(title, "two tasks acted on the same check", "{sentence}");
    assert!(!sentence.contains("lost"), "{sentence}");
    let (title, sentence) = told_of_level(|level| {
        let found = level.load(SeqCst);
        let own = Arc::clone(level);
        thread::spawn(move || own.store(1, SeqCst)).join().unwrap();
        level.store(1, SeqCst);
        crate::equal("the level", (found, level.load(SeqCst)), (0, 2));
    });
    assert_eq!(title, "the result is wrong", "{sentence}");
}
