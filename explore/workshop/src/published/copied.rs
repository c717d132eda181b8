//! The source of a published crate, copied.

use std::fs;
use std::io;
use std::path::Path;

use super::changes::changed;

/// What is no part of the crate.
const LEFT: [&str; 5] =
    ["Cargo.toml", "Cargo.lock", "tests", "benches", "examples"];

/// Copies the package of this name from one folder to another one, with what has to be
/// changed in it. Files that are so already are left alone.
///
/// # Errors
///
/// If a file cannot be read or written, or no more looks as what was to be changed.
pub(super) fn copy(package: &str, from: &Path, to: &Path) -> io::Result<()> {
    copy_in(package, Path::new(""), from, to)
}

fn copy_in(package: &str, at: &Path, from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to.join(at))?;
    for entry in fs::read_dir(from.join(at))? {
        let entry = entry?;
        let name = entry.file_name();
        let is_left = LEFT.iter().any(|left| name == *left);
        if at == Path::new("") && is_left || name.to_string_lossy().starts_with('.')
        {
            continue;
        }
        let at = at.join(name);
        if entry.file_type()?.is_dir() {
            copy_in(package, &at, from, to)?;
            continue;
        }
        let bytes = fs::read(entry.path())?;
        let bytes = changed(package, &at, bytes)?;
        if fs::read(to.join(&at)).ok().as_ref() != Some(&bytes) {
            fs::write(to.join(&at), bytes)?;
        }
    }
    Ok(())
}
