use crate::sync::atomic::{self, Ordering};

/// An atomic that is read with the weakest order that its uses keep; here with the same as
/// any other.
pub trait AtomicConsume {
    /// What is read.
    type Val;

    /// Reads the value.
    #[track_caller]
    fn load_consume(&self) -> Self::Val;
}

macro_rules! consume {
    ($($atomic:ident $value:ty),* $(,)?) => {$(
        impl AtomicConsume for atomic::$atomic {
            type Val = $value;

            #[track_caller]
            fn load_consume(&self) -> $value {
                self.load(Ordering::Acquire)
            }
        }
    )*};
}

consume! {
    AtomicBool bool,
    AtomicI8 i8, AtomicI16 i16, AtomicI32 i32, AtomicI64 i64, AtomicIsize isize,
    AtomicU8 u8, AtomicU16 u16, AtomicU32 u32, AtomicU64 u64, AtomicUsize usize,
}

impl<T> AtomicConsume for atomic::AtomicPtr<T> {
    type Val = *mut T;

    #[track_caller]
    fn load_consume(&self) -> *mut T {
        self.load(Ordering::Acquire)
    }
}
