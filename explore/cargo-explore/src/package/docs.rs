//! The tests in the documentation of a package: how many there are.
//!
//! rustdoc compiles each of them as a program of its own, against the real std, and nothing
//! stands between it and the compiler that it calls. So none is explored, and that is said.

use std::env;
use std::ffi::OsString;
use std::process::Stdio;

use workshop::{Models, SILENT, Stop};

use super::built::{Programs, cargo};
use super::place::{Place, fault};
use crate::options::{OfPackage, TARGETS};
use crate::outcome::Outcome;

/// The tests of documentation that are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Docs {
    /// So many.
    Some(usize),
    /// There may be some, and rustdoc does not say how many.
    Unknown,
}

/// How many there are, if they are meant too, as they are if nothing is said of targets.
///
/// # Errors
///
/// If cargo cannot be called.
pub(super) fn count(
    place: &Place,
    package: &OfPackage,
    models: &Models,
    (programs, stop): (&Programs, &Stop),
) -> Result<Docs, Outcome> {
    let texts = programs.texts(place);
    // Most often there is none: then nobody has to be asked.
    let may_have = |text: &str| text.contains("```") || text.contains("~~~");
    let is_other = |text: &str| text.contains("#[doc") || text.contains("#![doc");
    if package.has(&TARGETS)
        || !texts.iter().any(|(_, text)| may_have(text) || is_other(text))
    {
        return Ok(Docs::Some(0));
    }
    let (mut cargo, target) = cargo((place, package), "test".as_ref(), models)?;
    let _turn = target.turn(place, SILENT)?;
    // What the package depends on was compiled against the models.
    let mut flags = flags();
    flags.push("-L\x1fdependency=");
    flags.push(&models.folder);
    cargo.env("CARGO_ENCODED_RUSTDOCFLAGS", flags);
    cargo.arg("--doc").args(package.words_but(&[])).args(["--", "--list"]);
    cargo.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let failed = |error| fault("cargo".as_ref(), &error);
    let child = stop.start(&mut cargo).map_err(failed)?;
    let output = child.wait_with_output().map_err(failed);
    stop.ended();
    let output = output?;
    let text = String::from_utf8_lossy(&output.stdout);
    let tests = text.lines().filter(|line| line.ends_with(": test")).count();
    Ok(if output.status.success() { Docs::Some(tests) } else { Docs::Unknown })
}

/// The flags of rustdoc that are given already, each with its end: cargo parts them there
/// and not at spaces, which a path may have.
fn flags() -> OsString {
    let mut flags =
        env::var_os("CARGO_ENCODED_RUSTDOCFLAGS").unwrap_or_else(|| {
            let flags = env::var("RUSTDOCFLAGS").unwrap_or_default();
            flags.split_whitespace().collect::<Vec<_>>().join("\x1f").into()
        });
    if !flags.is_empty() {
        flags.push("\x1f");
    }
    flags
}
