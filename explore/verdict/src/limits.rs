//! What bounds this process from within.

use std::time::Duration;

#[cfg(unix)]
use crate::MEMORY;

/// Bounds the address space, so that an answer that allocates without end is ended and
/// not the machine, and the time on a processor. Where the system has no such bounds,
/// macOS in part and Windows, nothing happens.
pub(crate) fn set(seeds: u64) {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let limit = |most| Rlimit { current: Some(most), maximum: Some(most) };
        let seconds = crate::patience::most(seeds).as_secs();
        // A system that refuses leaves those who look from time to time.
        let _ = setrlimit(Resource::As, limit(MEMORY));
        let _ = setrlimit(Resource::Cpu, limit(seconds));
        let _ = setrlimit(Resource::Core, limit(0));
    }
    #[cfg(not(unix))]
    let _ = seeds;
}

/// What this process has used of a processor; where that is not known, how long it runs.
pub(crate) fn used() -> Duration {
    #[cfg(unix)]
    {
        use rustix::time::{ClockId, clock_gettime};
        let used = clock_gettime(ClockId::ProcessCPUTime);
        Duration::try_from(used).unwrap_or_default()
    }
    #[cfg(not(unix))]
    {
        use std::sync::LazyLock;
        use std::time::Instant;
        static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);
        BEGIN.elapsed()
    }
}
