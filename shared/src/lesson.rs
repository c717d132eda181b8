//! The table of sections: declared once, read by everything else.

use crate::Log;

/// One lesson: a crate, a part of the week's page, a file of tests.
pub struct Lesson {
    /// The package's name, as in `cargo run -p NAME`.
    pub name: &'static str,
    /// One line that says what it teaches.
    pub title: &'static str,
    /// Its sections in reading order.
    pub sections: &'static [Section],
}

/// One section: a plain function whose body is the code that the page shows.
pub struct Section {
    /// The function's name, which is the section's name everywhere.
    pub name: &'static str,
    /// Whether it belongs to the must path.
    pub must: bool,
    /// Its heading.
    pub title: &'static str,
    /// What holds in every run, on every machine: the claim that its test asserts.
    pub always: &'static str,
    /// What may differ from run to run, if anything does.
    pub varies: Option<&'static str>,
    /// Does the work and speaks through the log.
    pub run: fn(&Log),
    /// The folder of the lesson's package.
    pub folder: &'static str,
    /// The path of the lesson's `lib.rs` from the root of the workspace.
    pub lib: &'static str,
    /// The name of the file beside it that holds the function.
    pub file: &'static str,
    /// The text of that file.
    pub text: &'static str,
}

impl Lesson {
    /// The section of this name.
    pub fn section(&self, name: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.name == name)
    }
}

/// Declares a lesson, once: `pub static LESSON`.
///
/// A star marks a section of the must path, a dash any other. A section that stands in
/// a module (`counters.rs`) is named with it (`counters::mutex`).
///
/// ```text
/// shared::lesson! {
///     "One task that waits for many",
///     * two_workers: "Two workers, one group",
///         always "each worker's steps are in order",
///         varies "how they take turns";
///     - rounds::barrier: "Nobody goes on alone",
///         always "nobody is two rounds ahead";
/// }
/// ```
#[macro_export]
macro_rules! lesson {
    ($title:literal, $(
        $mark:tt $($path:ident)::+: $heading:literal,
        always $always:literal $(, varies $varies:literal)?;
    )+) => {
        #[doc = $title]
        pub static LESSON: $crate::Lesson = $crate::Lesson {
            name: env!("CARGO_PKG_NAME"),
            title: $title,
            sections: &[$($crate::Section {
                name: $crate::lesson!(@name $($path)::+),
                must: $crate::lesson!(@must $mark),
                title: $heading,
                always: $always,
                varies: $crate::lesson!(@varies $($varies)?),
                run: $($path)::+,
                folder: env!("CARGO_MANIFEST_DIR"),
                lib: file!(),
                file: $crate::lesson!(@file $($path)::+),
                text: include_str!($crate::lesson!(@file $($path)::+)),
            }),+],
        };
    };
    (@must *) => { true };
    (@must -) => { false };
    (@varies) => { None };
    (@varies $varies:literal) => { Some($varies) };
    (@name $section:ident) => { stringify!($section) };
    (@name $module:ident::$section:ident) => { stringify!($section) };
    (@file $section:ident) => { "lib.rs" };
    (@file $module:ident::$section:ident) => { concat!(stringify!($module), ".rs") };
}
