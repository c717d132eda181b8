//! A binary of a package, compiled so that its `main` is explored.
//!
//! Nobody but the compiler can call the `main` of a binary. So its file is compiled as a
//! library, from a copy with one more function at its end that calls it, and a program
//! beside it explores that function. The copy stands in a folder in which all that lies
//! around the file is found in its place, by symbolic links: its modules, and what it
//! includes. The compiler names each file as it would without that.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::process::ExitStatus;

use crate::wrapper::value;

/// What is added to the call of rustc for the binary that is meant.
pub(crate) const MARK: [&str; 2] = ["--cfg", "cargo_explore_calls_main"];

/// What stands at the end of the copy.
const CALLS: &str = "
extern crate std as std_of_cargo_explore;

/// Runs `main` and says why its end is no good one.
#[doc(hidden)]
pub fn cargo_explore_calls_main(
) -> std_of_cargo_explore::option::Option<std_of_cargo_explore::string::String> {
    use std_of_cargo_explore::__explored::ended::*;
    std_of_cargo_explore::__explored::ended::Ended::by(main()).error()
}
";

/// The program, for each edition.
const PROGRAM: &str = "\
extern crate explored_binary;

fn main() {
    ::std::__explored::explore(|_| {
        ::std::__explored::main_succeeds(explored_binary::cargo_explore_calls_main())
    })
}
";

/// The words of a call of rustc without [`MARK`], if it has that.
pub(crate) fn without_mark(words: &[OsString]) -> Option<Vec<OsString>> {
    let place = words.windows(2).position(|pair| pair == MARK)?;
    let (before, after) = words.split_at(place);
    Some([before, &after[MARK.len()..]].concat())
}

/// Compiles the binary that this call of rustc is for. `rustc` is called with words.
///
/// # Errors
///
/// What the system said, in a line.
pub(crate) fn compile(
    words: &[OsString],
    rustc: &dyn Fn(&[OsString]) -> Result<ExitStatus, String>,
) -> Result<ExitStatus, String> {
    let binary = Binary::of(words).ok_or("rustc is called as for no binary")?;
    binary
        .copy()
        .map_err(|error| format!("{}: {error}", binary.folder.display()))?;
    let status = rustc(&binary.library())?;
    if !status.success() {
        return Ok(status);
    }
    // What cargo looks at to know whether to build again.
    let list = binary.list();
    binary
        .name_originals(&list)
        .map_err(|error| format!("{}: {error}", list.display()))?;
    rustc(&binary.program())
}

/// Whether this word of a call of rustc is the file that it compiles.
pub(crate) fn is_source(word: &OsString) -> bool {
    Path::new(word).extension() == Some("rs".as_ref())
}

/// A call of rustc for a binary.
struct Binary<'a> {
    words: &'a [OsString],
    /// Where its file stands in the call.
    place: usize,
    /// The file, from `base` on.
    file: PathBuf,
    /// A folder that holds the file and what may lie around it.
    base: PathBuf,
    /// What is put before a path in the folder to call it as rustc would call it.
    called: PathBuf,
    /// Where the program is to be.
    built: PathBuf,
    /// A folder for what is made on the way.
    folder: PathBuf,
}

