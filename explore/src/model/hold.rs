//! In which ways a lock is held.

/// How a lock is held, or is to be held. A mutex is held to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// Beside others who read. Who comes waits behind a writer that waits.
    Read,
    /// The same, but who comes goes before a writer that waits.
    ReadAgain,
    /// Beside others who read, as the only one who may go on to write.
    Upgradable,
    /// Alone.
    Write,
    /// Alone, by the one who has read as the only one who may.
    Upgraded,
}
