//! How far a process has come that explores and has no verdict yet.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// How many schedules have begun, in all searches so far.
    pub schedules: usize,
    /// About how many are left of the search that goes on, if that can be told.
    pub left: Option<u64>,
}

impl Progress {
    /// What the process has told last that will write its verdict into this file; nothing
    /// if it has told nothing.
    pub fn read(verdict: &Path) -> Option<Progress> {
        ron::from_str(&fs::read_to_string(Progress::file(verdict)).ok()?).ok()
    }

    /// Where it is told, beside the verdict.
    pub fn file(verdict: &Path) -> PathBuf {
        verdict.with_extension("progress")
    }
}
