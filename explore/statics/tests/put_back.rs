//! The statics of one crate, which is this one. It has one test: what is put back belongs
//! to all threads.
#![cfg(target_os = "linux")]

use std::fmt;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering::SeqCst};

use statics::{Statics, Whose};

static SEEN: AtomicU8 = AtomicU8::new(1);
static ONCE: OnceLock<String> = OnceLock::new();
static mut PLAIN: &mut [u8] = &mut [1, 2];

struct Counted;

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        static COUNTED: AtomicU8 = AtomicU8::new(1);
        write!(f, "{}", COUNTED.fetch_add(1, SeqCst))
    }
}

/// Adds one to a number in a `static mut`, and returns it.
#[expect(unsafe_code)]
fn adds_one() -> u8 {
    // SAFETY: one thread does this.
    unsafe {
        PLAIN[0] += 1;
        PLAIN[0]
    }
}

#[test]
fn all_of_the_crate_that_is_named_are_put_back() {
    let own = Statics::now(Whose::Crate(env!("CARGO_CRATE_NAME")));
    let own = own.expect("it has symbols");
    let others = Statics::now(Whose::Crate("run_other_answer"));
    let others = others.expect("it has symbols");
    for round in 0..3 {
        let once = ONCE.get_or_init(|| format!("round {round}"));
        assert_eq!(*once, format!("round {round}"));
        assert_eq!(SEEN.fetch_add(1, SeqCst), 1);
        assert_eq!(Counted.to_string(), "1");
        assert_eq!(adds_one(), 2);
        others.restore();
        assert_eq!((SEEN.load(SeqCst), adds_one()), (2, 3));
        own.restore();
    }
}
