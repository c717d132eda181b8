//! What keeps an answer from being judged and is no fault of its own.

use std::fmt;
use std::io;
use std::path::Path;

/// Why there is no verdict, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Why, in a few words: "the disk is full".
    pub why: String,
    /// What to do, in a sentence.
    pub cure: String,
    /// What the system, cargo or rustc said of it; may be empty.
    pub said: String,
}

/// A fault that is known by what is said of it.
struct Known {
    /// One of these stands in the text.
    signs: &'static [&'static str],
    why: &'static str,
    cure: &'static str,
}

/// The first that fits. The signs are those of Unix, of cargo and of rustc.
const KNOWN: &[Known] = &[
    Known {
        signs: &["No space left on device", "Disk quota exceeded"],
        why: "the disk is full",
        cure: "Make room on it: the judge needs 500 MB. Or set CARGO_TARGET_DIR to a \
               folder on another disk.",
    },
    Known {
        signs: &["signal 25", "SIGXFSZ"],
        why: LARGE_FILE.0,
        cure: LARGE_FILE.1,
    },
    Known {
        signs: &["Read-only file system", "Permission denied"],
        why: "a folder cannot be written",
        cure: "Set CARGO_TARGET_DIR to a folder that can be written.",
    },
    Known {
        signs: &["Too many open files"],
        why: "too many files are open",
        cure: "Raise the limit of this shell: ulimit -n 1024",
    },
    Known {
        signs: &[
            "Cannot allocate memory",
            "memory allocation of",
            "out of memory",
            "SIGKILL",
        ],
        why: "there is not enough memory",
        cure: "Close other programs. To build with less memory set CARGO_BUILD_JOBS=1.",
    },
    Known {
        signs: &["Resource temporarily unavailable"],
        why: "the system starts no more processes",
        cure: "End other programs, or raise the limit of this shell (ulimit -u).",
    },
    Known {
        signs: &["linker `"],
        why: "the linker does not work",
        cure: "cargo run -p doctor says how to get one.",
    },
    Known {
        signs: &[
            "failed to download",
            "Could not resolve host",
            "Couldn't resolve host",
            "no matching package named",
            "if you wish to retry without the offline flag",
            "spurious network error",
        ],
        why: MISSING_CRATE,
        cure: "With a network, cargo run -p doctor -- --fetch gets all crates.",
    },
    Known {
        signs: &["is not supported by the following package", "requires rustc"],
        why: "the compiler is too old",
        cure: "rustup update stable",
    },
];

const LARGE_FILE: (&str, &str) = (
    "a program may not write such a file here",
    "Raise the limit of this shell (ulimit -f).",
);

const MISSING_CRATE: &str = "a crate is missing, and the network does not give it";

/// What is said of anything else.
const DOCTOR: &str = "cargo run -p doctor says what this machine lacks.";

impl Fault {
    /// One of which nothing else was said.
    pub fn new(why: &str, cure: &str) -> Fault {
        Fault { why: why.into(), cure: cure.into(), said: String::new() }
    }

    /// What cargo and rustc have said when no line is to blame.
    pub fn of_build(said: &str) -> Fault {
        let said = said.trim().to_string();
        if let Some(known) = known(&said) {
            return Fault { said, ..known };
        }
        let mut lines = said.lines();
        let first = lines.clone().find(|line| line.starts_with("error"));
        let first = first.or_else(|| lines.next()).unwrap_or("");
        let why = match first.is_empty() {
            true => "the build failed without a word".to_string(),
            false => format!("the build failed: {first}"),
        };
        Fault { why, cure: DOCTOR.into(), said }
    }

    /// What the system said when a program was to run.
    pub fn of_run(said: &str) -> Fault {
        let own =
            || Fault::new(&format!("the program could not be run: {said}"), DOCTOR);
        known(said).map_or_else(own, |known| Fault { said: said.into(), ..known })
    }

    /// Whether it is one that trying again does not mend.
    pub fn is_known(&self) -> bool {
        KNOWN.iter().any(|known| known.why == self.why)
    }

    /// Whether the network could mend it.
    pub fn is_missing_crate(&self) -> bool {
        self.why == MISSING_CRATE
    }

    /// What the system said of this file, folder or program.
    pub fn of_system(what: &str, error: &io::Error) -> Fault {
        let said = format!("{what}: {error}");
        match known(&said) {
            Some(known) => Fault { said, ..known },
            None => Fault { said: String::new(), ..Fault::new(&said, DOCTOR) },
        }
    }

    /// The same of a path.
    pub fn of_path(path: &Path, error: &io::Error) -> Fault {
        Fault::of_system(&path.display().to_string(), error)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Fault { why, cure, .. } = self;
        write!(f, "{why}. {cure}")
    }
}

/// Whether memory could be too little for an answer without its fault: this process was
/// given less than an answer may take.
pub fn little_memory() -> Option<Fault> {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, getrlimit};
        let most = getrlimit(Resource::As).current?;
        (most < verdict::MEMORY).then(|| {
            Fault::new(
                &format!("a program may take {} MiB here", most >> 20),
                "The judge needs 1 GiB of address space: raise the limit of this shell \
                 (ulimit -v).",
            )
        })
    }
    #[cfg(not(unix))]
    None
}

/// What a signal says that an answer does not cause. Without a fault it may have.
#[cfg(unix)]
pub fn of_signal(signal: i32) -> Option<Fault> {
    use rustix::process::Signal;
    match Signal::from_named_raw(signal)? {
        Signal::KILL => Some(Fault::new(
            "the system ended the process, as it does when memory is short",
            "Close other programs and check again.",
        )),
        Signal::XCPU => Some(Fault::new(
            "a program may not run for so long here",
            "Raise the limit of this shell (ulimit -t).",
        )),
        Signal::XFSZ => Some(Fault::new(LARGE_FILE.0, LARGE_FILE.1)),
        Signal::BUS => Some(Fault::new(
            "a file was gone while it was read",
            "Is the disk full? Check again.",
        )),
        Signal::TERM | Signal::INT | Signal::HUP | Signal::QUIT | Signal::PIPE => {
            Some(Fault::new("somebody ended the process", "Check again."))
        }
        _ => None,
    }
}

#[cfg(not(unix))]
pub fn of_signal(_: i32) -> Option<Fault> {
    None
}

fn known(said: &str) -> Option<Fault> {
    let is_it = |known: &&Known| known.signs.iter().any(|sign| said.contains(sign));
    let Known { why, cure, .. } = KNOWN.iter().find(is_it)?;
    Some(Fault::new(why, cure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_told_in_few_words() {
        for (said, why) in [
            (
                "error: failed to write /t/x.rmeta: No space left on device (os \
                 error 28)",
                "the disk is full",
            ),
            ("error: linker `cc` not found", "the linker does not work"),
            (
                "process didn't exit successfully: `rustc` (signal: 9, SIGKILL: kill)",
                "there is not enough memory",
            ),
        ] {
            let fault = Fault::of_build(said);
            assert_eq!((fault.why.as_str(), fault.said.as_str()), (why, said));
        }
    }

    #[test]
    fn of_what_is_not_known_the_first_error_is_told() {
        let fault =
            Fault::of_build("warning: old\nerror: the moon is full\nmore\n");
        assert_eq!(fault.why, "the build failed: error: the moon is full");
        assert_eq!(fault.cure, DOCTOR);
        let fault = Fault::of_build("the linker is gone\n");
        assert_eq!(fault.why, "the build failed: the linker is gone");
    }
}
