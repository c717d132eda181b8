//! The tools that are measured, each behind the same function.

mod on_explore;
mod on_loom;
mod on_shuttle;

/// What visits all schedules of a program, each in its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// `explore`, every schedule.
    Every,
    /// `explore`, mostly one schedule for each behaviour.
    Reduced,
    /// shuttle, every schedule.
    Shuttle,
    /// loom, with its own partial-order reduction, and its weaker memory.
    Loom,
}

/// Those that this build has, in the order of the columns.
pub const TOOLS: &[Tool] = &[
    Tool::Every,
    #[cfg(feature = "reduced")]
    Tool::Reduced,
    Tool::Shuttle,
    Tool::Loom,
];

impl Tool {
    /// What it is called, in a table and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Tool::Every => "every",
            Tool::Reduced => "reduced",
            Tool::Shuttle => "shuttle",
            Tool::Loom => "loom",
        }
    }

    /// The tool with this name.
    pub fn named(name: &str) -> Option<Tool> {
        TOOLS.iter().copied().find(|tool| tool.name() == name)
    }

    /// Runs the program of this size in one schedule after the other, `most` of them at
    /// most, and calls `count` at the begin of each.
    ///
    /// # Panics
    ///
    /// If there is no such program.
    pub fn run(self, program: &str, size: usize, most: usize, count: fn()) -> End {
        match self {
            Tool::Every => on_explore::run(
                explore::Explore::every(),
                program,
                size,
                most,
                count,
            ),
            #[cfg(feature = "reduced")]
            Tool::Reduced => on_explore::run(
                explore::Explore::reduced(),
                program,
                size,
                most,
                count,
            ),
            #[cfg(not(feature = "reduced"))]
            Tool::Reduced => unreachable!("this build has no such tool"),
            Tool::Shuttle => on_shuttle::run(program, size, most, count),
            Tool::Loom => on_loom::run(program, size, most, count),
        }
    }
}

/// How an exploration ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// There is no schedule left.
    All,
    /// There is none left, and the tool says itself that this proves nothing.
    NoProof,
    /// A schedule failed.
    Failure,
    /// There are schedules left.
    Left,
    /// The tool cannot run this program.
    GaveUp,
}
