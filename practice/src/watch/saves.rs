//! Tells when something in a folder was saved.

use std::path::Path;
use std::sync::mpsc::Sender;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::events::Event;

/// Sends an event when something in the folder may have changed, as long as what is
/// returned lives. Some file systems tell nothing, those of containers and of other
/// machines for instance; there it has to be looked at from time to time.
pub(super) fn watch(
    folder: &Path,
    sender: Sender<Event>,
) -> Option<RecommendedWatcher> {
    let tell = move |event: notify::Result<notify::Event>| {
        // To read a file is an event as well, which would lead to the next one.
        if event.is_ok_and(|event| !event.kind.is_access()) {
            let _ = sender.send(Event::Look);
        }
    };
    let mut watcher = notify::recommended_watcher(tell).ok()?;
    // The folder and not the files: many editors save by renaming.
    watcher.watch(folder, RecursiveMode::NonRecursive).ok()?;
    Some(watcher)
}
