//! The text of a learner's file.

use std::fs;
use std::path::Path;

use crate::fault::Fault;

/// The text of a file that is there.
///
/// # Errors
///
/// If it is no file, cannot be read, or is no text.
pub fn read(file: &Path) -> Result<String, Fault> {
    let fault = |matter: &str, cure: &str| {
        Fault::new(&format!("{} {matter}", file.display()), cure)
    };
    let kind = match fs::metadata(file) {
        Ok(kind) => kind,
        Err(_) if file.is_symlink() => {
            let to = fs::read_link(file).unwrap_or_default();
            let matter =
                format!("is a link to {}, which cannot be read", to.display());
            return Err(fault(&matter, "Remove the link, or mend it."));
        }
        Err(error) => {
            return Err(fault(&format!("cannot be read: {error}"), ""));
        }
    };
    if kind.is_dir() {
        return Err(fault("is a folder", "Move it: a file belongs there."));
    }
    if !kind.is_file() {
        return Err(fault("is no file", "Move it: a file belongs there."));
    }
    let bytes = fs::read(file).map_err(|error| {
        fault(&format!("cannot be read: {error}"), "Make it readable.")
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        let matter = format!("is not UTF-8 in line {line}");
        fault(&matter, "Save it as UTF-8.")
    })
}
