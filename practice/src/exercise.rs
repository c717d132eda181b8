//! An exercise as data.

/// The exercises of one practice crate.
#[derive(Debug)]
pub struct Set {
    /// The name of the crate.
    pub name: &'static str,
    /// As in `cargo week7`.
    pub week: &'static str,
    /// What it is about.
    pub title: &'static str,
    /// The folder of the crate, which `answers` is made in.
    pub folder: &'static str,
    /// In the order in which they are meant to be solved.
    pub exercises: &'static [Exercise],
}

/// One exercise.
#[derive(Debug)]
pub struct Exercise {
    /// The name of the answer's file, without `.rs`.
    pub name: &'static str,
    /// The folder of its files.
    pub folder: &'static str,
    /// What it is about.
    pub title: &'static str,
    /// Whether the answer is async, on tokio.
    pub is_async: bool,
    /// Which goals of the course it is about.
    pub criteria: &'static [Criterion],
    /// A program that runs and does not pass. What is asked stands at its head.
    pub starter: &'static str,
    /// Passes.
    pub solution: &'static str,
    /// The module with `CHECKS`.
    pub checks: &'static str,
    /// One a line, from a nudge to nearly the answer.
    pub hints: &'static str,
    /// The mistakes that people make.
    pub wrong: &'static [WrongAnswer],
    /// The names of answers that nobody expects and that are right.
    pub odd: &'static [&'static str],
}

/// An answer that must not pass.
#[derive(Debug)]
pub struct WrongAnswer {
    /// The mistake.
    pub name: &'static str,
    /// The cause that the verdict names.
    pub title: &'static str,
}

/// A goal of the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Criterion {
    /// Start tasks and leak none.
    Start,
    /// Coordinate with wait groups.
    Coordinate,
    /// Choose buffered or unbuffered.
    Buffer,
    /// Use select for complex operations.
    Select,
    /// Build worker pools and pipelines.
    Build,
    /// Debug race conditions and deadlocks.
    Debug,
    /// Design a program that scales.
    Scale,
}

impl Criterion {
    /// All of them, in the order of the course.
    pub const ALL: [Criterion; 7] = [
        Criterion::Start,
        Criterion::Coordinate,
        Criterion::Buffer,
        Criterion::Select,
        Criterion::Build,
        Criterion::Debug,
        Criterion::Scale,
    ];

    /// In words.
    pub fn says(self) -> &'static str {
        match self {
            Criterion::Start => "start tasks and leak none",
            Criterion::Coordinate => "coordinate with wait groups",
            Criterion::Buffer => "choose between buffered and unbuffered channels",
            Criterion::Select => "use select for complex operations",
            Criterion::Build => "build worker pools and pipelines",
            Criterion::Debug => "debug race conditions and deadlocks",
            Criterion::Scale => "design a program that scales",
        }
    }
}

impl Exercise {
    /// The hints, from a nudge to nearly the answer.
    pub fn hints(&self) -> Vec<&'static str> {
        self.hints.lines().filter(|line| !line.is_empty()).collect()
    }
}

impl Set {
    /// The exercise with this name.
    pub fn exercise(&self, name: &str) -> Option<&'static Exercise> {
        self.exercises.iter().find(|exercise| exercise.name == name)
    }
}

/// Declares an exercise whose files lie in `exercises/NAME` of the crate: `starter.rs`,
/// `solution.rs`, `checks.rs`, `hints.txt`, and in `wrong/` and `odd/` the answers that
/// [`Exercise::shipped`] reads. An async one says `uses: tokio` after its title.
#[macro_export]
macro_rules! exercise {
    (
        $name:ident: $title:literal,
        $(uses: $tokio:ident,)?
        goals: [$($criterion:ident),+],
        wrong: [$($wrong:ident => $cause:literal),+ $(,)?],
        odd: [$($odd:ident),+ $(,)?] $(,)?
    ) => {
        $crate::Exercise {
            name: stringify!($name),
            folder: concat!(
                env!("CARGO_MANIFEST_DIR"), "/exercises/", stringify!($name)
            ),
            title: $title,
            is_async: false $(|| $crate::exercise!(@uses $tokio))?,
            criteria: &[$($crate::Criterion::$criterion),+],
            starter: $crate::exercise!(@file $name, "starter.rs"),
            solution: $crate::exercise!(@file $name, "solution.rs"),
            checks: $crate::exercise!(@file $name, "checks.rs"),
            hints: $crate::exercise!(@file $name, "hints.txt"),
            wrong: &[$($crate::WrongAnswer {
                name: stringify!($wrong),
                title: $cause,
            }),+],
            odd: &[$(stringify!($odd)),+],
        }
    };
    (@uses tokio) => {
        true
    };
    (@file $name:ident, $file:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"), "/exercises/", stringify!($name), "/", $file
        ))
    };
}