impl Binary<'_> {
    fn of(words: &[OsString]) -> Option<Binary<'_>> {
        let place = words.iter().position(is_source)?;
        let file = Path::new(&words[place]);
        // Cargo names what is in the workspace from its root, where it calls rustc.
        let (base, called) = match file.is_relative() {
            true => (env::current_dir().ok()?, PathBuf::new()),
            false => {
                let base = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR")?);
                (base.clone(), base)
            }
        };
        let file = file.strip_prefix(&called).ok()?.to_path_buf();
        let is_plain = |part: Component<'_>| matches!(part, Component::Normal(_));
        if !file.components().all(is_plain) {
            return None;
        }
        let name = value(words, "--crate-name")?.to_str()?;
        let extra = words
            .iter()
            .find_map(|word| word.to_str()?.strip_prefix("extra-filename="));
        let out = Path::new(value(words, "--out-dir")?);
        let name = format!("{name}{}", extra.unwrap_or_default());
        let folder = out.join("explored").join(&name);
        Some(Binary {
            words,
            place,
            file,
            base,
            called,
            built: out.join(name),
            folder,
        })
    }

    /// The copy and what lies around it.
    fn tree(&self) -> PathBuf {
        self.folder.join("tree")
    }

    /// The list of the files that it is made of.
    fn list(&self) -> PathBuf {
        // What follows the last dot may be part of a name.
        let mut name = self.built.clone().into_os_string();
        name.push(".d");
        name.into()
    }

    fn rlib(&self) -> PathBuf {
        self.folder.join("libexplored_binary.rlib")
    }

    /// Writes the copy of the file, the links around it, and the program.
    fn copy(&self) -> io::Result<()> {
        let tree = self.tree();
        if tree.exists() {
            fs::remove_dir_all(&tree)?;
        }
        let mut inside = PathBuf::new();
        for part in self.file.components() {
            fs::create_dir_all(tree.join(&inside))?;
            for entry in fs::read_dir(self.base.join(&inside))? {
                let entry = entry?;
                if entry.file_name() != part.as_os_str() {
                    let link = tree.join(&inside).join(entry.file_name());
                    symlink(&entry.path(), &link)?;
                }
            }
            inside.push(part);
        }
        let mut text = fs::read(self.base.join(&self.file))?;
        text.extend(CALLS.bytes());
        fs::write(tree.join(&self.file), text)?;
        fs::write(self.folder.join("main.rs"), PROGRAM)
    }

    /// The call that compiles the copy.
    fn library(&self) -> Vec<OsString> {
        let file = self.tree().join(&self.file);
        let mut words = self.words.to_vec();
        words[self.place] = file.into();
        if let Some(at) = words.iter().position(|word| word == "--crate-type") {
            words[at + 1] = "rlib".into();
        }
        for word in &mut words {
            if is_emit(word) {
                let files =
                    [("--emit=dep-info=", self.list()), (",link=", self.rlib())];
                *word = joined(&files);
            }
        }
        let mut named = OsString::from("--remap-path-prefix=");
        named.push(self.tree());
        named.push("=");
        named.push(&self.called);
        words.push(named);
        words
    }

    /// The call that compiles the program.
    fn program(&self) -> Vec<OsString> {
        let mut words = self.words.to_vec();
        words[self.place] = self.folder.join("main.rs").into();
        if let Some(at) = words.iter().position(|word| word == "--crate-name") {
            words[at + 1] = "explores_binary".into();
        }
        for word in &mut words {
            if is_emit(word) {
                *word = joined(&[("--emit=link=", self.built.clone())]);
            }
        }
        words.push("--extern".into());
        words.push(joined(&[("explored_binary=", self.rlib())]));
        words
    }

    /// Names the files themselves in the list, in place of where the compiler has found
    /// them.
    fn name_originals(&self, list: &Path) -> io::Result<()> {
        let text = fs::read_to_string(list)?;
        let shown = |folder: &Path| match folder.as_os_str().is_empty() {
            true => String::new(),
            false => format!("{}/", folder.display()).replace(' ', "\\ "),
        };
        fs::write(list, text.replace(&shown(&self.tree()), &shown(&self.called)))
    }
}

fn is_emit(word: &OsStr) -> bool {
    word.to_string_lossy().starts_with("--emit=")
}

/// All of these, one behind the other.
fn joined(parts: &[(&str, PathBuf)]) -> OsString {
    let mut all = OsString::new();
    for (text, path) in parts {
        all.push(text);
        all.push(path);
    }
    all
}

fn symlink(original: &Path, link: &Path) -> io::Result<()> {
    #[cfg(unix)]
    return std::os::unix::fs::symlink(original, link);
    #[cfg(not(unix))]
    {
        let _ = (original, link);
        Err(io::Error::other("the main of a package is explored on Unix alone"))
    }
}
