//! The programs: which there are, and what each says of itself.

use std::fs;
use std::path::{Path, PathBuf};

use crate::comments::Comments;
use crate::root;

/// In which language a program is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// The toolchain of <https://go.dev>.
    Go,
    /// CPython.
    Python,
    /// With the crates that the course teaches.
    Rust,
}

impl Language {
    /// The language of a file, by the end of its name.
    pub fn of(file: &Path) -> Option<Language> {
        match file.extension()?.to_str()? {
            "go" => Some(Language::Go),
            "py" => Some(Language::Python),
            "rs" => Some(Language::Rust),
            _ => None,
        }
    }

    /// What begins a comment.
    pub fn mark(self) -> &'static str {
        match self {
            Language::Python => "#",
            _ => "//",
        }
    }
}

/// One program.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its file, from the root of the workspace.
    pub file: PathBuf,
    /// Its language.
    pub language: Language,
    /// Its whole text.
    pub text: String,
    /// What it says of itself.
    pub comments: Comments,
}

impl Fact {
    /// Reads the program in this file.
    ///
    /// # Errors
    /// One line that names the file and what is wrong in it.
    pub fn read(file: &Path) -> Result<Fact, String> {
        let name = file.strip_prefix(root()).unwrap_or(file).to_path_buf();
        let wrong = |why: String| format!("{}: {why}", name.display());
        let language = Language::of(file);
        let language =
            language.ok_or_else(|| wrong("an unknown language".into()))?;
        let text =
            fs::read_to_string(file).map_err(|error| wrong(error.to_string()))?;
        let comments = Comments::read(&text, language.mark()).map_err(wrong)?;
        Ok(Fact { file: name, language, text, comments })
    }

    /// The name of its file without the end.
    pub fn stem(&self) -> String {
        self.file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// A name that no other program of its language has.
    pub fn package(&self) -> String {
        match &self.comments.beside {
            Some((lesson, section)) => format!("beside_{lesson}_{section}"),
            None => format!("fact_{}", self.stem()),
        }
    }
}

/// Every program of this folder, by language and name.
///
/// # Errors
/// One line that names a file and what is wrong in it.
pub fn all() -> Result<Vec<Fact>, String> {
    let mut facts = Vec::new();
    for folder in ["go", "python", "rust", "rust/refused"] {
        for file in files(&root().join("facts").join(folder))? {
            let lists =
                ["mod.rs", "main.rs"].iter().any(|list| file.ends_with(list));
            if lists {
                continue;
            }
            let fact = Fact::read(&file)?;
            let Comments { holds, vets, races, refused, .. } = &fact.comments;
            let shows = !vets.is_empty() || races.is_some() || refused.is_some();
            if holds.is_empty() || !(shows || fact.comments.is_run()) {
                let what = if holds.is_empty() { "holds" } else { "shows" };
                return Err(format!("{}: {what} nothing", fact.file.display()));
            }
            facts.push(fact);
        }
    }
    Ok(facts)
}

/// The files of a folder in the order of their names; none, if there is no folder.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let entries: Result<Vec<_>, _> = entries.collect();
    let entries =
        entries.map_err(|error| format!("{}: {error}", folder.display()))?;
    let files =
        entries.iter().map(fs::DirEntry::path).filter(|path| path.is_file());
    let mut files: Vec<PathBuf> = files.collect();
    files.sort();
    Ok(files)
}
