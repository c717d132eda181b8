//! The programs in Go and Python that the pages show beside a section.
//!
//! They stand in the folder `beside` of a lesson, as `SECTION.go` and `SECTION.py`, and
//! begin with `// beside LESSON SECTION`. All are compiled; those that say what they
//! print are run.

use std::fs;
use std::path::Path;

use crate::fact::{Fact, files};
use crate::root;

/// Every one of them, by lesson and section.
///
/// # Errors
/// One line that names a file and what is wrong in it.
pub fn all() -> Result<Vec<Fact>, String> {
    let mut found = Vec::new();
    for week in ["week7/goroutines", "week8/channels"] {
        let mut lessons = Vec::new();
        for entry in fs::read_dir(root().join(week)).into_iter().flatten().flatten()
        {
            lessons.push(entry.path());
        }
        lessons.sort();
        for lesson in lessons {
            for file in files(&lesson.join("beside"))? {
                found.push(read(&lesson, &file)?);
            }
        }
    }
    Ok(found)
}

/// Its head must say what its path says.
fn read(lesson: &Path, file: &Path) -> Result<Fact, String> {
    let fact = Fact::read(file)?;
    let name = |path: &Path| {
        path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    };
    let wanted = (name(lesson), name(file));
    if fact.comments.beside.as_ref() != Some(&wanted) {
        let (lesson, section) = wanted;
        let mark = fact.language.mark();
        let file = fact.file.display();
        return Err(format!(
            "{file}: does not say `{mark} beside {lesson} {section}`"
        ));
    }
    Ok(fact)
}
