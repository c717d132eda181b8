//! What stands between cargo and rustc while a package is built: crates that run where they
//! are explored are compiled against the modelled std, and nothing else is. Of some crates
//! there are models too, which are compiled in their place.

use std::env;
use std::ffi::{OsStr, OsString};
use std::process::{Command, ExitCode};

use workshop::{Models, replaced};

use crate::binary;

/// The library of the modelled std. Where it is set, this program is called as rustc.
const LIBRARY: &str = "EXPLORE_LIBRARY";
/// Where the libraries are that it needs.
const FOLDER: &str = "EXPLORE_FOLDER";
/// The library of what the models are made of.
const MODELS: &str = "EXPLORE_MODELS";
/// The wrapper of rustc that was set before.
const WRAPPER: &str = "EXPLORE_WRAPPER";
/// Crates that keep the real std, or the only ones that do not, with commas between them.
const SKIP: &str = "EXPLORE_SKIP";
const ONLY: &str = "EXPLORE_ONLY";

/// The variable by which cargo is told of a wrapper.
const CARGO: &str = "RUSTC_WRAPPER";

/// The names by which the modelled std is known.
const NAMES: [&str; 3] = ["std", "core", "alloc"];

/// Makes this cargo build crates against the models.
pub(crate) fn wraps(
    cargo: &mut Command,
    models: &Models,
    skip: &[String],
    only: &[String],
) -> std::io::Result<()> {
    if let Some(other) = env::var_os(CARGO).filter(|name| !name.is_empty()) {
        cargo.env(WRAPPER, other);
    }
    cargo
        .env(CARGO, env::current_exe()?)
        .env(LIBRARY, &models.library)
        .env(FOLDER, &models.folder)
        .env(MODELS, &models.explore)
        .env(SKIP, named(skip))
        .env(ONLY, named(only));
    Ok(())
}

/// As the compiler knows the crates of these packages.
fn named(crates: &[String]) -> String {
    crates.join(",").replace('-', "_")
}

/// Runs the compiler that the first argument names, if this program is called as one.
pub(crate) fn compiles() -> Option<ExitCode> {
    let library = env::var_os(LIBRARY)?;
    let mut words = env::args_os().skip(1);
    let rustc = words.next()?;
    let words: Vec<OsString> = words.collect();
    let is_explored = is_explored(&words);
    let words = match is_explored {
        true => in_place(words),
        false => words,
    };
    let call = |words: &[OsString]| {
        let mut command = match env::var_os(WRAPPER) {
            Some(wrapper) => {
                let mut command = Command::new(wrapper);
                command.arg(&rustc);
                command
            }
            None => Command::new(&rustc),
        };
        command.args(words);
        if is_explored {
            against(&mut command, &library);
        }
        let program = command.get_program().to_os_string();
        let status = command.status();
        status.map_err(|error| format!("{}: {error}", program.display()))
    };
    let status = match binary::without_mark(&words) {
        Some(words) => binary::compile(&words, &call),
        None => call(&words),
    };
    let code = status.map(|status| status.code());
    Some(match code {
        Ok(code) => {
            let code = code.and_then(|code| u8::try_from(code).ok());
            code.map_or(ExitCode::FAILURE, ExitCode::from)
        }
        Err(why) => {
            eprintln!("cargo explore: {why}");
            ExitCode::FAILURE
        }
    })
}

/// This call of rustc compiles against the models.
fn against(command: &mut Command, library: &OsStr) {
    for name in NAMES {
        let mut external = OsString::from(format!("{name}="));
        external.push(library);
        command.arg("--extern").arg(external);
    }
    let mut folder = OsString::from("dependency=");
    folder.push(env::var_os(FOLDER).unwrap_or_default());
    command.arg("-L").arg(folder);
    // Another crate than that of the same name and version which the models are made of,
    // and names by which its statics can be told.
    command.args(["-C", "metadata=explored"]);
    command.args(["-C", "symbol-mangling-version=v0"]);
    // These names are read from the program, whatever the package would leave of it.
    command.args(["-C", "strip=none"]);
    // What the models lack or add is no mistake of the package.
    command.args(["--cap-lints", "allow"]);
}

/// The words of a call that compiles the model of a crate, if there is one, in its place.
fn in_place(mut words: Vec<OsString>) -> Vec<OsString> {
    let text = |name: &str| env::var(name).unwrap_or_default();
    // Who works on such a crate means that one.
    let is_own = env::var_os("CARGO_PRIMARY_PACKAGE").is_some();
    let name = value(&words, "--crate-name").map(OsStr::to_os_string);
    let source = name
        .filter(|name| !is_own && *name == *text("CARGO_PKG_NAME"))
        .and_then(|name| replaced(name.to_str()?, &text("CARGO_PKG_VERSION")));
    if let Some(source) = source
        && let Some(place) = words.iter().position(binary::is_source)
    {
        words[place] = source.into();
        words.retain(|word| !word.to_string_lossy().starts_with("--edition="));
        let mut external = OsString::from("explore=");
        external.push(env::var_os(MODELS).unwrap_or_default());
        words.extend(["--edition=2024".into(), "--extern".into(), external]);
    }
    words
}

/// Whether this call compiles a crate that runs where it is explored. What runs while
/// others are built, as build scripts and procedural macros do with all that they need, is
/// built for no target by name.
fn is_explored(words: &[OsString]) -> bool {
    let has_target = words.iter().any(|word| {
        word == "--target" || word.to_string_lossy().starts_with("--target=")
    });
    let Some(name) = value(words, "--crate-name") else { return false };
    let name = name.to_string_lossy();
    // Cargo asks so what the compiler is like.
    let is_asked = name == "___";
    // What is run is explored, whatever it is made of.
    let is_run =
        words.iter().any(|word| word == "--test" || word == binary::MARK[1]);
    let is_in = |variable: &str| {
        let all = env::var(variable).unwrap_or_default();
        (!all.is_empty()).then(|| all.split(',').any(|one| one == name))
    };
    has_target
        && !is_asked
        && (is_run || is_in(SKIP) != Some(true) && is_in(ONLY) != Some(false))
}

/// The word that comes after this one.
pub(crate) fn value<'a>(words: &'a [OsString], name: &str) -> Option<&'a OsStr> {
    let place = words.iter().position(|word| word == name)?;
    words.get(place + 1).map(OsString::as_os_str)
}
