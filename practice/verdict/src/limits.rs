//! What bounds this process from within.

/// The most address space that an answer may take, in bytes.
#[cfg(unix)]
const MEMORY: u64 = 1 << 30;

/// The most time on a processor for one seed, in seconds, if nobody else ends it: the
/// process that has started this one does so earlier.
#[cfg(unix)]
const SECONDS: u64 = 90;

/// Bounds the address space, so that an answer that allocates without end is ended and
/// not the machine. Where the system has no such bound, macOS and Windows, nothing
/// happens.
pub(crate) fn set(seeds: u64) {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let limit = |most| Rlimit { current: Some(most), maximum: Some(most) };
        // A system that refuses leaves the time limit.
        let _ = setrlimit(Resource::As, limit(MEMORY));
        let _ = setrlimit(Resource::Cpu, limit(SECONDS.saturating_mul(seeds)));
        let _ = setrlimit(Resource::Core, limit(0));
    }
    #[cfg(not(unix))]
    let _ = seeds;
}
