//! exit 0: Every behaviour of up to 2 tasks was tried
//! exit 0: Plain reads and writes of `unsafe` code are no steps here
use std::sync::Mutex;
use std::thread;

static LOCK: Mutex<()> = Mutex::new(());
static mut COUNT: usize = 0;
static mut NAMES: Vec<usize> = Vec::new();
static mut BESIDE: &mut [usize] = &mut [7, 8];

#[allow(static_mut_refs)]
fn add() -> usize {
    let _lock = LOCK.lock().unwrap();
    // SAFETY: the lock is held.
    unsafe {
        COUNT += 1;
        NAMES.push(COUNT);
        BESIDE[0] += 1;
        assert_eq!((NAMES.len(), BESIDE[0]), (COUNT, 7 + COUNT));
        COUNT
    }
}

fn main() {
    let other = thread::spawn(add);
    let mine = add();
    assert_eq!(mine + other.join().unwrap(), 3);
}
