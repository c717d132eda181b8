//! Ends what judging has started, when nobody waits for its verdict any more.

use std::io;
use std::process::{Child, Command};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Stops judging from another thread: at once, with all processes that it has started.
#[derive(Clone, Debug, Default)]
pub struct Stop {
    state: Arc<Mutex<State>>,
    /// Whether cargo leads a group of its own as well. Then a Ctrl-C at the terminal does
    /// not reach it, and only this ends it, with all that it has started.
    pub is_sole: bool,
}

#[derive(Debug, Default)]
struct State {
    stopped: bool,
    /// The process that runs now, which leads a group of its own.
    runs: Option<u32>,
}

impl Stop {
    /// One that is used, however the program ends.
    pub fn sole() -> Stop {
        Stop { is_sole: true, ..Stop::default() }
    }

    /// Ends what runs, and lets nothing begin any more.
    pub fn stop(&self) {
        let mut state = self.state();
        state.stopped = true;
        if let Some(leader) = state.runs.take() {
            end_group(leader);
        }
    }

    /// Whether it was stopped.
    pub fn is_stopped(&self) -> bool {
        self.state().stopped
    }

    /// Starts a process, which [`stop`](Stop::stop) ends if it leads a group.
    ///
    /// # Errors
    ///
    /// If it cannot be started, or was stopped before.
    pub fn start(&self, command: &mut Command) -> io::Result<Child> {
        let mut state = self.state();
        if state.stopped {
            return Err(io::Error::new(
                io::ErrorKind::Interrupted,
                "it was stopped",
            ));
        }
        let child = command.spawn()?;
        state.runs = Some(child.id());
        Ok(child)
    }

    /// The process has ended: its number may soon be another one's.
    pub fn ended(&self) {
        self.state().runs = None;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes it the leader of a group of its own.
pub fn in_a_group(command: &mut Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(not(unix))]
    let _ = command;
}

/// Ends a process that leads a group, with all that it has started.
pub fn end_group(leader: u32) {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        if let Some(group) = i32::try_from(leader).ok().and_then(Pid::from_raw) {
            // There may be nobody left.
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
    #[cfg(not(unix))]
    let _ = leader;
}
