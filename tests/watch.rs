//! `watch` in a terminal that a test holds: what is on the screen after each key and each
//! save, and that the terminal is left as it was.
#![cfg(unix)]

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use practice::Exercise;

use crate::built::BUILT;
use crate::interrupted::nothing_is_left;

/// No build takes as long, the first on a busy machine included.
const HANG: Duration = Duration::from_secs(300);

/// `watch safe_counter`, or another command, on a screen of its own.
pub struct Watch {
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    screen: Arc<Mutex<vt100::Parser>>,
    terminal: Box<dyn MasterPty + Send>,
    modes: String,
    folder: TempDir,
}

impl Watch {
    fn start() -> Watch {
        Watch::call("watch", &[])
    }

    /// With these variables in its environment.
    pub fn call(command: &str, environment: &[(&str, &Path)]) -> Watch {
        let word = command;
        let folder = tempfile::tempdir().expect("a folder");
        let pair = native_pty_system().openpty(size(80, 24)).expect("a terminal");
        let terminal = pair.master;
        let modes = modes(&*terminal);
        let mut command =
            CommandBuilder::new(&BUILT.binaries["goroutine_practice"]);
        command.args([word, "safe_counter"]);
        command.env("PRACTICE_ANSWERS", folder.path());
        for (name, value) in environment {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("it starts");
        let screen = Arc::new(Mutex::new(vt100::Parser::new(24, 80, 0)));
        let mut shown = terminal.try_clone_reader().expect("a reader");
        let theirs = Arc::clone(&screen);
        // Ends with the terminal.
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(length @ 1..) = shown.read(&mut bytes) {
                theirs.lock().unwrap().process(&bytes[..length]);
            }
        });
        let keyboard = terminal.take_writer().expect("a writer");
        Watch { child, keyboard, screen, terminal, modes, folder }
    }

    fn answer(&self) -> PathBuf {
        self.folder.path().join("goroutine_practice/safe_counter.rs")
    }

    pub fn types(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).expect("it listens");
        self.keyboard.flush().expect("it listens");
    }

    pub fn screen(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// Waits until this is on the screen, and returns the screen.
    #[track_caller]
    pub fn shows(&self, what: &str) -> String {
        let start = Instant::now();
        loop {
            let screen = self.screen();
            if screen.contains(what) {
                return screen;
            }
            assert!(start.elapsed() < HANG, "`{what}` does not come:\n{screen}");
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits for its end, and claims that nothing is left of it.
    #[track_caller]
    pub fn ends(mut self, code: u32) {
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                break status;
            }
            assert!(start.elapsed() < HANG, "no end:\n{}", self.screen());
            thread::sleep(Duration::from_millis(10));
        };
        assert_eq!(status.exit_code(), code, "{status:?}");
        assert_eq!(modes(&*self.terminal), self.modes, "the terminal's modes");
        let is_left = || {
            let screen = self.screen.lock().unwrap();
            screen.screen().alternate_screen() || screen.screen().hide_cursor()
        };
        while is_left() {
            assert!(start.elapsed() < HANG, "the screen is not restored");
            thread::sleep(Duration::from_millis(10));
        }
        nothing_is_left(self.folder.path());
    }
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, ..PtySize::default() }
}

/// How it treats what is typed.
fn modes(terminal: &dyn MasterPty) -> String {
    let modes = terminal.get_termios().expect("a terminal has modes");
    format!("{:?} {:?}", modes.local_flags, modes.input_flags)
}

/// Saves as many editors do: beside it, and then renamed.
fn save(file: &Path, text: &str) {
    let beside = file.with_extension("swap");
    fs::write(&beside, text).expect("it can be written");
    fs::rename(beside, file).expect("it can be renamed");
}

fn exercise() -> &'static Exercise {
    goroutine_practice::SET.exercise("safe_counter").expect("it")
}

fn solution() -> &'static str {
    exercise().solution
}

/// An answer whose check takes five seconds, until it is given up.
fn endless() -> String {
    solution().replace("self.n.fetch_add", "loop {}\n self.n.fetch_add")
}

