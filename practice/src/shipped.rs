//! The answers that an exercise brings besides its solution: the odd and the wrong ones.
//!
//! `odd/NAME.rs` or `wrong/NAME.rs` is such an answer. Most differ from another one in a
//! few lines. Of these `NAME.patch` keeps what the head of the answer says and, as a
//! unified diff, what is different below the head, so that a reader sees the mistake and
//! nothing else. Behind `---` stands from what it differs: from the solution or from an
//! odd answer, and that one is a file of its own and no patch.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use diffy::Patch;

use crate::Exercise;
use workshop::Fault;

mod pack;
#[cfg(test)]
mod tests;

/// The base of most.
const SOLUTION: &str = "solution";

impl Exercise {
    /// The whole text of an odd or a wrong answer. This is the only way to one.
    ///
    /// # Errors
    ///
    /// If there is no such answer, or its patch does not apply. The fault names the file.
    pub fn shipped(&self, name: &str) -> Result<String, Fault> {
        text(self, &stem(self, name)?)
    }
}

/// The files of all odd and wrong answers, from the exercise's folder and without an
/// extension.
fn stems(exercise: &Exercise) -> Vec<String> {
    let odd = exercise.odd.iter().map(|name| format!("odd/{name}"));
    let wrong = exercise.wrong.iter().map(|one| format!("wrong/{}", one.name));
    odd.chain(wrong).collect()
}

/// The one of this name.
fn stem(exercise: &Exercise, name: &str) -> Result<String, Fault> {
    let is_it = |stem: &String| stem.split_once('/').is_some_and(|it| it.1 == name);
    stems(exercise).into_iter().find(is_it).ok_or_else(|| {
        let why = format!("{} has no odd or wrong answer `{name}`", exercise.name);
        Fault::new(&why, "lib.rs of the practice crate lists them.")
    })
}

fn text(exercise: &Exercise, stem: &str) -> Result<String, Fault> {
    let file = patch(exercise, stem);
    match (base(exercise, stem)?, read(&file)?) {
        (Some(whole), None) => Ok(whole),
        (None, Some(patch)) => applied(exercise, &file, &patch),
        (Some(_), Some(_)) => Err(Fault::new(
            &format!("{} stands beside the whole answer", file.display()),
            "Remove one of the two.",
        )),
        (None, None) => Err(Fault::new(
            &format!("there is no {}, and no such file in .rs", file.display()),
            "Write it, or take its name out of the list.",
        )),
    }
}

/// The text of a file that is no patch, if there is one.
fn base(exercise: &Exercise, stem: &str) -> Result<Option<String>, Fault> {
    match stem {
        SOLUTION => Ok(Some(exercise.solution.to_string())),
        _ => read(&whole(exercise, stem)),
    }
}

fn applied(exercise: &Exercise, file: &Path, text: &str) -> Result<String, Fault> {
    let fault = |why: &str| {
        let why = format!("{} does not apply: {why}", file.display());
        Fault::new(&why, "Mend it, or give the whole answer to `shipped --take`.")
    };
    let (head, diff) = split(text);
    let patch = Patch::from_str(diff).map_err(|error| fault(&error.to_string()))?;
    // What is behind the last hunk that can be read would be left out without a word.
    let hunks = patch.hunks().iter().map(|hunk| 1 + hunk.lines().len());
    let lines = diff.lines().filter(|line| !line.starts_with('\\'));
    if patch.hunks().is_empty() || lines.count() != 2 + hunks.sum::<usize>() {
        return Err(fault("not each of its lines is part of a unified diff"));
    }
    let name = patch.original().unwrap_or_default();
    let stem = name.strip_suffix(".rs").unwrap_or_default();
    let may_be = stem == SOLUTION || stem.starts_with("odd/");
    let base = if may_be { base(exercise, stem)? } else { None };
    let Some(base) = base else {
        let why = "is neither the solution nor an odd answer that is no patch";
        return Err(fault(&format!("`{name}` {why}")));
    };
    let changed = diffy::apply(split(&base).1, &patch);
    let changed = changed.map_err(|error| fault(&format!("{error} to {name}")))?;
    Ok(format!("{head}{changed}"))
}

/// What the head of an answer says, and the rest.
fn split(text: &str) -> (&str, &str) {
    let lines = text.split_inclusive('\n');
    let head = lines.take_while(|line| line.starts_with("//!"));
    text.split_at(head.map(str::len).sum())
}

fn whole(exercise: &Exercise, stem: &str) -> PathBuf {
    Path::new(exercise.folder).join(format!("{stem}.rs"))
}

fn patch(exercise: &Exercise, stem: &str) -> PathBuf {
    Path::new(exercise.folder).join(format!("{stem}.patch"))
}

/// Nothing if there is no such file.
fn read(file: &Path) -> Result<Option<String>, Fault> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Fault::of_path(file, &error)),
    }
}
