//! The programs of the pages, as a reader has them: built with the crates that they name
//! and nothing else, run, and held to what the pages say that they print.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use course::program::comments::WIDTH;
use course::program::{self, Crate, Program};
use course::{recorded, root, sections};

/// Programs that cannot print what their section says, and why.
const OTHERWISE: [(&str, &str, &str); 1] =
    [("select_statements", "futurelock", "who hangs is read from the log")];

struct Built {
    programs: Vec<Program>,
    /// The executable of each, in their order.
    executables: Vec<PathBuf>,
}

static BUILT: LazyLock<Built> = LazyLock::new(build);

/// A package for every set of features of tokio, so that none has more than it names.
fn build() -> Built {
    let programs = program::all().unwrap_or_else(|error| panic!("{error}"));
    let folder = root().join("target/programs");
    let mut sets = BTreeMap::<Vec<Crate>, usize>::new();
    let (mut executables, mut bins) = (Vec::new(), BTreeSet::new());
    for program in &programs {
        let of_tokio = |one: &&Crate| one.name.starts_with("tokio");
        let set = program.crates.iter().filter(of_tokio).cloned().collect();
        let next = sets.len();
        let set = *sets.entry(set).or_insert(next);
        let name = format!("{}__{}", program.of.0.name, program.of.1.name);
        let bin = folder.join(format!("set{set}/src/bin/{name}"));
        write(&bin.join("main.rs"), &program.text);
        bins.insert(bin);
        executables.push(folder.join("target/debug").join(name));
    }
    let mut members = Vec::new();
    for (tokio, set) in &sets {
        let mut crates = BTreeMap::new();
        let of_set = programs.iter().filter(|program| {
            let others = |one: &&Crate| !tokio.contains(one);
            let others = program.crates.iter().filter(others);
            let mut others = others.filter(|one| one.name.starts_with("tokio"));
            others.next().is_none()
                && tokio.iter().all(|one| program.crates.contains(one))
        });
        for one in of_set.flat_map(|program| &program.crates) {
            crates.insert(&one.name, one);
        }
        let dependencies: String =
            crates.values().map(|one| dependency(one)).collect();
        let manifest = format!(
            "[package]\nname = \"set{set}\"\nedition = \"2024\"\n\n\
             [lints.rust]\nwarnings = \"deny\"\n\n[dependencies]\n{dependencies}"
        );
        write(&folder.join(format!("set{set}/Cargo.toml")), &manifest);
        members.push(format!("\"set{set}\""));
    }
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n\
         [profile.dev]\ndebug = false\n\n\
         [profile.dev.package.explore]\nopt-level = 1\n",
        members.join(", ")
    );
    write(&folder.join("Cargo.toml"), &manifest);
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock");
    remove_strays(&folder, &bins);
    let mut errors = String::new();
    for set in sets.values() {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--quiet", "--bins", "--keep-going", "--package"]);
        cargo.arg(format!("set{set}")).current_dir(&folder);
        cargo.env("CARGO_TARGET_DIR", folder.join("target"));
        let output = cargo.output().expect("cargo starts");
        if !output.status.success() {
            errors.push_str(&String::from_utf8_lossy(&output.stderr));
        }
    }
    assert!(errors.is_empty(), "programs do not build:\n{errors}");
    Built { programs, executables }
}

/// What a reader would stumble over: `&name` where `name` is enough, a function that
/// could be an `async fn`, an argument that could stand in the format.
#[test]
fn are_written_as_one_would_write_them() {
    let folder = root().join("target/programs");
    assert!(!BUILT.programs.is_empty());
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["clippy", "--quiet", "--workspace", "--bins", "--keep-going"]);
    cargo.args(["--message-format=short", "--", "--warn=clippy::all"]);
    cargo.arg("--warn=clippy::uninlined_format_args");
    cargo.current_dir(&folder).env("CARGO_TARGET_DIR", folder.join("target"));
    let output = cargo.output().expect("cargo starts");
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("`cargo-clippy") && said.contains("rustup component add") {
        eprintln!("left out: there is no clippy");
        return;
    }
    assert!(output.status.success(), "{said}");
}

#[test]
fn have_no_comment_that_is_too_wide() {
    let mut wide = Vec::new();
    for (lesson, section) in sections() {
        let text = section.program().unwrap_or_else(|error| panic!("{error}"));
        let comments = text.lines().filter(|line| line.contains("// "));
        for line in comments.filter(|line| line.chars().count() > WIDTH) {
            wide.push(format!("{} {}: {line}", lesson.name, section.name));
        }
    }
    assert!(wide.is_empty(), "{}", wide.join("\n"));
}

fn dependency(one: &Crate) -> String {
    let Crate { name, version, features } = one;
    let place = match version {
        Some(version) => format!("version = \"{version}\""),
        None => format!("path = \"{}\"", root().join(name).display()),
    };
    format!("{name} = {{ {place}, features = {features:?} }}\n")
}

