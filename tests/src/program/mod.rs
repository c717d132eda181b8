//! Each section as a whole program: one file that a reader can copy and run, without
//! the log or anything else of this course.

pub mod comments;
mod explored;
mod gather;
mod lent;
mod names;
mod needs;
mod output;
mod plain;
mod sources;
mod speech;
mod tidy;
mod tokens;
mod types;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use shared::{Lesson, Section, Transcript};

use crate::{folder, root, sections};
use sources::Module;
use tokens::Code;

pub use needs::Crate;
pub(crate) use output::without_place;

/// A section's program.
pub struct Program {
    /// The lesson and the section that it is made from.
    pub of: (&'static Lesson, &'static Section),
    /// The whole file.
    pub text: String,
    /// Whether its lines begin with the name of the task that prints them.
    pub named: bool,
    /// The crates that it needs.
    pub crates: Vec<Crate>,
}

impl Program {
    /// The file that it belongs in.
    pub fn file(&self) -> PathBuf {
        let (_, section) = self.of;
        folder(section).join("programs").join(format!("{}.rs", section.name))
    }

    /// The program in two parts: up to the end of `main`, and its helpers.
    pub fn parts(&self) -> (&str, &str) {
        let main = self.text.find("fn main() {").expect("every program has a main");
        let end = self.text[main..]
            .find("\n}\n")
            .map_or(self.text.len(), |end| main + end + "\n}\n".len());
        self.text.split_at(end)
    }

    /// What the program prints in a run of which this is the transcript.
    pub fn printed(&self, run: &Transcript) -> Vec<String> {
        output::printed(run, self.named)
    }
}

/// The program of every section, in reading order.
///
/// # Errors
/// One line that names the section for which none can be made, or says that there is no
/// rustfmt.
pub fn all() -> Result<Vec<Program>, String> {
    let mut programs = Vec::new();
    let mut lessons: BTreeMap<&str, Vec<Module>> = BTreeMap::new();
    for (lesson, section) in sections() {
        let modules = match lessons.get(lesson.name) {
            Some(modules) => modules,
            None => lessons.entry(lesson.name).or_insert(modules(section)?),
        };
        let program = program(modules, lesson, section).map_err(|error| {
            format!("{} {}: {error}", lesson.name, section.name)
        })?;
        programs.push(program);
    }
    format(&mut programs)?;
    for program in &mut programs {
        program.text = format!("{}{}", first_lines(&program.crates), program.text);
    }
    Ok(programs)
}

/// What a reader types to add the crates, as comments; nothing if there are none.
fn first_lines(crates: &[Crate]) -> String {
    let mut lines = String::new();
    for one in crates {
        lines.push_str(&format!("// {}\n", one.line()));
    }
    if crates.iter().any(|one| one.version.is_none()) {
        let place = "the folder into which you have cloned the course";
        lines.push_str(&format!("// ({}: {place})\n", needs::PLACE));
    }
    if lines.is_empty() { lines } else { lines + "\n" }
}

/// The files of the section's lesson, and what all lessons share of their programs.
fn modules(section: &Section) -> Result<Vec<Module>, String> {
    let mut modules = sources::modules(&root().join(section.lib))?;
    let heap = root().join("shared/src/heap.rs");
    modules.push(sources::module(&heap, vec!["shared".to_string()])?);
    Ok(modules)
}

fn program(
    modules: &[Module],
    lesson: &'static Lesson,
    section: &'static Section,
) -> Result<Program, String> {
    let is_section = |module: &[String], name: &str| {
        let file = Path::new(module.last().map_or("lib", String::as_str));
        let in_file =
            |each: &Section| Path::new(each.file).with_extension("") == file;
        lesson.section(name).is_some_and(in_file)
    };
    let file = Path::new(section.file).with_extension("");
    let module = file.iter().map(|part| part.to_string_lossy().to_string());
    let module: Vec<String> = module.filter(|part| part != "lib").collect();
    let whole = gather::gather(modules, &module, section.name, is_section)?;
    let (text, named) = plain::plain(&whole, section.name)?;
    let crates = needs::crates(&Code::new(&*text)?)?;
    Ok(Program { of: (lesson, section), text, named, crates })
}

/// Lays the programs out as rustfmt does, all in one call.
fn format(programs: &mut [Program]) -> Result<(), String> {
    // Two tests may do so at the same time, in the same folder.
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = root().join("target/programs/format");
    fs::create_dir_all(&folder)
        .map_err(|e| format!("{}: {e}", folder.display()))?;
    let file = |number: usize| folder.join(format!("{number}.rs"));
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.args(["--edition=2024", "--quiet", "--config-path"]).arg(root());
    for (number, program) in programs.iter().enumerate() {
        let file = file(number);
        fs::write(&file, &program.text).map_err(|error| error.to_string())?;
        rustfmt.arg(file);
    }
    let output = rustfmt.output().map_err(|error| {
        format!("rustfmt: {error} (`rustup component add rustfmt`)")
    })?;
    if !output.status.success() {
        return Err(format!(
            "rustfmt: {}",
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    for (number, program) in programs.iter_mut().enumerate() {
        let text =
            fs::read_to_string(file(number)).map_err(|error| error.to_string())?;
        program.text = comments::fitted(&text);
    }
    Ok(())
}
