//! Writes answers as patches where that is shorter, and as whole files again.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;

use diffy::DiffOptions;

use super::{SOLUTION, base, patch, read, split, stem, stems, text, whole};
use crate::Exercise;
use workshop::Fault;

/// Lines around each change.
const CONTEXT: usize = 2;

/// How much of the whole answer a patch may be, in lines: of more, the whole tells more.
const MOST: (usize, usize) = (2, 3);

/// Texts by the stems of their files.
type Texts = BTreeMap<String, String>;

impl Exercise {
    /// Puts a text in the place of an odd or a wrong answer: as a patch if that is
    /// shorter. One that patches are based on stays a whole file.
    ///
    /// # Errors
    ///
    /// If there is no such answer, a file cannot be written, or another answer's patch does
    /// not apply to this one any more.
    pub(crate) fn take(&self, name: &str, new: &str) -> Result<(), Fault> {
        let taken = stem(self, name)?;
        let (mut bases, mut patched) = (Texts::new(), Vec::new());
        let from = format!("--- {taken}.rs");
        for stem in stems(self).into_iter().filter(|stem| *stem != taken) {
            match read(&patch(self, &stem))? {
                Some(patch) if patch.lines().any(|line| line == from) => {
                    patched.push(stem);
                }
                None if stem.starts_with("odd/") => {
                    bases.extend(base(self, &stem)?.map(|text| (stem, text)));
                }
                _ => {}
            }
        }
        bases.insert(SOLUTION.into(), self.solution.into());
        if !patched.is_empty() {
            bases.clear();
        }
        write(self, &taken, new, &bases)?;
        patched.iter().try_for_each(|stem| text(self, stem).map(drop))
    }

    /// Makes whole files of all patches.
    ///
    /// # Errors
    ///
    /// If a patch does not apply, or a file cannot be written.
    pub(crate) fn unpack(&self) -> Result<(), Fault> {
        let texts = texts(self)?;
        let none = Texts::new();
        texts.iter().try_for_each(|(stem, text)| write(self, stem, text, &none))
    }

    /// Makes patches where that is shorter, so that all together have few lines.
    ///
    /// # Errors
    ///
    /// If a patch does not apply, or a file cannot be written.
    pub(crate) fn pack(&self) -> Result<(), Fault> {
        let texts = texts(self)?;
        let bases = bases(self, &texts);
        for (stem, text) in &texts {
            let others =
                if bases.contains_key(stem) { &Texts::new() } else { &bases };
            write(self, stem, text, others)?;
        }
        Ok(())
    }
}

/// All answers, whole.
fn texts(exercise: &Exercise) -> Result<Texts, Fault> {
    let texts = stems(exercise).into_iter().map(|stem| {
        let text = text(exercise, &stem)?;
        Ok((stem, text))
    });
    texts.collect()
}

/// Which answers are to stay whole so that others can be patches of them. Each odd one at
/// first; then, one after the other, the one is taken out that saves most as a patch.
fn bases(exercise: &Exercise, texts: &Texts) -> Texts {
    let mut bases = texts.clone();
    bases.retain(|stem, _| stem.starts_with("odd/"));
    bases.insert(SOLUTION.into(), exercise.solution.into());
    let mut lengths = BTreeMap::new();
    for (stem, text) in texts {
        for (base, from) in bases.iter().filter(|base| base.0 != stem) {
            let lines =
                patched(stem, text, base, from).map(|it| it.lines().count());
            lengths.insert((stem.as_str(), base.clone()), lines);
        }
    }
    let sum = |bases: &Texts| -> usize {
        let shortest = |(stem, text): (&String, &String)| {
            let patches = bases.keys().filter(|_| !bases.contains_key(stem));
            let patches =
                patches.filter_map(|base| lengths[&(stem.as_str(), base.clone())]);
            patches.min().unwrap_or(text.lines().count())
        };
        texts.iter().map(shortest).sum()
    };
    loop {
        let fewer = bases.keys().filter(|stem| *stem != SOLUTION).map(|stem| {
            let mut fewer = bases.clone();
            fewer.remove(stem);
            fewer
        });
        match fewer.min_by_key(sum) {
            Some(fewer) if sum(&fewer) < sum(&bases) => bases = fewer,
            _ => return bases,
        }
    }
}

/// Writes an answer as the shortest patch of one of the bases, or whole.
fn write(
    exercise: &Exercise,
    stem: &str,
    text: &str,
    bases: &Texts,
) -> Result<(), Fault> {
    let patches =
        bases.iter().filter_map(|(name, base)| patched(stem, text, name, base));
    let shortest = patches.min_by_key(|patch| patch.lines().count());
    let (patch, whole) = (patch(exercise, stem), whole(exercise, stem));
    let (file, other, text) = match &shortest {
        Some(shortest) => (patch, whole, shortest.as_str()),
        None => (whole, patch, text),
    };
    fs::write(&file, text).map_err(|error| Fault::of_path(&file, &error))?;
    match fs::remove_file(&other) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(Fault::of_path(&other, &error))
        }
        _ => Ok(()),
    }
}

/// An answer as a patch of a base, unless that is hardly shorter.
fn patched(stem: &str, text: &str, name: &str, base: &str) -> Option<String> {
    let (head, body) = split(text);
    let mut options = DiffOptions::new();
    options.set_context_len(CONTEXT);
    options.set_original_filename(format!("{name}.rs"));
    options.set_modified_filename(format!("{stem}.rs"));
    let patch = options.create_patch(split(base).1, body);
    let patch = format!("{head}{patch}");
    let (few, of) = MOST;
    let is_short = of * patch.lines().count() <= few * text.lines().count();
    is_short.then_some(patch)
}
