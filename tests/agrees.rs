//! What `check` says of an answer that rustc has something to say about, and that it
//! compiles what `run` compiles.

use std::fs;
use std::process::Output;

use course::root;
use practice::Exercise;
use serde_json::Value;

use crate::practice::{stdout, week7_command};

fn exercise(name: &str) -> &'static Exercise {
    goroutine_practice::SET.exercise(name).expect("it")
}

/// `COMMAND NAME` with this answer and these flags of rustc.
fn called(command: &str, name: &str, answer: &str, flags: &str) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join(format!("{name}.rs")), answer).unwrap();
    let mut call = week7_command(folder.path(), &[command, name, "--answers"]);
    call.arg(folder.path());
    if !flags.is_empty() {
        call.env("RUSTFLAGS", flags);
    }
    call.output().expect("it starts")
}

fn check(name: &str, answer: &str) -> String {
    stdout(&called("check", name, answer, ""))
}

/// The solution of `safe_counter` with lines before and after it.
fn between(head: &str, tail: &str) -> String {
    format!("{head}{}{tail}", exercise("safe_counter").solution)
}

/// A line that rustc refuses, if the lock is std's.
const UNKEPT: &str =
    "pub fn f(n: &std::sync::Mutex<u8>) {\n    let _ = n.lock();\n}\n";

#[test]
fn what_runs_is_judged_and_what_does_not_is_not() {
    let own = "pub struct Panicked;\npub fn made() -> crate::Panicked { \
               crate::Panicked }\n";
    let private = "mod inner { pub struct Own; }\nfn made() -> crate::inner::Own { \
                   crate::inner::Own }\n";
    let right = [
        between("", own),
        between("", private),
        between("#![deny(warnings)]\n", ""),
        between("#![deny(warnings)]\n", UNKEPT),
    ];
    for answer in right {
        for command in ["check", "run"] {
            let output = called(command, "safe_counter", &answer, "");
            assert!(output.status.success(), "{answer}\n{output:?}");
        }
    }
    let feature = between("#![feature(never_type)]\n", "");
    for command in ["check", "run"] {
        let output = called(command, "safe_counter", &feature, "");
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let text = stdout(&output);
        assert!(text.starts_with("error[E0554]: `#![feature]`"), "{text}");
    }
}

