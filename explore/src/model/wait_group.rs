//! How crossbeam's wait group is modelled.

/// How many are in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct WaitGroup {
    pub(crate) members: usize,
}

impl WaitGroup {
    /// Who waits goes on when nobody is left.
    pub(crate) fn is_empty(&self) -> bool {
        self.members == 0
    }
}
