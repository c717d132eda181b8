//! Where packages are made and built, and by whom.

use std::env;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{self, Path, PathBuf};
use std::sync::LazyLock;

use crate::fault::Fault;

/// The root of the course.
pub fn root() -> &'static Path {
    let workshop = Path::new(env!("CARGO_MANIFEST_DIR"));
    let course = workshop.ancestors().nth(2);
    course.expect("explore/workshop/ stands in the course")
}

/// Where packages are made and built: a path that means the same from every folder.
pub fn target() -> &'static Path {
    static TARGET: LazyLock<PathBuf> = LazyLock::new(|| {
        let target =
            env::var_os("CARGO_TARGET_DIR").filter(|name| !name.is_empty());
        // As cargo takes it, from the folder in which it was called.
        let target = target
            .map(PathBuf::from)
            .map(|folder| path::absolute(&folder).unwrap_or(folder));
        target.unwrap_or_else(|| root().join("target")).join("practice")
    });
    &TARGET
}

/// Where the package of this name is made.
pub fn folder(label: &str) -> PathBuf {
    target().join("packages").join(label)
}

/// Gives a package the versions that the course is tested with: they are downloaded with
/// it. Cargo takes out of the lock file what the package does not need, so a copy cannot
/// be told from a stale one by its text; it is stale if the course's file is younger.
///
/// # Errors
///
/// If one of the files cannot be read or written.
pub fn lock(folder: &Path) -> io::Result<()> {
    let (course, copy) = (root().join("Cargo.lock"), folder.join("Cargo.lock"));
    let changed = |file: &Path| fs::metadata(file).and_then(|file| file.modified());
    match (changed(&course), changed(&copy)) {
        (Ok(course), Ok(copy)) if course <= copy => {}
        _ => {
            // Not copied as a file: a copy of a read-only one cannot be changed by cargo.
            fs::write(copy, fs::read(course)?)?;
        }
    }
    Ok(())
}

/// Leaves a file alone that has this text, so that cargo sees no change.
///
/// # Errors
///
/// If it cannot be written.
pub fn save(file: &Path, text: &str) -> io::Result<()> {
    match fs::read_to_string(file) {
        Ok(old) if old == text => Ok(()),
        _ => fs::write(file, text),
    }
}

/// Waits until nobody else builds or runs in the folder of this name, and tells if there
/// is somebody. The turn lasts until the file is dropped.
///
/// # Errors
///
/// If there can be no such file.
pub fn turn(label: &str, waits: impl FnOnce()) -> Result<File, Fault> {
    with_turns(|turns| {
        let turn = File::create(turns.join(label))?;
        if let Err(TryLockError::WouldBlock) = turn.try_lock() {
            waits();
        }
        turn.lock()?;
        Ok(turn)
    })
}

/// What rustc keeps from build to build stays until the file is dropped: a build reads it
/// and writes it. So many may build as want to.
///
/// # Errors
///
/// If there can be no such file.
pub(crate) fn keeps() -> Result<File, Fault> {
    with_turns(|turns| {
        let kept = File::create(turns.join(KEPT))?;
        kept.lock_shared()?;
        Ok(kept)
    })
}

/// Waits until nobody builds. Nobody begins to until the file is dropped.
///
/// # Errors
///
/// If there can be no such file.
pub(crate) fn forgets() -> Result<File, Fault> {
    with_turns(|turns| {
        let kept = File::create(turns.join(KEPT))?;
        kept.lock()?;
        Ok(kept)
    })
}

/// Locked together by those who build, and by one alone who removes what is kept. No label
/// is called so.
const KEPT: &str = ".kept";

fn with_turns(take: impl FnOnce(&Path) -> io::Result<File>) -> Result<File, Fault> {
    let turns = target().join("turns");
    let taken = fs::create_dir_all(&turns).and_then(|()| take(&turns));
    taken.map_err(|error| Fault::of_path(&turns, &error))
}
