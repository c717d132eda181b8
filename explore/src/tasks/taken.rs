use std::panic::Location;

use crate::schedule::engine::with_run;
use crate::schedule::parts::Part;
use crate::schedule::run::Run;

/// What a future has taken that another one may drop half-way, as a select drops the
/// branches that lose. If it does, the record tells what went with the future: a message
/// that it had received before the wait in which it was dropped, a lock, permits.
#[derive(Debug, Default)]
pub struct Taken(Part);

impl Taken {
    /// Polls the future. What the task takes meanwhile is taken by the future.
    pub fn by<T>(&mut self, poll: impl FnOnce() -> T) -> T {
        struct Ends<'a>(&'a mut Part);

        impl Drop for Ends<'_> {
            fn drop(&mut self) {
                if let Some(part) = with_run(Run::end_part).flatten() {
                    *self.0 = part;
                }
            }
        }

        with_run(|run| run.begin_part(&mut self.0));
        let _ends = Ends(&mut self.0);
        poll()
    }

    /// Drops the future, which is not done: the current task does so there.
    pub fn drops(mut self, at: &'static Location<'static>, drop: impl FnOnce()) {
        // In a panic everything is dropped.
        let tells = !std::thread::panicking()
            && with_run(|run| run.begin_drop(&mut self.0, at)) == Some(true);
        drop();
        if tells {
            with_run(Run::end_drop);
        }
    }
}
