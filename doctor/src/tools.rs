//! The programs that the course is built and compared with.

use std::env;
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use crate::finding::Finding;
use crate::folders::{Folders, Scratch};
use crate::run::{cargo, first_error, says};

const RUSTUP: &str = "https://rustup.rs has both; `rustup update` gets newer ones";

/// The oldest version that the course is tested with.
const OLDEST: &str = env!("CARGO_PKG_RUST_VERSION");

/// cargo and rustc, of which the older decides.
pub fn toolchain() -> Finding {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut found = Vec::new();
    for (name, mut command) in [("rustc", Command::new(rustc)), ("cargo", cargo())]
    {
        let said = says(command.arg("--version"));
        let version = said.as_deref().unwrap_or_default().split_whitespace().nth(1);
        let Some(version) = version else {
            return Finding::missing("toolchain", format!("no {name}"), RUSTUP);
        };
        found.push(format!("{name} {version}"));
        if number(version) < number(OLDEST) {
            let found =
                format!("{}; {OLDEST} or newer is needed", found.join(", "));
            return Finding::missing("toolchain", found, RUSTUP);
        }
    }
    Finding::ok("toolchain", format!("{}; {OLDEST} is enough", found.join(", ")))
}

/// The first two parts of a version.
fn number(version: &str) -> (u32, u32) {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    (parts.next().unwrap_or(0), parts.next().unwrap_or(0))
}

/// Builds and runs a program of a few lines, with a build script, as a package in the
/// course's own folder: what is set for the course counts for it, too.
pub fn linker(folders: &Folders) -> Finding {
    let tried = folders.scratch().map_err(|error| error.to_string());
    let built = tried.and_then(|scratch| link(&scratch));
    match built {
        Ok(()) => {
            Finding::ok("linker", "a small program is built, linked and runs")
        }
        Err(why) if lacks_a_linker(&why) => {
            Finding::missing("linker", first_error(&why), LINKER)
        }
        Err(why) => Finding::missing(
            "linker",
            format!("a small program could not be built: {}", first_error(&why)),
            "is it a setting below? `cargo build` shows the whole message",
        ),
    }
}

/// Whether rustc, or what stands for a linker on macOS, says that there is none.
fn lacks_a_linker(why: &str) -> bool {
    why.contains("linker") && why.contains("not found")
        || why.contains("xcrun: error")
}

const LINKER: &str = if cfg!(target_os = "macos") {
    "xcode-select --install"
} else if cfg!(windows) {
    "the C++ build tools: https://visualstudio.microsoft.com/visual-cpp-build-tools"
} else {
    "Debian, Ubuntu: sudo apt install gcc; Fedora: sudo dnf install gcc; \
     Arch: sudo pacman -S gcc; Alpine: sudo apk add gcc musl-dev"
};

/// Says what cargo says if it does not work.
fn link(scratch: &Scratch) -> Result<(), String> {
    package(scratch.folder()).map_err(|error| error.to_string())?;
    let manifest = scratch.folder().join("Cargo.toml");
    let mut run = cargo();
    run.args(["run", "--quiet", "--offline", "--manifest-path"]).arg(manifest);
    run.arg("--target-dir").arg(scratch.folder().join("target"));
    let said = says(&mut run)?;
    match said.trim() {
        "linked" => Ok(()),
        _ => Err(format!("error: it printed {said:?}")),
    }
}

fn package(folder: &Path) -> io::Result<()> {
    let manifest = "[package]\nname = \"linked\"\nedition = \"2024\"\n\n[workspace]\n\n\
                    [[bin]]\nname = \"linked\"\npath = \"linked.rs\"\n";
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join("build.rs"), "fn main() {}\n")?;
    fs::write(
        folder.join("linked.rs"),
        "fn main() {\n    println!(\"linked\");\n}\n",
    )
}

/// For the comparison alone.
pub fn go() -> Finding {
    compared("go", &["version"], "https://go.dev/dl has it")
}

/// For the comparison alone.
pub fn python() -> Finding {
    compared("python3", &["--version"], "https://python.org has it")
}

fn compared(program: &'static str, arguments: &[&str], how: &str) -> Finding {
    match says(Command::new(program).args(arguments)) {
        Ok(version) => Finding::ok(program, version.trim()),
        Err(_) => Finding::without(
            program,
            format!("not here: its columns in `make compare` stay empty; {how}"),
            "",
        ),
    }
}
