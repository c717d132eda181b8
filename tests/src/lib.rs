//! The course as a whole: its weeks, their lessons, and the pages made from them.

pub mod book;
mod exercises;
pub mod page;
pub mod program;
pub mod recorded;
mod section;
mod shown;
mod taken_home;
mod way;

use std::path::{Path, PathBuf};

use shared::{Lesson, Section};

/// A week: a folder with a page of its own.
pub struct Week {
    /// As in `make week7`.
    pub name: &'static str,
    /// Its folder, from the root of the workspace.
    pub folder: &'static str,
    /// Its lessons in reading order.
    pub lessons: &'static [&'static Lesson],
    /// Its exercises.
    pub practice: &'static practice::Set,
}

/// Every week and every lesson, in reading order.
pub static WEEKS: [Week; 2] = [
    Week {
        name: "week7",
        folder: "week7/goroutines",
        lessons: &[
            &goroutine_basics::LESSON,
            &waitgroups::LESSON,
            &race_conditions::LESSON,
            &goroutine_patterns::LESSON,
        ],
        practice: &goroutine_practice::SET,
    },
    Week {
        name: "week8",
        folder: "week8/channels",
        lessons: &[
            &channel_basics::LESSON,
            &buffered_channels::LESSON,
            &select_statements::LESSON,
            &channel_patterns::LESSON,
        ],
        practice: &channel_practice::SET,
    },
];

/// Every lesson, in reading order.
pub fn lessons() -> impl Iterator<Item = &'static Lesson> {
    WEEKS.iter().flat_map(|week| week.lessons).copied()
}

/// Every section with its lesson, in reading order.
pub fn sections() -> impl Iterator<Item = (&'static Lesson, &'static Section)> {
    lessons()
        .flat_map(|lesson| lesson.sections.iter().map(move |each| (lesson, each)))
}

/// The folder of the section's lesson.
pub fn folder(section: &Section) -> PathBuf {
    let lib = root().join(section.lib);
    lib.ancestors().nth(2).expect("LESSON/src/lib.rs").to_path_buf()
}

/// The root of the workspace.
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("tests/ stands in the workspace").to_path_buf()
}
