//! What the program frees, and what of it is kept for a while.
//!
//! What is used after it was freed goes unnoticed most often: the memory is still there, or
//! belongs to something else by then. What is kept in between is nobody's, so that who uses
//! it is wrong for sure.
//!
//! This stands between the program and `free` of the GNU C library, which the allocator of
//! std comes to, and nearly all others. An allocator that has memory of its own is not
//! seen, and neither is what `realloc` frees. Elsewhere than on Linux nothing is. The idea
//! is the [quarantine](https://github.com/google/sanitizers/wiki/AddressSanitizerAlgorithm)
//! of AddressSanitizer.

/// So many blocks are kept at a time: those that were freed last.
pub const MOST: usize = 1024;

/// Larger blocks are not kept, in bytes.
pub const LARGEST: usize = 4096;

/// Who is told of what is freed. Both functions are called within `free`, on any thread.
#[derive(Clone, Copy, Debug)]
pub struct Keeper {
    /// A block with this address and so many bytes is freed. Returns whether it is kept.
    /// It need not return.
    pub frees: fn(usize, usize) -> bool,
    /// The block with this address, which was kept, will be given out again.
    pub gives_back: fn(usize),
}

/// From here on this is asked which of the blocks that the process frees are kept. The first
/// one stays.
pub fn keep_freed(keeper: Keeper) {
    kept::begin(keeper);
}

#[cfg(all(
    target_os = "linux",
    target_env = "gnu",
    not(target_feature = "crt-static")
))]
mod kept {
    use std::ffi::c_void;
    use std::hint::black_box;
    use std::ptr;
    use std::sync::{Mutex, OnceLock};

    use super::{Keeper, LARGEST, MOST};

    static KEEPER: OnceLock<Keeper> = OnceLock::new();

    /// The addresses of the blocks that are kept, and the place of the oldest one.
    static KEPT: Mutex<([usize; MOST], usize)> = Mutex::new(([0; MOST], 0));

    // SAFETY: so they are declared by the GNU C library.
    #[expect(unsafe_code)]
    unsafe extern "C" {
        fn __libc_free(memory: *mut c_void);
        fn malloc_usable_size(memory: *mut c_void) -> usize;
    }

    pub(super) fn begin(keeper: Keeper) {
        // The linker takes it only from where it is named.
        black_box(free as unsafe extern "C" fn(*mut c_void));
        KEEPER.get_or_init(|| keeper);
    }

    /// Frees the memory, now or later.
    ///
    /// # Safety
    ///
    /// As that of the C library: it comes from an allocator of it, and nobody uses it any
    /// more.
    // SAFETY: it does what the function of this name has to do, be it later.
    #[expect(unsafe_code)]
    #[unsafe(no_mangle)]
    unsafe extern "C" fn free(memory: *mut c_void) {
        let Some(gives) = instead(memory) else { return };
        // SAFETY: it is this memory, or what was given to this function before and kept.
        // Nothing happens to a null pointer.
        unsafe { __libc_free(gives) };
    }

    /// What is freed when this is; nothing if this is kept and nothing else has to go.
    fn instead(memory: *mut c_void) -> Option<*mut c_void> {
        let Some(keeper) = KEEPER.get().filter(|_| !memory.is_null()) else {
            return Some(memory);
        };
        // SAFETY: who frees it has it from an allocator of the library. What is freed a
        // second time was kept since, or the library ends the process for it.
        #[expect(unsafe_code)]
        let bytes = unsafe { malloc_usable_size(memory) };
        if bytes > LARGEST || !(keeper.frees)(memory.addr(), bytes) {
            return Some(memory);
        }
        let old = {
            // Nothing here frees anything while it is locked.
            let Ok(mut kept) = KEPT.lock() else { return Some(memory) };
            let (blocks, oldest) = &mut *kept;
            let place = *oldest;
            *oldest = (place + 1) % MOST;
            std::mem::replace(&mut blocks[place], memory.expose_provenance())
        };
        if old == 0 {
            return None;
        }
        (keeper.gives_back)(old);
        Some(ptr::with_exposed_provenance_mut(old))
    }
}

#[cfg(not(all(
    target_os = "linux",
    target_env = "gnu",
    not(target_feature = "crt-static")
)))]
mod kept {
    pub(super) fn begin(_: super::Keeper) {}
}

#[cfg(all(
    test,
    target_os = "linux",
    target_env = "gnu",
    not(target_feature = "crt-static")
))]
mod tests {
    use std::cell::RefCell;

    use super::*;

    thread_local! {
        /// What this thread frees; nothing if its blocks are not kept.
        static TOLD: RefCell<Option<Told>> = const { RefCell::new(None) };
    }

    /// The blocks that are kept, and how many were given back.
    struct Told {
        kept: Vec<usize>,
        given_back: usize,
    }

    fn frees(address: usize, bytes: usize) -> bool {
        assert!(0 < bytes && bytes <= LARGEST);
        // Not what is freed in here.
        let told = TOLD.try_with(|told| match told.try_borrow_mut() {
            Ok(mut told) => told.as_mut().map(|told| told.kept.push(address)),
            Err(_) => None,
        });
        matches!(told, Ok(Some(())))
    }

    fn gives_back(address: usize) {
        TOLD.with_borrow_mut(|told| {
            let Some(told) = told else { return };
            assert_eq!(told.kept.remove(0), address, "the oldest one");
            told.given_back += 1;
        });
    }

    #[test]
    fn what_is_kept_is_not_given_out_until_it_is_given_back() {
        keep_freed(Keeper { frees, gives_back });
        let kept = Vec::with_capacity(2 * MOST);
        TOLD.set(Some(Told { kept, given_back: 0 }));
        let large = vec![0_u8; LARGEST + 1];
        let mut were = Vec::with_capacity(3 * MOST);
        for _ in 0..3 * MOST {
            let one = Box::new([1_u64; 4]);
            let address = std::ptr::from_ref(&*one).addr();
            TOLD.with_borrow(|told| {
                let kept = &told.as_ref().expect("it is set").kept;
                assert!(!kept.contains(&address), "it is in use");
                assert!(kept.len() <= MOST);
            });
            were.push(address);
            drop(one);
        }
        drop(large);
        let told = TOLD.take().expect("it was set");
        assert_eq!(told.kept.len(), MOST);
        assert_eq!(told.given_back, 2 * MOST);
        assert_eq!(told.kept, were[2 * MOST..], "and nothing that is large");
        were.sort_unstable();
        were.dedup();
        assert!(were.len() < 3 * MOST, "what is given back is given out again");
    }
}
