//! What cargo has built: every lesson's binary, every library, found once per run.

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use course::root;
use serde_json::Value;

/// What one build of the workspace gave.
pub struct Built {
    /// Binaries by their name.
    pub binaries: HashMap<String, PathBuf>,
    /// Libraries, as `rustc --extern` takes them.
    pub libraries: HashMap<String, PathBuf>,
}

/// Built when it is first asked for. What the tests are linked with is not built again.
pub static BUILT: LazyLock<Built> = LazyLock::new(build);

fn build() -> Built {
    // Examples are built with the features that tests ask for; without them half of the
    // crates would be built a second time, with fewer.
    let cargo = Command::new(env!("CARGO"))
        .args(["build", "--workspace", "--bins", "--examples"])
        .arg("--message-format=json")
        .current_dir(root())
        .stderr(Stdio::inherit())
        .output()
        .expect("cargo starts");
    assert!(cargo.status.success(), "the workspace does not build");
    let text = String::from_utf8(cargo.stdout).expect("cargo speaks UTF-8");
    let messages = text.lines().filter_map(|line| serde_json::from_str(line).ok());
    let mut built = Built { binaries: HashMap::new(), libraries: HashMap::new() };
    for message in messages.filter(is_artifact) {
        built.add(&message);
    }
    built
}

impl Built {
    fn add(&mut self, message: &Value) {
        let name =
            message["target"]["name"].as_str().unwrap_or_default().to_string();
        if let Some(binary) = message["executable"].as_str() {
            self.binaries.insert(name, binary.into());
            return;
        }
        let files = message["filenames"].as_array().into_iter().flatten();
        let library = |file: &&str| file.ends_with(".rlib");
        if let Some(file) = files.filter_map(Value::as_str).find(library) {
            self.libraries.insert(name, file.into());
        }
    }
}

fn is_artifact(message: &Value) -> bool {
    message["reason"] == "compiler-artifact"
}