/// Only what is new is written, so that only what is new is built.
fn write(file: &Path, text: &str) {
    if fs::read_to_string(file).is_ok_and(|there| there == text) {
        return;
    }
    let folder = file.parent().expect("a file in a folder");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(file, text))
        .expect("a file");
}

/// A section that is gone, or has other features, leaves a program behind.
fn remove_strays(folder: &Path, known: &BTreeSet<PathBuf>) {
    let sets = fs::read_dir(folder).expect("a folder").flatten();
    for set in
        sets.filter(|set| set.file_name().to_string_lossy().starts_with("set"))
    {
        let members =
            fs::read_to_string(folder.join("Cargo.toml")).expect("a manifest");
        if !members.contains(&format!("{:?}", set.file_name().to_string_lossy())) {
            fs::remove_dir_all(set.path()).expect("a folder of mine");
            continue;
        }
        let bins = fs::read_dir(set.path().join("src/bin")).expect("a folder");
        for bin in bins.flatten().filter(|bin| !known.contains(&bin.path())) {
            fs::remove_dir_all(bin.path()).expect("a folder of mine");
        }
    }
}

fn run(executable: &Path) -> Output {
    let mut command = Command::new(executable);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.output().expect("the program starts")
}

/// Where nothing varies a program prints what the page shows, line by line. Where
/// something varies it prints as many lines of each shape, with other figures in them
/// and in another order; a section whose own two runs differ more than that is only held
/// to its end.
#[test]
fn print_what_their_pages_show() {
    let Built { programs, executables } = &*BUILT;
    let (mut same, mut alike, mut ended) = (0, 0, Vec::new());
    let mut wrong = Vec::new();
    for (program, executable) in programs.iter().zip(executables) {
        let (lesson, section) = program.of;
        let place = format!("{} {}", lesson.name, section.name);
        let output = run(executable);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{place}: {error}");
        let printed = String::from_utf8(output.stdout).expect("UTF-8");
        let run = recorded::run(section).expect("a readable run");
        let run = run.unwrap_or_else(|| panic!("{place}: run `docs --record`"));
        let shown = program.printed(&run.transcript);
        let otherwise = OTHERWISE
            .iter()
            .any(|(of, name, _)| (*of, *name) == (lesson.name, section.name));
        if otherwise {
            continue;
        }
        if section.varies.is_none() {
            let lines = lines(&printed, &shown);
            if lines == shown {
                same += 1;
            } else {
                wrong.push(format!("{place} prints {lines:#?} and not {shown:#?}"));
            }
        } else if shapes(&lines(&printed, &shown)) == shapes(&shown) {
            alike += 1;
        } else {
            ended.push(place);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{same} print the same, {alike} alike; only ended: {ended:#?}");
    assert!(same + alike >= programs.len() * 9 / 10, "{ended:#?}");
}

/// The lines of an output. What one task says may have several, of which only the first
/// has its name: the log gives it to each.
fn lines(printed: &str, shown: &[String]) -> Vec<String> {
    let mut lines = Vec::<String>::new();
    for line in printed.lines() {
        let named = |line: &str| Some(line.split_once(": ")?.0.to_string());
        let before = lines.last().and_then(|last| named(last));
        match before {
            Some(who) if shown.contains(&format!("{who}: {line}")) => {
                lines.push(format!("{who}: {line}"));
            }
            _ => lines.push(line.to_string()),
        }
    }
    lines
}

/// How often each line comes, whatever figures are in it.
fn shapes(lines: &[String]) -> HashMap<String, usize> {
    let mut shapes = HashMap::new();
    for line in lines {
        let mut shape = String::new();
        for word in line.split_whitespace() {
            let word: String = word
                .chars()
                .map(|c| if c.is_ascii_digit() { '0' } else { c })
                .collect();
            shape.push(' ');
            shape.push_str(&short(&word));
        }
        *shapes.entry(shape).or_insert(0) += 1;
    }
    shapes
}

/// A figure may have more or fewer digits.
fn short(word: &str) -> String {
    let mut short = String::new();
    for c in word.chars() {
        if !(c == '0' && short.ends_with('0')) {
            short.push(c);
        }
    }
    short
}

#[test]
fn need_nothing_of_the_course_but_what_they_name() {
    for Program { of: (lesson, section), text, .. } in &BUILT.programs {
        let place = format!("{} {}", lesson.name, section.name);
        for trace in ["shared::", "log.", "Task", "voice!", "\u{1}", "crate::"] {
            let named = text.lines().any(|line| {
                let code = line.split("//").next().unwrap_or_default();
                code.contains(trace)
            });
            assert!(
                !named || trace == "Task" && text.contains("TaskTracker"),
                "{place}: {trace}"
            );
        }
    }
}
