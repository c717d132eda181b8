use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// One of tokio's own, made where it is first used, so that a `const fn` can promise it.
/// In an `Arc` for those of its guards that own it.
pub(super) struct Made<V, L> {
    made: OnceLock<Arc<L>>,
    /// What it is made of.
    of: Mutex<Option<V>>,
    make: fn(V) -> L,
}

impl<V, L> Made<V, L> {
    pub(super) const fn new(of: V, make: fn(V) -> L) -> Made<V, L> {
        Made { made: OnceLock::new(), of: Mutex::new(Some(of)), make }
    }

    pub(super) fn get(&self) -> &Arc<L> {
        self.made.get_or_init(|| {
            let of = self.of.lock().unwrap_or_else(PoisonError::into_inner).take();
            Arc::new((self.make)(of.expect("it is made once")))
        })
    }

    /// For who has it alone.
    pub(super) fn get_mut(&mut self) -> &mut L {
        self.get();
        let made = self.made.get_mut().and_then(Arc::get_mut);
        made.expect("a guard that owns it would keep its owner")
    }

    /// For who has it alone.
    pub(super) fn into_inner(self) -> L {
        self.get();
        let made = self.made.into_inner().and_then(Arc::into_inner);
        made.expect("a guard that owns it would keep its owner")
    }
}

impl<V, L: fmt::Debug> fmt::Debug for Made<V, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}
