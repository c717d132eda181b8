use std::ptr;

use super::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release, SeqCst};
use super::atomic::{
    AtomicBool, AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicPtr,
    AtomicU8, AtomicU16, AtomicU32, AtomicU64, AtomicUsize, compiler_fence, fence,
};

/// All that an atomic number of this type does.
macro_rules! number {
    ($($Atomic:ident),*) => {$({
        let mut number = $Atomic::new(1);
        assert_eq!((number.load(Acquire), number.swap(2, AcqRel)), (1, 1));
        number.store(6, Release);
        assert_eq!(number.compare_exchange(6, 7, SeqCst, Relaxed), Ok(6));
        assert_eq!(number.compare_exchange(6, 8, SeqCst, Relaxed), Err(7));
        while number.compare_exchange_weak(7, 6, AcqRel, Acquire).is_err() {}
        assert_eq!((number.fetch_add(4, SeqCst), number.fetch_sub(1, SeqCst)), (6, 10));
        assert_eq!((number.fetch_and(5, SeqCst), number.fetch_or(6, SeqCst)), (9, 1));
        assert_eq!((number.fetch_xor(2, SeqCst), number.fetch_max(9, SeqCst)), (7, 5));
        assert_eq!((number.fetch_min(3, SeqCst), number.fetch_nand(1, SeqCst)), (9, 3));
        number.store(4, SeqCst);
        let even = |value| (value % 2 == 0).then_some(value + 1);
        assert_eq!(number.fetch_update(SeqCst, SeqCst, even), Ok(4));
        assert_eq!(number.try_update(SeqCst, SeqCst, even), Err(5));
        assert_eq!(number.update(SeqCst, SeqCst, |value| value + 1), 5);
        *number.get_mut() += 1;
        assert_eq!((format!("{number:?}"), number.into_inner()), ("7".into(), 7));
        assert_eq!($Atomic::from(3).into_inner() + $Atomic::default().into_inner(), 3);
    })*};
}

pub fn numbers() {
    number!(AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize);
    number!(AtomicU8, AtomicU16, AtomicU32, AtomicU64, AtomicUsize);
    fence(SeqCst);
    compiler_fence(SeqCst);
}

pub fn flags() {
    let mut flag = AtomicBool::new(false);
    assert!(!flag.swap(true, SeqCst) && flag.load(SeqCst));
    assert_eq!(flag.compare_exchange(false, true, SeqCst, SeqCst), Err(true));
    assert!(flag.fetch_and(false, SeqCst) && !flag.fetch_or(true, SeqCst));
    assert!(flag.fetch_xor(true, SeqCst) && !flag.fetch_not(SeqCst));
    assert!(flag.fetch_nand(true, SeqCst));
    assert_eq!(flag.fetch_update(SeqCst, SeqCst, |_| None), Err(false));
    assert_eq!(flag.try_update(SeqCst, SeqCst, |was| Some(!was)), Ok(false));
    assert!(flag.update(SeqCst, SeqCst, |was| !was));
    *flag.get_mut() = true;
    assert_eq!((format!("{flag:?}"), flag.into_inner()), ("true".into(), true));
    assert!(
        AtomicBool::from(true).into_inner() && !AtomicBool::default().into_inner()
    );
}

pub fn pointers() {
    let (mut one, mut two) = (1, 2);
    let (first, second): (*mut i32, *mut i32) = (&raw mut one, &raw mut two);
    let mut at = AtomicPtr::new(first);
    assert_eq!((at.load(SeqCst), at.swap(second, SeqCst)), (first, first));
    at.store(first, SeqCst);
    assert_eq!(at.compare_exchange(first, second, SeqCst, SeqCst), Ok(first));
    while at.compare_exchange_weak(second, first, SeqCst, SeqCst).is_err() {}
    assert_eq!(at.fetch_update(SeqCst, SeqCst, |_| None), Err(first));
    assert_eq!(at.try_update(SeqCst, SeqCst, |_| Some(second)), Ok(first));
    assert_eq!(at.update(SeqCst, SeqCst, |_| first), second);
    assert_eq!(
        (at.fetch_ptr_add(1, SeqCst), at.fetch_ptr_sub(1, SeqCst)),
        (first, first.wrapping_add(1))
    );
    assert_eq!(
        (at.fetch_byte_add(1, SeqCst), at.fetch_byte_sub(1, SeqCst)),
        (first, first.wrapping_byte_add(1))
    );
    assert_eq!(at.fetch_or(1, SeqCst), first);
    assert_eq!(at.fetch_xor(1, SeqCst), first.wrapping_byte_add(1));
    assert_eq!(at.fetch_and(!1, SeqCst), first);
    assert_eq!(format!("{at:p} {at:?}"), format!("{first:p} {first:?}"));
    *at.get_mut() = second;
    assert_eq!(
        (at.into_inner(), AtomicPtr::<u8>::default().into_inner()),
        (second, ptr::null_mut())
    );
}
