//! What stands in statics, and is new in each schedule.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{LazyLock, Mutex, OnceLock};

static COUNT: AtomicUsize = AtomicUsize::new(7);
static NAMES: Mutex<Vec<String>> = Mutex::new(Vec::new());
static ONCE: OnceLock<String> = OnceLock::new();
static LAZY: LazyLock<Mutex<Vec<usize>>> = LazyLock::new(Mutex::default);

/// Without a model.
struct Plain(Cell<usize>);

// SAFETY: the lock of the names is held.
unsafe impl Sync for Plain {}

static PLAIN: Plain = Plain(Cell::new(0));

/// Others find it by this name.
#[unsafe(no_mangle)]
static COUNTED_BY_NAME: AtomicUsize = AtomicUsize::new(0);

pub fn register(name: &str) -> usize {
    static REGISTERED: AtomicUsize = AtomicUsize::new(0);
    let mut names = NAMES.lock().unwrap();
    names.push(ONCE.get_or_init(|| name.to_string()).clone());
    LAZY.lock().unwrap().push(names.len());
    PLAIN.0.set(PLAIN.0.get() + 1);
    assert_eq!(PLAIN.0.get(), names.len());
    COUNT.fetch_add(1, SeqCst);
    REGISTERED.fetch_add(1, SeqCst)
}

pub fn count_by_name() {
    COUNTED_BY_NAME.fetch_add(1, SeqCst);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    /// says: all 2 behaviours
    #[test]
    fn each_schedule_finds_them_new() {
        let other = thread::spawn(|| register("other"));
        let mine = register("main");
        let other = other.join().unwrap();
        assert_eq!(mine + other, 1);
        assert_eq!(COUNT.load(SeqCst), 9);
        assert_eq!(NAMES.lock().unwrap().len(), 2);
        assert_eq!(*LAZY.lock().unwrap(), [1, 2]);
        let first = if mine == 0 { "main" } else { "other" };
        assert_eq!(ONCE.get().unwrap(), first);
    }

    /// says: refused
    #[test]
    fn one_with_a_name_of_its_own_is_refused() {
        let other = thread::spawn(count_by_name);
        count_by_name();
        other.join().unwrap();
    }
}