#[test]
fn watch_judges_at_each_save_and_answers_keys() {
    let mut watch = Watch::start();
    let screen = watch.shows("WRONG, an update was lost");
    assert!(screen.lines().next().unwrap().contains("[3.]"), "{screen}");
    let all = goroutine_practice::SET.exercises.len();
    assert!(screen.contains(&format!("0 of {all} passed")), "{screen}");
    watch.types("h");
    let hint = exercise().hints()[0].split('.').next().expect("a sentence");
    watch.shows(&format!("1. {hint}"));
    watch.types("e");
    watch.shows("steps of it, with the lines of the checks");
    watch.types("l");
    watch.shows("start tasks and leak none");
    watch.types("v");
    watch.shows("WRONG, an update was lost");

    watch.screen.lock().unwrap().screen_mut().set_size(9, 40);
    watch.terminal.resize(size(40, 9)).expect("another size");
    let screen = watch.shows("more lines: Down");
    assert_eq!(screen.lines().count(), 9, "{screen}");
    watch.types("\u{1b}[B");
    watch.shows("Both tasks read 0");
    watch.screen.lock().unwrap().screen_mut().set_size(24, 80);
    watch.terminal.resize(size(80, 24)).expect("another size");

    save(&watch.answer(), solution());
    let screen = watch.shows("safe_counter: passed");
    assert!(screen.contains("[3+]"), "{screen}");
    watch.types("r");
    watch.shows("(y/n)");
    watch.types("y");
    watch.shows("WRONG, an update was lost");
    watch.types("n");
    watch.shows("worker_pool: WRONG, it is not written yet");
    watch.types("q");
    watch.ends(0);
}

#[test]
fn watch_begins_again_when_a_save_comes_during_a_check() {
    let mut watch = Watch::start();
    watch.shows("WRONG, an update was lost");
    save(&watch.answer(), &endless());
    watch.shows("compiling and exploring");
    // Keys are answered meanwhile.
    watch.types("l");
    watch.shows("start tasks and leak none");
    save(&watch.answer(), solution());
    watch.shows("safe_counter: passed");
    assert!(!watch.screen().contains("never ends"));
    // A check that never ends is given up.
    save(&watch.answer(), &endless());
    watch.shows("WRONG, it never ends");
    watch.types("q");
    watch.ends(0);
}

#[test]
fn watch_shows_what_is_no_text_in_place_of_the_old_verdict() {
    let mut watch = Watch::start();
    watch.shows("WRONG, an update was lost");
    fs::remove_file(watch.answer()).unwrap();
    let screen = watch.shows("safe_counter: there is no answer");
    assert!(!screen.contains("WRONG"), "{screen}");
    fs::create_dir(watch.answer()).unwrap();
    let screen = watch.shows("safe_counter: NOT JUDGED, ");
    let words: Vec<&str> = screen.split_whitespace().collect();
    assert!(words.join(" ").contains("safe_counter.rs is a folder"), "{screen}");
    assert!(screen.lines().next().unwrap().contains("[3?]"), "{screen}");
    fs::remove_dir(watch.answer()).unwrap();
    save(&watch.answer(), solution());
    watch.shows("safe_counter: passed");
    watch.types("q");
    watch.ends(0);
}

#[test]
fn watch_leaves_nothing_behind_when_it_is_interrupted() {
    for (signal, code) in
        [(None, 130), (Some(Signal::TERM), 143), (Some(Signal::HUP), 129)]
    {
        let mut watch = Watch::start();
        watch.shows("WRONG, an update was lost");
        // What was built before may be judged before anybody looks; this is not.
        save(&watch.answer(), &endless());
        watch.shows("compiling and exploring");
        match signal {
            None => watch.types("\u{3}"),
            Some(signal) => {
                let process = watch.child.process_id().expect("it runs");
                let process =
                    i32::try_from(process).expect("a number of a process");
                let process = Pid::from_raw(process).expect("it runs");
                kill_process(process, signal).expect("it runs");
            }
        }
        watch.ends(code);
    }
}

#[test]
fn watch_says_that_it_needs_a_terminal() {
    let mut command =
        std::process::Command::new(&BUILT.binaries["channel_practice"]);
    let folder = tempfile::tempdir().expect("a folder");
    command.arg("watch").env("PRACTICE_ANSWERS", folder.path());
    let output = command.output().expect("it starts");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("needs a terminal; cargo week8 check"), "{said}");
    assert!(output.stdout.is_empty());
}
