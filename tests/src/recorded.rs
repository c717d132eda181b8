//! Committed transcripts: one run of each section, kept so that the page can show what
//! it printed and its picture stays the same.
//!
//! `runs/SECTION.transcript` stands in the lesson's folder; its first line says on how
//! many cores it was recorded, and whether the build was optimised. A section has a picture
//! on its page if `pictures/SECTION.svg` stands there. There is no other list.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::thread;

use shared::{Lesson, Log, Section, Transcript, picture};

use crate::program::without_place;

/// One run of a section.
pub struct Run {
    /// The cores of the machine on which it was recorded.
    pub cores: usize,
    /// Whether it was recorded by a release build, as figures should be.
    pub release: bool,
    /// What was written.
    pub transcript: Transcript,
}

/// What the first line ends with if the build was optimised.
const RELEASE: &str = ", release build";

/// The committed run of a section, if it has one.
///
/// # Errors
/// One line that names the file, when it cannot be read or is damaged.
pub fn run(section: &Section) -> Result<Option<Run>, String> {
    let file = file(section, "runs", "transcript");
    let text = match fs::read_to_string(&file) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        text => text.map_err(|error| at(&file, error))?,
    };
    let (first, events) = text.split_once('\n').unwrap_or_default();
    let release = first.strip_suffix(RELEASE);
    let cores = release.unwrap_or(first).strip_prefix("# cores: ");
    let cores = cores.and_then(|n| n.parse().ok());
    let cores = cores.ok_or_else(|| at(&file, "begins without `# cores: `"))?;
    let transcript = Transcript::parse(events).map_err(|error| at(&file, error))?;
    Ok(Some(Run { cores, release: release.is_some(), transcript }))
}

/// The committed transcript of a section, if it has one.
///
/// # Errors
/// As [`run`].
pub fn transcript(section: &Section) -> Result<Option<Transcript>, String> {
    Ok(run(section)?.map(|run| run.transcript))
}

/// Whether the section's page shows a picture.
pub fn has_picture(section: &Section) -> bool {
    file(section, "pictures", "svg").exists()
}

/// The SVG drawn from the committed transcript, and the file that it belongs in, if the
/// section has a picture.
///
/// # Errors
/// As [`run`], and if there is a picture and no run.
pub fn svg(section: &Section) -> Result<Option<(PathBuf, String)>, String> {
    if !has_picture(section) {
        return Ok(None);
    }
    let file = file(section, "pictures", "svg");
    let transcript = transcript(section)?;
    let mut transcript =
        transcript.ok_or_else(|| at(&file, "has no recorded run"))?;
    for event in &mut transcript.events {
        event.text = without_place(&event.text).to_string();
    }
    Ok(Some((file, picture(section.title, &transcript))))
}

/// Runs the section once and keeps its transcript.
///
/// # Errors
/// One line that names the file, when it cannot be written.
pub fn record(lesson: &Lesson, section: &str) -> Result<(), String> {
    let section = named(lesson, section)?;
    let log = Log::silent();
    (section.run)(&log);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let build = if cfg!(debug_assertions) { "" } else { RELEASE };
    let text = format!("# cores: {cores}{build}\n{}", log.transcript());
    keep(&file(section, "runs", "transcript"), &text)
}

/// Gives the section a picture: of its committed run, as soon as the pages are made.
///
/// # Errors
/// As [`record`].
pub fn draw(lesson: &Lesson, section: &str) -> Result<(), String> {
    keep(&file(named(lesson, section)?, "pictures", "svg"), "")
}

fn named<'a>(lesson: &'a Lesson, section: &str) -> Result<&'a Section, String> {
    let named = lesson.section(section);
    named.ok_or_else(|| format!("no section `{section}`"))
}

pub(crate) fn keep(file: &Path, text: &str) -> Result<(), String> {
    let folder = file.parent().expect("a file in a folder");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(file, text))
        .map_err(|error| at(file, error))
}

pub(crate) fn at(file: &Path, error: impl std::fmt::Display) -> String {
    format!("{}: {error}", file.display())
}

/// `FOLDER/SECTION.ENDING` in the folder of the section's lesson.
fn file(section: &Section, folder: &str, ending: &str) -> PathBuf {
    let name = format!("{}.{ending}", section.name);
    crate::folder(section).join(folder).join(name)
}
