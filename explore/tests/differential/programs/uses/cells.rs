use super::lockfree::atomic::{AtomicCell, AtomicConsume};
use super::lockfree::utils::{Backoff, CachePadded};

pub fn cell() {
    let cell = AtomicCell::new(1_u32);
    assert_eq!((cell.load(), cell.swap(2), cell.take()), (1, 1, 2));
    cell.store(6);
    assert_eq!(cell.compare_exchange(6, 7), Ok(6));
    assert_eq!(cell.compare_exchange(6, 8), Err(7));
    assert_eq!(
        (cell.fetch_add(3), cell.fetch_sub(1), cell.fetch_and(5)),
        (7, 10, 9)
    );
    assert_eq!(
        (cell.fetch_or(6), cell.fetch_xor(2), cell.fetch_nand(4)),
        (1, 7, 5)
    );
    cell.store(4);
    assert_eq!((cell.fetch_max(9), cell.fetch_min(3)), (4, 9));
    assert_eq!(cell.fetch_update(|value| Some(value + 1)), Ok(3));
    assert_eq!(cell.fetch_update(|_| None), Err(4));
    assert_eq!(
        (format!("{cell:?}"), cell.into_inner()),
        ("AtomicCell { value: 4 }".into(), 4)
    );
    assert!(
        AtomicCell::<usize>::is_lock_free()
            && !AtomicCell::<[u8; 99]>::is_lock_free()
    );
    let flag = AtomicCell::from(true);
    assert!(flag.fetch_and(true) && flag.fetch_xor(true) && !flag.fetch_or(true));
    assert!(!flag.fetch_nand(false) || flag.load());
    let words = AtomicCell::new(String::from("first"));
    assert_eq!(
        (words.swap("second".into()), words.take()),
        ("first".into(), "second".into())
    );
    assert_eq!(AtomicCell::<String>::default().into_inner(), "");
    assert_eq!(super::atomic::AtomicUsize::new(5).load_consume(), 5);
}

pub fn utilities() {
    let backoff = Backoff::new();
    backoff.spin();
    while !backoff.is_completed() {
        backoff.snooze();
    }
    backoff.reset();
    assert!(!backoff.is_completed());
    let mut padded = CachePadded::new(1);
    *padded += 1;
    assert_eq!(
        (*padded, padded == CachePadded::from(2), padded.into_inner()),
        (2, true, 2)
    );
}
