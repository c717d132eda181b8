//! The programs in Go, as one: each is a package of its own, so that all are built,
//! vetted and linked once.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::fact::Fact;
use crate::root;
use crate::run::{Verdict, outcome};
use crate::tools::{self, Tool};

/// Says which package a process is to run.
const WHICH: &str = "FACT";

/// What building them gave.
pub(crate) struct Built(Result<Program, Verdict>);

struct Program {
    folder: PathBuf,
    version: String,
    /// What `go vet` and `gofmt` say, line by line.
    vetted: Vec<String>,
    /// Without a compiler for C there is no race detector.
    races: Option<PathBuf>,
}

/// Builds and vets them all.
pub(crate) fn build(facts: &[&Fact]) -> Built {
    let Some(go) = tools::go() else {
        let (major, minor) = tools::GO;
        return Built(Err(Verdict::LeftOut(format!("no go {major}.{minor}"))));
    };
    Built(build_with(&go, facts).map_err(Verdict::Failed))
}

fn build_with(go: &Tool, facts: &[&Fact]) -> Result<Program, String> {
    // The same place each time: go finds in its cache what has not changed.
    let folder = root().join("target/facts/go");
    let path = folder.as_path();
    write_all(path, facts).map_err(|error| error.to_string())?;
    let build = ["build", "-trimpath", "-ldflags=-s -w", "-o", "../plain", "./all"];
    succeeds(command(go, path).env("CGO_ENABLED", "0").args(build))?;
    let vet =
        output(command(go, path).env("CGO_ENABLED", "0").args(["vet", "./..."]))?;
    let mut vetted = said(&vet);
    vetted.extend(formatted(go, path)?);
    let mut races = None;
    if facts.iter().any(|fact| fact.comments.races.is_some()) && tools::has_c() {
        let build = ["build", "-race", "-trimpath", "-o", "../races", "./raced"];
        succeeds(command(go, path).env("CGO_ENABLED", "1").args(build))?;
        races = Some(path.with_file_name("races"));
    }
    Ok(Program { version: go.version.clone(), vetted, races, folder })
}

/// One call for every package, and one main that chooses by name.
fn write_all(folder: &Path, facts: &[&Fact]) -> std::io::Result<()> {
    let _ = fs::remove_dir_all(folder); // of an earlier run, if there is one
    fs::create_dir_all(folder)?;
    let (major, minor) = tools::GO;
    let module = format!("module facts\n\ngo {major}.{minor}\n");
    fs::write(folder.join("go.mod"), module)?;
    let mut all = Vec::new();
    for fact in facts {
        let name = fact.package();
        let package = fact.text.replacen(
            "\npackage main\n",
            &format!("\npackage {name}\n"),
            1,
        );
        let text = package.replacen("\nfunc main() {", "\nfunc Main() {", 1);
        fs::create_dir(folder.join(&name))?;
        fs::write(folder.join(&name).join(format!("{}.go", fact.stem())), &text)?;
        if text.contains("\nfunc Main() {") {
            all.push((name, fact.comments.races.is_some()));
        }
    }
    let raced =
        all.iter().filter(|(_, raced)| *raced).map(|(name, _)| name.as_str());
    write_main(&folder.join("raced"), raced.collect())?;
    write_main(
        &folder.join("all"),
        all.iter().map(|(name, _)| name.as_str()).collect(),
    )
}

fn write_main(folder: &Path, names: Vec<&str>) -> std::io::Result<()> {
    let mut imports = String::new();
    let mut cases = String::new();
    for name in names {
        imports.push_str(&format!("\t\"facts/{name}\"\n"));
        cases.push_str(&format!("\tcase \"{name}\":\n\t\t{name}.Main()\n"));
    }
    fs::create_dir(folder)?;
    let main = format!(
        "package main\n\nimport (\n{imports}\t\"os\"\n)\n\nfunc main() {{\n\
         \tswitch os.Getenv(\"{WHICH}\") {{\n{cases}\t}}\n}}\n"
    );
    fs::write(folder.join("main.go"), main)
}

