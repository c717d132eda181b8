//! What the machine itself has.

use std::env;
use std::io::{self, IsTerminal};

use crate::finding::Finding;
use crate::folders::{Folders, nearest};

const GB: u64 = 1 << 30;

/// What compiling takes in memory at least, in bytes: the judge is bounded to as much.
const MEMORY: u64 = GB;

/// What the lessons and the first check take on disk, in bytes, when all is built.
const LESSONS: u64 = GB;

/// What is on disk when the tests are built and the exercises are proved, in bytes.
const ALL: u64 = 4 * GB;

/// The memory that is free, for this process too.
pub fn memory() -> Finding {
    let free = [free_memory(), group_memory(), own_memory()];
    match free.into_iter().flatten().min() {
        Some(free) if free < MEMORY => Finding::missing(
            "memory",
            format!("{} is free; 1 GB is needed to build", size(free)),
            "end other programs, or raise the limit (ulimit -v, or the container's)\n\
             CARGO_BUILD_JOBS=1 takes less at a time",
        ),
        Some(free) => Finding::ok("memory", format!("{} is free", size(free))),
        None => Finding::ok("memory", "how much is free is not told here"),
    }
}

/// Where the system has a file that says it.
fn free_memory() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024)
}

/// Of a container: its limit without what it has taken.
fn group_memory() -> Option<u64> {
    let number = |file: &str| -> Option<u64> {
        let text =
            std::fs::read_to_string(format!("/sys/fs/cgroup/{file}")).ok()?;
        text.trim().parse().ok()
    };
    Some(number("memory.max")?.saturating_sub(number("memory.current")?))
}

/// The limit of this process, which what it starts inherits.
#[cfg(unix)]
fn own_memory() -> Option<u64> {
    use rustix::process::{Resource, getrlimit};
    getrlimit(Resource::As).current
}

#[cfg(not(unix))]
fn own_memory() -> Option<u64> {
    None
}

/// The space that is free where things are built.
pub fn disk(folders: &Folders) -> Finding {
    let target = &folders.target;
    let place = nearest(target).unwrap_or(target);
    let Some(free) = free_space(place) else {
        return Finding::ok("disk", "how much is free is not told here");
    };
    let found = format!("{} is free in {}", size(free), place.display());
    let another = "CARGO_TARGET_DIR names another folder to build in";
    match free {
        ..LESSONS => {
            Finding::missing("disk", format!("{found}; 1 GB is needed"), another)
        }
        LESSONS..ALL => Finding::note(
            "disk",
            found,
            format!(
                "enough for lessons and checks; all tests and proofs take up to 4 GB; \
                 {another}"
            ),
        ),
        _ => Finding::ok("disk", found),
    }
}

#[cfg(unix)]
fn free_space(place: &std::path::Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(place).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(not(unix))]
fn free_space(_: &std::path::Path) -> Option<u64> {
    None
}

/// In bytes, as people say it.
fn size(bytes: u64) -> String {
    format!("{}.{} GB", bytes / GB, bytes % GB * 10 / GB)
}

/// A terminal, best of 80 columns or more.
pub fn terminal() -> Finding {
    let without = |found: String| {
        let use_of_it =
            "`watch` needs one, best of 80 columns; all else works in a pipe";
        Finding::without("terminal", found, use_of_it)
    };
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return without("none here".to_string());
    }
    if env::var_os("TERM").is_some_and(|term| term == "dumb") {
        return without("one that cannot move its cursor (TERM=dumb)".to_string());
    }
    match columns() {
        Some(columns) if columns < 80 => without(format!("{columns} columns")),
        Some(columns) => Finding::ok("terminal", format!("{columns} columns")),
        None => Finding::ok("terminal", "how wide it is is not told here"),
    }
}

#[cfg(unix)]
fn columns() -> Option<u16> {
    let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
    Some(size.ws_col).filter(|columns| *columns > 0)
}

#[cfg(not(unix))]
fn columns() -> Option<u16> {
    None
}
