// holds race_conditions initialise_once: "if it panics, the next one tries"
// holds race_conditions initialise_once: "if that panics, each later use panics"

use std::panic::catch_unwind;
use std::sync::{LazyLock, OnceLock};

static CELL: OnceLock<u32> = OnceLock::new();
static LAZY: LazyLock<u32> = LazyLock::new(|| panic!("no paper"));

pub fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    let first = catch_unwind(|| *CELL.get_or_init(|| panic!("no paper")));
    println!("OnceLock: {}, then {}", first.is_err(), CELL.get_or_init(|| 12));
    for _ in 0..2 {
        println!("LazyLock panicked: {}", catch_unwind(|| *LAZY).is_err());
    }
}

// prints:
// OnceLock: true, then 12
// LazyLock panicked: true
// LazyLock panicked: true