/// Nothing is fetched: what is not in the standard library does not build.
fn command(go: &Tool, folder: &Path) -> Command {
    let mut command = Command::new(&go.program);
    command.current_dir(folder).env("GOFLAGS", "-mod=mod");
    command.envs([("GOPROXY", "off"), ("GOWORK", "off"), ("GOTOOLCHAIN", "local")]);
    command
}

fn output(command: &mut Command) -> Result<Output, String> {
    command.output().map_err(|error| error.to_string())
}

fn succeeds(command: &mut Command) -> Result<Output, String> {
    let output = output(command)?;
    let why = || String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() { Ok(output) } else { Err(why()) }
}

/// The lines of `FILE:LINE: what is wrong`.
fn said(output: &Output) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stderr);
    let lines = text.lines().filter(|line| line.contains(".go:"));
    lines.map(|line| line.trim_start_matches("vet: ").to_string()).collect()
}

/// A line for each file that gofmt would write otherwise; none, if it is not there.
fn formatted(go: &Tool, folder: &Path) -> Result<Vec<String>, String> {
    let root = output(command(go, folder).args(["env", "GOROOT"]))?;
    let root = String::from_utf8_lossy(&root.stdout).trim().to_string();
    let gofmt = Path::new(&root).join("bin/gofmt");
    let Ok(output) =
        Command::new(gofmt).arg("-l").arg(".").current_dir(folder).output()
    else {
        return Ok(Vec::new());
    };
    let files = String::from_utf8_lossy(&output.stdout);
    let files = files.lines().filter(|file| !file.ends_with("main.go"));
    Ok(files
        .map(|file| format!("{file}: gofmt would write it otherwise"))
        .collect())
}

impl Built {
    pub(crate) fn verdict(&self, fact: &Fact) -> Verdict {
        match &self.0 {
            Ok(program) => program.verdict(fact),
            Err(verdict) => verdict.clone(),
        }
    }
}

impl Program {
    fn verdict(&self, fact: &Fact) -> Verdict {
        if let Err(why) = self.vet(fact) {
            return Verdict::Failed(why);
        }
        let says = &fact.comments;
        if says.is_run() {
            let mut command = Command::new(self.folder.with_file_name("plain"));
            command.env(WHICH, fact.package());
            if let Err(why) = outcome(&mut command, says) {
                return Verdict::Failed(why);
            }
        }
        let Some(wanted) = says.races else {
            return Verdict::Held(format!("Go {}", self.version));
        };
        let Some(races) = &self.races else {
            return Verdict::LeftOut(
                "no compiler for C, so no race detector".into(),
            );
        };
        let output = Command::new(races).env(WHICH, fact.package()).output();
        let errors = output.map(|output| output.stderr).unwrap_or_default();
        let errors = String::from_utf8_lossy(&errors);
        if errors.contains("WARNING: DATA RACE") == wanted {
            Verdict::Held(format!("Go {} -race", self.version))
        } else {
            Verdict::Failed(format!("finds a race: {}; {errors}", !wanted))
        }
    }

    /// What is said of its file must be what it says, no more and no less.
    fn vet(&self, fact: &Fact) -> Result<(), String> {
        let folder = format!("{}/", fact.package());
        let lines = self
            .vetted
            .iter()
            .filter(|line| line.trim_start_matches("./").starts_with(&folder));
        let lines: Vec<&String> = lines.collect();
        let mut found = HashSet::new();
        for line in &lines {
            let wanted =
                fact.comments.vets.iter().find(|part| line.contains(*part));
            found.insert(wanted.ok_or_else(|| line.to_string())?);
        }
        let missing = fact.comments.vets.iter().find(|part| !found.contains(part));
        match missing {
            Some(part) => Err(format!("go vet does not say \"{part}\": {lines:?}")),
            None => Ok(()),
        }
    }
}
