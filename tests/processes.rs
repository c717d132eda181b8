//! Every lesson as the reader meets it: a process with a command line.

use std::fs;
use std::io::Read;
use std::process::{Command, Output, Stdio};

use course::{lessons, program, sections};
use shared::Lesson;

use crate::built::BUILT;

fn command(lesson: &Lesson) -> Command {
    let mut command = Command::new(&BUILT.binaries[lesson.name]);
    command.stdin(Stdio::null());
    command
}

fn run(lesson: &Lesson, arguments: &[&str]) -> Output {
    command(lesson).args(arguments).output().expect("the lesson starts")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

#[test]
fn a_lesson_runs_to_its_end() {
    for lesson in lessons() {
        let output = run(lesson, &[]);
        assert!(output.status.success(), "{}: {}", lesson.name, stderr(&output));
        let text = stdout(&output);
        let mut place = 0;
        for section in lesson.sections {
            let heading = format!("{}: {}", section.name, section.title);
            let found = text[place..].find(&heading);
            place += found
                .unwrap_or_else(|| panic!("{heading} is not where it belongs"));
        }
        let last = text.lines().last().expect("a last line");
        assert!(last.contains("--list"), "{last}");
    }
}

#[test]
fn a_lesson_fits_80_columns_and_is_plain_in_a_pipe() {
    for lesson in lessons() {
        let text = stdout(&run(lesson, &[]));
        assert!(!text.contains('\x1b'), "{} colours a pipe", lesson.name);
        let wide = text.lines().filter(|line| line.chars().count() > 80);
        let wide: Vec<&str> = wide.collect();
        assert!(wide.is_empty(), "{}: {wide:#?}", lesson.name);
    }
}

#[test]
fn a_section_runs_alone_by_its_name() {
    for (lesson, section) in sections().filter(|(_, section)| section.must) {
        let output = run(lesson, &[section.name]);
        assert!(output.status.success(), "{}: {}", section.name, stderr(&output));
        let text = stdout(&output);
        assert!(text.starts_with(&format!("{}: ", section.name)), "{text}");
        assert!(!text.contains("--list"), "{text}");
    }
}

#[test]
fn a_list_names_every_section_and_stars_the_must_path() {
    for lesson in lessons() {
        let text = stdout(&run(lesson, &["--list"]));
        assert_eq!(text.lines().count(), lesson.sections.len());
        for (line, section) in text.lines().zip(lesson.sections) {
            let mut words = line.split_whitespace();
            assert_eq!(words.next(), Some(section.name), "{line}");
            assert_eq!(words.next() == Some("*"), section.must, "{line}");
            assert!(line.ends_with(section.title), "{line}");
        }
    }
}

#[test]
fn code_is_the_whole_program_of_the_section() {
    for program in program::all().unwrap_or_else(|error| panic!("{error}")) {
        let (lesson, section) = program.of;
        let text = stdout(&run(lesson, &["--code", section.name]));
        assert_eq!(text, program.text, "{} {}", lesson.name, section.name);
    }
}

#[test]
fn a_planned_panic_is_told_before_it_comes_and_no_other() {
    for (lesson, section) in sections() {
        let output = run(lesson, &[section.name]);
        let panics = stderr(&output).contains("panicked at");
        let told = stdout(&output).contains("A panic is planned here.");
        assert_eq!(
            panics,
            told,
            "{} {}: {}",
            lesson.name,
            section.name,
            stderr(&output)
        );
    }
}

#[test]
fn a_lesson_begins_with_how_much_there_is() {
    for lesson in lessons() {
        let text = stdout(&run(lesson, &[]));
        let number = lesson.sections.len();
        let told: Vec<&str> = text.lines().take(3).collect();
        let told = told.join("\n");
        assert!(told.contains(&format!("\n{number} sections, ")), "{told}");
        assert!(
            told.contains(&format!(": cargo lesson {} ", lesson.name)),
            "{told}"
        );
    }
}

#[test]
fn every_section_can_be_drawn() {
    let folder = tempfile::tempdir().expect("a folder");
    for (lesson, section) in sections() {
        let file = folder.path().join(format!("{}.svg", section.name));
        let path = file.to_str().expect("a plain path");
        let output = run(lesson, &["--draw", section.name, "-o", path]);
        assert!(output.status.success(), "{}: {}", section.name, stderr(&output));
        let svg = fs::read_to_string(&file).expect("the file is written");
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"), "{svg}");
    }
}

#[test]
fn nonsense_is_refused_in_one_line_with_exit_code_2() {
    for lesson in lessons() {
        let nearly = format!("{}s", lesson.sections[0].name);
        let calls: [&[&str]; 6] = [
            &[&nearly],
            &["--frob"],
            &["--draw"],
            &["--code", "nothing"],
            &["--list", "--help"],
            &["-o", "file"],
        ];
        for call in calls {
            let output = run(lesson, call);
            assert_eq!(output.status.code(), Some(2), "{call:?}");
            assert_eq!(stdout(&output), "", "{call:?}");
            assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
        }
        let suggestion = format!("did you mean `{}`?", lesson.sections[0].name);
        let error = stderr(&run(lesson, &[&nearly]));
        assert!(error.contains(&suggestion), "{error}");
    }
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    for lesson in lessons() {
        let name = lesson.sections[0].name;
        let output = run(lesson, &["--draw", name, "-o", "/no/such/folder/x.svg"]);
        assert_eq!(output.status.code(), Some(1));
        let error = stderr(&output);
        assert!(error.contains("/no/such/folder/x.svg: "), "{error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    for lesson in lessons() {
        let started =
            command(lesson).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut lesson_process = started.expect("the lesson starts");
        // Closed before the first line or soon after: both must end quietly.
        drop(lesson_process.stdout.take());
        let mut error = String::new();
        let mut pipe = lesson_process.stderr.take().expect("a pipe");
        pipe.read_to_string(&mut error).expect("UTF-8");
        let status = lesson_process.wait().expect("it ends");
        assert!(status.success(), "{}: {error}", lesson.name);
        assert!(!error.contains("Broken pipe"), "{}: {error}", lesson.name);
    }
}
