//! What is set on this machine and changes how the course is built or runs.

use std::env;
use std::path::Path;

use crate::finding::Finding;
use crate::run::{cargo, root, says};

/// Variables and entries of cargo's config whose names begin so, and what follows from
/// them. The first that fits counts.
const MEANINGS: &[(&str, &str)] = &[
    ("RUSTFLAGS", FLAGS),
    ("CARGO_ENCODED_RUSTFLAGS", FLAGS),
    ("CARGO_BUILD_RUSTFLAGS", FLAGS),
    ("build.rustflags", FLAGS),
    ("RUSTC_WRAPPER", WRAPPER),
    ("RUSTC_WORKSPACE_WRAPPER", WRAPPER),
    ("CARGO_BUILD_RUSTC_WRAPPER", WRAPPER),
    ("CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER", WRAPPER),
    ("build.rustc-wrapper", WRAPPER),
    ("build.rustc-workspace-wrapper", WRAPPER),
    ("RUSTC", "this compiler is used, whatever rustup says"),
    ("CARGO_BUILD_RUSTC", "this compiler is used, whatever rustup says"),
    ("build.rustc", "this compiler is used, whatever rustup says"),
    ("CARGO_TARGET_DIR", TARGET),
    ("CARGO_BUILD_TARGET_DIR", TARGET),
    ("build.target-dir", TARGET),
    ("build.build-dir", TARGET),
    ("CARGO_BUILD_TARGET", ANOTHER),
    ("build.target", ANOTHER),
    ("CARGO_NET_OFFLINE", OFFLINE),
    ("net.offline", OFFLINE),
    (
        "RUST_MIN_STACK",
        "each thread takes a stack of so many bytes: many do not fit",
    ),
    ("RUST_TEST_THREADS", "so many tests run at once"),
    ("CARGO_PROFILE_", "built otherwise than tried: figures may differ"),
    ("profile.", "built otherwise than tried: figures may differ"),
    ("CARGO_TARGET_", "another linker, runner or other flags are used"),
    ("target.", "another linker, runner or other flags are used"),
    ("source.", "crates come from there"),
    ("env.", "set for all that cargo starts"),
];

const FLAGS: &str = "all is built anew when it changes; a warning that it denies is an \
                     error in the lessons and the answers";
const WRAPPER: &str = "each compilation goes through it; if one fails, try without";
const TARGET: &str = "all is built there";
const ANOTHER: &str =
    "built for that machine: what is built has to run on this one";
const OFFLINE: &str = "cargo downloads nothing";

/// A thing that is set.
struct Setting {
    name: String,
    value: String,
    /// The file, if it is not the environment.
    file: Option<String>,
}

/// What is set, unless the course does it itself.
pub struct Settings {
    settings: Vec<Setting>,
    /// Whether cargo has told what its files say.
    told: bool,
}

impl Settings {
    /// Reads the environment, and has cargo read its files: those above the course and
    /// the one in its home.
    pub fn read() -> Settings {
        let variables = env::vars_os().filter_map(|(name, value)| {
            let name = name.into_string().ok()?;
            let value = value.to_string_lossy().into_owned();
            // An empty one is as good as none, and those in small letters are not cargo's.
            let counts =
                !value.is_empty() && name.chars().all(|c| !c.is_lowercase());
            counts.then_some(Setting { name, value, file: None })
        });
        let mut settings: Vec<Setting> = variables.collect();
        let files = files();
        let told = files.is_some();
        settings.extend(files.unwrap_or_default());
        settings.retain(|setting| setting.meaning().is_some());
        settings.sort_by(|one, other| one.name.cmp(&other.name));
        Settings { settings, told }
    }

    /// Whether cargo may not use the network.
    pub fn offline(&self) -> bool {
        let offline = |setting: &&Setting| setting.meaning() == Some(OFFLINE);
        let mut all = self.settings.iter().filter(offline);
        all.any(|setting| setting.value == "true")
    }

    /// A line for each, or one that says that there are none.
    pub fn findings(&self) -> Vec<Finding> {
        let lines = self.settings.iter().map(|setting| {
            let Setting { name, value, file } = setting;
            let place = file.as_ref().map(|file| format!(" in {file}"));
            let found = format!("{name} = {value}{}", place.unwrap_or_default());
            Finding::note("settings", found, setting.meaning().unwrap_or_default())
        });
        let mut lines: Vec<Finding> = lines.collect();
        if !self.told {
            let found = "cargo does not tell what its config files say";
            lines.push(Finding::note("settings", found, ""));
        }
        if lines.is_empty() {
            lines.push(Finding::ok("settings", "none that is unusual"));
        }
        lines
    }
}

impl Setting {
    /// What follows from it; nothing if that is of no matter here.
    fn meaning(&self) -> Option<&'static str> {
        let fits = |begins: &&str| match begins.ends_with(['.', '_']) {
            true => self.name.starts_with(*begins),
            false => self.name == **begins,
        };
        MEANINGS
            .iter()
            .find(|(begins, _)| fits(begins))
            .map(|(_, meaning)| *meaning)
    }
}

/// What cargo's config files say, or nothing if cargo does not tell. Only cargo knows
/// which files count, and this way of asking it is not stable yet.
fn files() -> Option<Vec<Setting>> {
    let mut ask = cargo();
    ask.args(["-Zunstable-options", "config", "get", "--show-origin"]);
    let said = says(ask.env("RUSTC_BOOTSTRAP", "1")).ok()?;
    let mut settings: Vec<Setting> = Vec::new();
    for line in said.lines().filter(|line| !line.starts_with('#')) {
        let (entry, origin) = line.rsplit_once(" # ").unwrap_or((line, ""));
        match entry.split_once(" = ") {
            Some((name, value)) => settings.push(Setting {
                name: name.to_string(),
                value: value.trim_matches('"').to_string(),
                file: Some(origin.to_string()),
            }),
            // A list goes on over some lines, and each of them names the file.
            None => {
                let Some(list) = settings.last_mut() else { continue };
                list.value += entry.trim();
                if !origin.is_empty() {
                    list.file = Some(origin.to_string());
                }
            }
        }
    }
    let own = root().join(".cargo");
    let is_own = |file: &String| Path::new(file).starts_with(&own);
    settings.retain(|setting| !setting.file.as_ref().is_some_and(is_own));
    Some(settings)
}
