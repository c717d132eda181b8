//! The programs in Python: all compiled at once, each run in a process of its own.

use std::process::Command;

use crate::fact::Fact;
use crate::root;
use crate::run::{Verdict, outcome};
use crate::tools::{self, Tool};

/// What compiling them gave.
pub(crate) struct Compiled {
    errors: String,
    /// The one that most of them need; asked once.
    python: Option<Tool>,
}

/// Compiles them all.
pub(crate) fn compile(facts: &[&Fact]) -> Compiled {
    // Keeps what is compiled out of the folders of the course.
    let cache = tempfile::tempdir().ok();
    let mut errors = String::new();
    let python = tools::python(tools::PYTHON);
    if let (Some(python), Some(cache)) = (&python, &cache) {
        let prefix = format!("pycache_prefix={}", cache.path().display());
        let files = facts.iter().map(|fact| root().join(&fact.file));
        let output = Command::new(&python.program)
            .args(["-X", &prefix, "-m", "py_compile"])
            .args(files)
            .output();
        errors = match output {
            Ok(output) => String::from_utf8_lossy(&output.stderr).into_owned(),
            Err(error) => error.to_string(),
        };
    }
    Compiled { errors, python }
}

impl Compiled {
    pub(crate) fn verdict(&self, fact: &Fact) -> Verdict {
        let asked = fact.comments.needs.and_then(tools::python);
        let python = match fact.comments.needs {
            Some(_) => asked.as_ref(),
            None => self.python.as_ref(),
        };
        let Some(python) = python else {
            let (major, minor) = fact.comments.needs.unwrap_or(tools::PYTHON);
            return Verdict::LeftOut(format!("no Python {major}.{minor}"));
        };
        let named = fact.file.file_name().unwrap_or_default().to_string_lossy();
        if self.errors.contains(&*named) {
            return Verdict::Failed(self.errors.clone());
        }
        let held = Verdict::Held(format!("Python {}", python.version));
        if !fact.comments.is_run() {
            return held;
        }
        let mut command = Command::new(&python.program);
        // Its own library is compiled already, and read from where it lies.
        command.env("PYTHONDONTWRITEBYTECODE", "1").arg(root().join(&fact.file));
        match outcome(&mut command, &fact.comments) {
            Ok(()) => held,
            Err(why) => Verdict::Failed(why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comments::Comments;
    use crate::fact::Language;

    #[test]
    fn what_needs_a_newer_python_is_left_out() {
        let text = "# needs python 99.0\nprint(1)\n# prints:\n# 1\n".to_string();
        let comments = Comments::read(&text, "#").expect("readable comments");
        let file = "later.py".into();
        let fact = Fact { file, language: Language::Python, text, comments };
        let verdict = compile(&[]).verdict(&fact);
        assert_eq!(verdict, Verdict::LeftOut("no Python 99.0".into()));
    }
}
