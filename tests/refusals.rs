//! What the compiler refuses, it refuses for the reason that the text gives.
//!
//! An example marked `compile_fail` shows the compiler's own first line in a comment:
//!
//! ```text
//! // error[E0382]: use of moved value
//! ```
//!
//! rustdoc on a stable compiler accepts any error, whatever number the example names.
//! So each example is also given to rustc itself, linked with what the lessons are
//! linked with, and its first error must begin with that line.

use std::fs;
use std::process::Command;

use course::sections;
use serde_json::Value;
use shared::Section;

use crate::built::BUILT;

struct Example {
    fence: String,
    code: String,
}

#[test]
fn are_for_the_reason_that_is_shown() {
    let mut seen = 0;
    for (lesson, section) in sections() {
        for example in examples(section) {
            let place = format!("{} {}", lesson.name, section.name);
            let (number, expected) = expectation(&example, &place);
            let (code, error) = first_error(&example.code, &place);
            assert_eq!(code, number, "{place}: {error}");
            assert!(
                error.starts_with(&expected),
                "{place}: {error}\nnot {expected}"
            );
            seen += 1;
        }
    }
    assert!(seen > 0, "no lesson shows what the compiler refuses");
}

#[test]
fn an_example_that_compiles_or_fails_otherwise_is_noticed() {
    let moved = "fn main() { let a = vec![1]; drop(a); drop(a); }";
    let (code, error) = first_error(moved, "a check of the check");
    assert_eq!(code.as_deref(), Some("E0382"), "{error}");
    let (code, error) = first_error("fn main() {}", "a check of the check");
    assert_eq!((code, error.as_str()), (None, "it compiles"));
}

/// The examples in a section's doc comment that must not compile, whole: with the lines
/// that begin with `# `, which pages leave out.
fn examples(section: &Section) -> Vec<Example> {
    let head = format!("fn {}(", section.name);
    let lines: Vec<&str> = section.text.lines().collect();
    let at =
        lines.iter().position(|line| line.contains(&head)).expect("its function");
    let doc = lines[..at].iter().rev().take_while(|line| !line.is_empty());
    let doc: Vec<&str> = doc.filter_map(|line| line.strip_prefix("///")).collect();
    let mut doc =
        doc.into_iter().rev().map(|line| line.strip_prefix(' ').unwrap_or(line));
    let mut examples = Vec::new();
    while let Some(fence) =
        doc.by_ref().find(|line| line.starts_with("```compile_fail"))
    {
        let code = doc.by_ref().take_while(|line| !line.starts_with("```"));
        let code = code.map(|line| line.strip_prefix("# ").unwrap_or(line));
        let code = code.collect::<Vec<_>>().join("\n");
        examples.push(Example { fence: fence.to_string(), code });
    }
    examples
}

/// The error's number, if the fence names one, and the line that the reader is shown.
fn expectation(example: &Example, place: &str) -> (Option<String>, String) {
    let number =
        example.fence.split_once(',').map(|(_, number)| number.to_string());
    let mut lines = example.code.lines();
    let shown = lines.find_map(|line| Some(line.split_once("// error")?.1));
    let shown =
        shown.unwrap_or_else(|| panic!("{place}: no comment `// error...`"));
    (number, format!("error{shown}"))
}

/// What rustc says first: the error's number, if it has one, and its line.
fn first_error(code: &str, place: &str) -> (Option<String>, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("example.rs");
    let code = if code.contains("fn main()") {
        code.to_string()
    } else {
        format!("fn main() {{\n{code}\n}}")
    };
    fs::write(&file, code).expect("a file");
    let mut rustc = Command::new(std::env::var("RUSTC").unwrap_or("rustc".into()));
    rustc.args(["--edition=2024", "--emit=metadata", "--error-format=json"]);
    rustc.arg("--out-dir").arg(folder.path()).arg(&file);
    for (name, library) in &BUILT.libraries {
        let folder = library.parent().expect("a folder of libraries");
        rustc.arg("-L").arg(format!("dependency={}", folder.display()));
        rustc.arg("--extern").arg(format!("{name}={}", library.display()));
    }
    let output = rustc.output().expect("rustc starts");
    let text = String::from_utf8(output.stderr).expect("rustc speaks UTF-8");
    let messages = text.lines().filter_map(|line| serde_json::from_str(line).ok());
    let error =
        messages.into_iter().find(|message: &Value| message["level"] == "error");
    let Some(error) = error else {
        assert!(output.status.success(), "{place}: {text}");
        return (None, "it compiles".into());
    };
    let number = error["code"]["code"].as_str().map(str::to_string);
    let bracket =
        number.as_ref().map_or(String::new(), |number| format!("[{number}]"));
    let message = error["message"].as_str().unwrap_or_default();
    (number, format!("error{bracket}: {message}"))
}
