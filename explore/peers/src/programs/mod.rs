//! The programs. They are compiled once for each tool, whose locks, channels, atomics and
//! threads stand in the module above. `Arc` is the standard library's for all.

mod atomics;
mod channels;
mod classics;
mod locks;
mod stack;

use super::thread::JoinHandle;

/// A program of this many tasks, stages or readers.
pub type Program = fn(usize);

/// The program with this name.
pub fn named(name: &str) -> Option<Program> {
    Some(match name {
        "lost_update" => atomics::lost_update,
        "readers" => atomics::readers,
        "writers" => atomics::writers,
        "philosophers" => locks::philosophers,
        "buffer" => locks::buffer,
        "pipeline" => channels::pipeline,
        "pool" => channels::pool,
        "lastzero" => classics::lastzero,
        "indexer" => classics::indexer,
        "filesystem" => classics::filesystem,
        "treiber" => stack::treiber,
        _ => return None,
    })
}

fn join_all(tasks: impl IntoIterator<Item = JoinHandle<()>>) {
    for task in tasks {
        task.join().expect("no task panics");
    }
}
