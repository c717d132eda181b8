//! Committed transcripts: one run of a section, kept so that its picture stays the same.
//!
//! A section has a picture on its page if `pictures/SECTION.transcript` stands in its
//! lesson's folder. There is no other list.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use shared::{Lesson, Log, Section, Transcript, picture};

use crate::root;

/// The committed transcript of a section, if it has one.
///
/// # Errors
/// One line that names the file, when it cannot be read or is damaged.
pub fn transcript(section: &Section) -> Result<Option<Transcript>, String> {
    let file = file(section, "transcript");
    let text = match fs::read_to_string(&file) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        text => text.map_err(|error| format!("{}: {error}", file.display()))?,
    };
    let transcript = Transcript::parse(&text);
    transcript.map(Some).map_err(|error| format!("{}: {error}", file.display()))
}

/// The SVG drawn from the committed transcript, and the file that it belongs in.
///
/// # Errors
/// As [`transcript`].
pub fn svg(section: &Section) -> Result<Option<(PathBuf, String)>, String> {
    let drawn = |transcript| picture(section.title, &transcript);
    let svg = transcript(section)?.map(drawn);
    Ok(svg.map(|svg| (file(section, "svg"), svg)))
}

/// Runs the section once and keeps its transcript.
///
/// # Errors
/// One line that names the file, when it cannot be written.
pub fn record(lesson: &Lesson, section: &str) -> Result<(), String> {
    let named = lesson.section(section);
    let section = named.ok_or_else(|| format!("no section `{section}`"))?;
    let log = Log::silent();
    (section.run)(&log);
    let file = file(section, "transcript");
    let folder = file.parent().expect("a file in pictures/");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&file, log.transcript().to_string()))
        .map_err(|error| format!("{}: {error}", file.display()))
}

/// `pictures/SECTION.ENDING` in the folder of the section's lesson.
fn file(section: &Section, ending: &str) -> PathBuf {
    let lib = root().join(section.lib);
    let lesson = lib.ancestors().nth(2).expect("LESSON/src/lib.rs");
    lesson.join("pictures").join(format!("{}.{ending}", section.name))
}
