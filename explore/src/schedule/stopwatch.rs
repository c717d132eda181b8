//! How long a search has taken.

use std::time::{Duration, Instant};

/// Of a search that mostly waits, for a file or another process, so much of the time on the
/// clock counts: a part in so many.
const WAITING: u32 = 10;

/// How long something has taken on this thread: the time that it had of a processor, so
/// that it is about the same on a machine that others use too.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch {
    processor: Duration,
    clock: Instant,
}

impl Stopwatch {
    /// Begins now.
    pub fn start() -> Stopwatch {
        Stopwatch { processor: processor(), clock: Instant::now() }
    }

    /// What this thread has used of a processor since, or a tenth of the time on the clock
    /// if that is more: somebody waits for it. All of that where the system does not say
    /// what a thread has used.
    pub fn elapsed(&self) -> Duration {
        let clock = self.clock.elapsed();
        let processor = match cfg!(unix) {
            true => processor().saturating_sub(self.processor),
            false => clock,
        };
        processor.max(clock / WAITING)
    }
}

fn processor() -> Duration {
    #[cfg(unix)]
    {
        use rustix::time::{ClockId, clock_gettime};
        let used = clock_gettime(ClockId::ThreadCPUTime);
        Duration::try_from(used).unwrap_or_default()
    }
    #[cfg(not(unix))]
    Duration::ZERO
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn of_who_does_not_run_a_part_of_the_time_on_the_clock_counts() {
        let pause = Duration::from_millis(30);
        let watch = Stopwatch::start();
        std::thread::sleep(pause);
        let elapsed = watch.elapsed();
        assert!(elapsed >= pause / WAITING, "{elapsed:?}");
        // It ran after the pause, if at all.
        assert!(elapsed < watch.clock.elapsed() - pause / 2, "{elapsed:?}");
    }

    #[test]
    fn who_runs_uses_what_it_runs() {
        let most = Duration::from_millis(5);
        let watch = Stopwatch::start();
        // Ends only if what the thread uses is counted.
        while processor() < watch.processor + most {}
        assert!(watch.elapsed() >= most);
    }
}
