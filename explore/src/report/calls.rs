//! The lines of the program that lead to a step.

use std::collections::HashMap;
use std::panic::Location;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::steps::Place;
use crate::schedule::calls::Stack;

/// Whether calls are told that are made in the file with this path.
pub(crate) type Tells = Box<dyn Fn(&str) -> bool + Send>;

/// What the debug information knows of addresses.
#[derive(Default)]
pub(super) struct Lines {
    /// The calls at an address: several where functions were inlined.
    known: HashMap<usize, Vec<(PathBuf, u32)>>,
    /// Where the compiler ran: it has the paths below without this part.
    folder: Option<PathBuf>,
}

impl Lines {
    /// Reads what is known of a stack. The operation that it leads to was called at this
    /// place, as the compiler has it.
    pub(super) fn read(&mut self, stack: &Stack, at: &Location<'_>) {
        for &address in &**stack {
            let calls = self.known.entry(address).or_insert_with(|| lines(address));
            let same = calls.iter().find(|(_, line)| *line == at.line());
            if let (None, Some((path, _))) = (&self.folder, same) {
                self.folder = folder(path, Path::new(at.file()));
            }
        }
    }

    /// The calls that are told, the innermost first, of a stack that was read.
    pub(super) fn calls(&self, stack: &Stack, tells: &Tells) -> Arc<[Place]> {
        let known = stack.iter().filter_map(|address| self.known.get(address));
        let places = known.flatten().filter_map(|(path, line)| {
            let folder = self.folder.as_ref();
            let inside = folder.and_then(|folder| path.strip_prefix(folder).ok());
            let file = inside.unwrap_or(path).to_str()?;
            tells(file).then(|| Place { file: file.into(), line: *line })
        });
        places.collect()
    }
}

/// The folder in which the whole path has this name.
fn folder(path: &Path, name: &Path) -> Option<PathBuf> {
    let is_inside =
        name.is_relative() && path.is_absolute() && path.ends_with(name);
    let folder = path.ancestors().nth(name.components().count());
    folder.filter(|_| is_inside).map(Path::to_path_buf)
}

fn lines(address: usize) -> Vec<(PathBuf, u32)> {
    let mut calls = Vec::new();
    backtrace::resolve(std::ptr::without_provenance_mut(address), |symbol| {
        if let (Some(file), Some(line)) = (symbol.filename(), symbol.lineno()) {
            calls.push((file.to_path_buf(), line));
        }
    });
    calls
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::folder;

    #[test]
    fn the_folder_of_the_compiler_is_what_a_name_leaves_out() {
        let found =
            |path: &str, name: &str| folder(Path::new(path), Path::new(name));
        let course = Some(PathBuf::from("/home/course"));
        assert_eq!(found("/home/course/a/src/lib.rs", "a/src/lib.rs"), course);
        assert_eq!(found("/home/course/src/lib.rs", "b/src/lib.rs"), None);
        assert_eq!(found("/home/a.rs", "/home/a.rs"), None);
        assert_eq!(found("src/lib.rs", "src/lib.rs"), None);
    }
}