#[test]
fn what_is_linked_with_an_answer_stands_denied_warnings() {
    let solution = exercise("safe_counter").solution;
    let output = called("check", "safe_counter", solution, "-D warnings");
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn what_rustc_warns_of_stands_with_the_verdict() {
    let starter = exercise("safe_counter").starter;
    let begins = "pub fn increment(&self) {\n";
    let lock = "let lock = std::sync::Mutex::new(());\n";
    let unused = format!("{begins}{lock}lock.lock().unwrap();\n");
    let text = check("safe_counter", &starter.replace(begins, &unused));
    assert!(text.starts_with("safe_counter: WRONG"), "{text}");
    assert!(
        text.contains("rustc warns:\n\nwarning: unused `std::sync::Mutex"),
        "{text}"
    );
    assert!(!text.contains("never used") && !text.contains("help:"), "{text}");
    let answer = between("", UNKEPT);
    let judged = called("check", "safe_counter", &answer, "");
    let run = called("run", "safe_counter", &answer, "");
    for (said, output) in [(&judged.stdout, &judged), (&run.stderr, &run)] {
        let said = String::from_utf8_lossy(said);
        assert!(output.status.success(), "{output:?}");
        assert!(said.contains(": `let _ =` keeps nothing. A guard"), "{output:?}");
    }
    let unkept = format!("{begins}{lock}let _ = lock.lock();\n");
    let text = check("safe_counter", &starter.replace(begins, &unkept));
    assert!(text.contains(": `let _ =` keeps nothing. A guard"), "{text}");
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(
        folder.path().join("safe_counter.rs"),
        between("", "fn u(n: u8) {}\n"),
    )
    .unwrap();
    let mut json =
        week7_command(folder.path(), &["check", "safe_counter", "--json"]);
    let json =
        json.arg("--answers").arg(folder.path()).output().expect("it starts");
    let object: Value = serde_json::from_str(&stdout(&json)).expect("an object");
    assert_eq!(object["passed"], true, "{object}");
    let warnings = object["warnings"].as_str().unwrap();
    assert!(warnings.contains("unused variable: `n`"), "{object}");
}

#[test]
fn a_signature_that_differs_is_set_beside_the_one_that_is_asked_for() {
    let solution = exercise("safe_counter").solution;
    let answer = solution.replace("add(&self, n: u64)", "add(&self, n: u32)");
    let answer = answer.replace("fetch_add(n,", "fetch_add(u64::from(n),");
    let answer = answer.replace("pub fn reset", "fn reset");
    let text = check("safe_counter", &answer);
    let starter = "goroutine_practice/exercises/safe_counter/starter.rs";
    for part in [
        "safe_counter: it does not compile with its checks\n",
        starter,
        "  pub fn add(&self, n: u64)\n  answer    20  pub fn add(&self, n: u32)\n",
        "  pub fn reset(&self) -> u64\n  answer        has none\n",
        "  rustc says  error[E0",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("checks/"), "{text}");
    let file = root().join("week7/goroutines").join(starter);
    let asked = fs::read_to_string(file).unwrap();
    let line =
        asked.lines().position(|line| line.contains("pub fn add(")).unwrap() + 1;
    assert!(text.contains(&format!("  asked   {line:>4}  pub fn add(")), "{text}");
}

#[test]
fn an_answer_may_use_a_token_of_tokio_util() {
    let mut answer = exercise("rate_limiter").solution.to_string();
    for (old, new) in [
        ("use tokio::sync::watch;", "use tokio_util::sync::CancellationToken;"),
        ("watch::Sender<bool>", "CancellationToken"),
        ("watch::Sender::new(false)", "CancellationToken::new()"),
        ("*self.stopped.borrow()", "self.stopped.is_cancelled()"),
        ("        let mut stopped = self.stopped.subscribe();\n", ""),
        (
            "_ = stopped.wait_for(|stopped| *stopped)",
            "() = self.stopped.cancelled()",
        ),
        ("self.stopped.send_replace(true)", "self.stopped.cancel()"),
    ] {
        assert!(answer.contains(old), "{old}");
        answer = answer.replace(old, new);
    }
    for command in ["check", "run"] {
        let output = called(command, "rate_limiter", &answer, "");
        assert!(output.status.success(), "{output:?}");
    }
    // A child that is cancelled cancels nobody else.
    let wrong = answer.replace(".cancel();", ".child_token().cancel();");
    let text = check("rate_limiter", &wrong);
    assert!(text.starts_with("rate_limiter: WRONG"), "{text}");
}

#[test]
fn what_there_is_not_is_told_with_what_there_is() {
    let modelled = "What tasks share is modelled here";
    for (name, line) in [
        ("safe_counter", "use std::sync::Exclusive;"),
        ("safe_counter", "use std::fs::File;"),
        ("safe_counter", "fn f() { std::sync::Mutex::new(0).force_unlock(); }"),
        ("rate_limiter", "use tokio::net::TcpListener;"),
        ("rate_limiter", "use tokio::runtime::RuntimeMetrics;"),
        ("rate_limiter", "use tokio_util::codec::LinesCodec;"),
    ] {
        let answer = format!("{}\n{line}\n", exercise(name).solution);
        let text = check(name, &answer);
        assert!(text.contains(modelled), "{line}\n{text}");
        assert!(!text.contains("conc_") && !text.contains("/src/"), "{text}");
    }
    let answer = between("", "use parking_lot::Mutex;\n");
    let text = check("safe_counter", &answer);
    assert!(text.contains("There is no crate parking_lot here"), "{text}");
    assert!(!text.contains("use `cargo add"), "{text}");
    assert!(!text.contains(modelled), "{text}");
    // A typing error is none of these.
    let text = check("safe_counter", &between("", "fn f() { valeu(); }\n"));
    assert!(text.starts_with("error[E0425]"), "{text}");
    assert!(!text.contains(modelled), "{text}");
}

#[test]
fn a_refused_static_is_told_once() {
    let begins = "pub fn increment(&self) {\n";
    let shared = "static ALL: std::sync::Mutex<u64> = std::sync::Mutex::new(0);\n\
                  *ALL.lock().unwrap() += 1;\n";
    let solution = exercise("safe_counter").solution;
    let text = check(
        "safe_counter",
        &solution.replace(begins, &format!("{begins}{shared}")),
    );
    assert!(text.starts_with("safe_counter: REFUSED, no verdict"), "{text}");
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    assert_eq!(text.matches("would start where the last one stopped").count(), 1);
    assert!(text.ends_with("It is the mutex made at answers/safe_counter.rs:17."));
}

#[test]
fn what_is_to_be_typed_leads_to_the_same_verdict() {
    let folder = tempfile::Builder::new().prefix("their work ").tempdir().unwrap();
    let file = folder.path().join("safe_counter.rs");
    // Not the learner's own, whose lines have other numbers.
    let theirs = format!("// Theirs.\n{}", exercise("safe_counter").starter);
    fs::write(file, theirs).unwrap();
    let words = ["check", "safe_counter", "--seed", "7", "--answers"];
    let mut check = week7_command(folder.path(), &words);
    let verdict = stdout(&check.arg(folder.path()).output().expect("it starts"));
    let typed = |lead: &str| {
        let line = verdict.lines().find_map(|line| line.trim().strip_prefix(lead));
        let line = line.unwrap_or_else(|| panic!("no {lead} in {verdict}"));
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", line.trim()]).current_dir(root());
        shell.env("PRACTICE_ANSWERS", folder.path()).output().expect("it starts")
    };
    let again = typed("again: ");
    assert_eq!(again.status.code(), Some(1), "{again:?}");
    let told = verdict.lines().take(8).collect::<Vec<_>>().join("\n");
    assert!(stdout(&again).starts_with(&told), "{again:?}");
}

#[test]
fn an_old_program_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = folder.path().join("week7");
    fs::copy(&crate::built::BUILT.binaries["goroutine_practice"], &program)
        .unwrap();
    let source = folder.path().join("source.rs");
    let list = format!("{}: {}\n", program.display(), source.display());
    fs::write(folder.path().join("week7.d"), list).unwrap();
    let said = || {
        let mut list = std::process::Command::new(&program);
        list.arg("list").env("PRACTICE_ANSWERS", folder.path());
        String::from_utf8(list.output().expect("it starts").stderr).expect("UTF-8")
    };
    let newer = std::time::SystemTime::now() + std::time::Duration::from_secs(60);
    fs::File::create(&source).unwrap().set_modified(newer).unwrap();
    let line = format!(
        "goroutine_practice: this program is older than {}; cargo week7 builds it anew\n",
        source.display()
    );
    assert_eq!(said(), line);
    let older = std::time::SystemTime::UNIX_EPOCH;
    fs::File::options()
        .write(true)
        .open(&source)
        .unwrap()
        .set_modified(older)
        .unwrap();
    assert_eq!(said(), "");
}
