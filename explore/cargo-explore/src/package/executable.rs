//! A program that stays as it was built.

use std::fs;
use std::io;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process;

/// A program under a name of its own, beside the one that cargo has given it: of two
/// workspaces with one target folder, cargo gives one name to what is called alike in
/// both. It is removed with this.
#[derive(Debug)]
pub(super) struct Executable {
    /// The name that cargo has given it, by which it is called.
    pub(super) called: PathBuf,
    own: PathBuf,
}

impl Executable {
    /// What cargo has built under this name, before somebody else builds there.
    ///
    /// # Errors
    ///
    /// If it can have no other name.
    pub(super) fn of(built: &Path) -> io::Result<Executable> {
        let mut name = built.file_stem().unwrap_or_default().to_os_string();
        name.push(format!("-{}", process::id()));
        if let Some(extension) = built.extension() {
            name.push(".");
            name.push(extension);
        }
        let own = built.with_file_name(name);
        // One that a process with this number has left.
        let _ = fs::remove_file(&own);
        if fs::hard_link(built, &own).is_err() {
            fs::copy(built, &own)?;
        }
        Ok(Executable { called: built.to_path_buf(), own })
    }
}

impl Deref for Executable {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.own
    }
}

impl Drop for Executable {
    fn drop(&mut self) {
        // What cannot be removed does no harm.
        let _ = fs::remove_file(&self.own);
    }
}
