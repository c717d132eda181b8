//! How far a long search is stands on standard error, while it goes on.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use calls::{call, package};

mod calls;

/// In all orders it would go on for days.
const LONG: &str = "
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
fn counts() {
    let counter = AtomicU32::new(0);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..8).for_each(|_| drop(counter.fetch_add(1, SeqCst))));
        }
    });
}
";

/// More schedules than anybody has time for.
const ALL: [&str; 3] = ["--exhaustive", "--schedules", "1000000000"];

/// The first lines that say how far the call is: as many as asked for.
fn told(mut command: Command, many: usize) -> Vec<String> {
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    let lines = BufReader::new(child.stderr.take().expect("a pipe")).lines();
    let told = lines.map_while(Result::ok).filter(|line| line.contains("explores"));
    let told = told.take(many).collect();
    child.kill().expect("it runs");
    child.wait().expect("it has ended");
    told
}

/// How many schedules there were, by what comes after this on the line.
fn schedules(line: &str, begins: &str) -> usize {
    let number = line.strip_prefix(begins).and_then(|rest| {
        let (number, _) = rest.split_once(" schedules")?;
        number.replace(',', "").parse().ok()
    });
    number.unwrap_or_else(|| panic!("{begins} is not in {line:?}"))
}

#[test]
fn of_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = format!("{LONG}fn main() {{ counts() }}\n");
    fs::write(folder.path().join("long.rs"), text).expect("a file");
    let words = [&["run", "long.rs"], &ALL[..]].concat();
    let told = told(call(folder.path(), &words), 1);
    assert!(schedules(&told[0], "cargo explore: explores: ") > 0);
}

/// Its process writes how far it is into a file, and who waits for it reads that.
#[test]
fn of_the_tests_of_a_package() {
    let tests = "#[test]\nfn short() {}\n#[test]\nfn tall() { counts() }\n";
    let package = package(&format!("{LONG}{tests}"));
    let words = [&["test"], &ALL[..]].concat();
    let told = told(call(package.path(), &words), 2);
    let begins = "cargo explore: explores 2 of 2: tall: ";
    let [first, second] =
        [0, 1].map(|place: usize| schedules(&told[place], begins));
    // A line comes where there is news.
    assert!(0 < first && 2 * first <= second, "{told:?}");
}
