use std::panic::{AssertUnwindSafe, catch_unwind};

use super::own::{LazyLock, Once, OnceLock};
use super::thread;

pub fn once() {
    let once = Once::new();
    let panics = || once.call_once(|| panic!("on purpose"));
    assert!(catch_unwind(AssertUnwindSafe(panics)).is_err());
    assert!(!once.is_completed());
    once.call_once_force(|state| assert!(state.is_poisoned()));
    once.call_once(|| unreachable!());
    once.wait();
    once.wait_force();
    assert!(once.is_completed());
}

pub fn lock() {
    let mut lock = OnceLock::new();
    assert_eq!((lock.get(), lock.set(1), lock.set(2)), (None, Ok(()), Err(2)));
    assert_eq!((lock.get_or_init(|| 3), lock.wait()), (&1, &1));
    *lock.get_mut().unwrap() += 1;
    assert_eq!(
        (lock.clone(), format!("{lock:?}")),
        (OnceLock::from(2), "OnceLock(2)".into())
    );
    assert_eq!((lock.take(), lock.into_inner()), (Some(2), None));
    let late = OnceLock::default();
    thread::scope(|scope| {
        scope.spawn(|| late.set(4).unwrap());
        assert_eq!(late.wait(), &4);
    });
}

pub fn lazy() {
    let mut lazy = LazyLock::new(|| 1);
    assert_eq!(LazyLock::get(&lazy), None);
    assert_eq!(LazyLock::get_mut(&mut lazy), None);
    assert_eq!(format!("{lazy:?}"), "LazyLock(<uninit>)");
    assert_eq!((LazyLock::force(&lazy), *lazy), (&1, 1));
    *LazyLock::force_mut(&mut lazy) += 1;
    *lazy += 1;
    assert_eq!((LazyLock::get(&lazy), *lazy), (Some(&3), 3));
    assert_eq!(LazyLock::get_mut(&mut lazy), Some(&mut 3));
    assert_eq!(*LazyLock::<u8>::default(), 0);
}
