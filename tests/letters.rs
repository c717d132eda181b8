//! The standard output of one deterministic section of each lesson, to the letter.
//!
//! `tests/letters/LESSON.txt` is what `cargo run -p LESSON -- SECTION` prints, with
//! `{place}` for the file and the line. Its first word names the section.

use std::fs;
use std::process::Command;

use course::{lessons, root};

use crate::built::BUILT;

#[test]
fn every_lesson_prints_one_section_to_the_letter() {
    for lesson in lessons() {
        let file = root().join(format!("tests/letters/{}.txt", lesson.name));
        let wanted = fs::read_to_string(&file).expect("a text for every lesson");
        let (name, _) = wanted.split_once(':').expect("a heading");
        let section = lesson.section(name).expect("the heading names a section");
        let mut command = Command::new(&BUILT.binaries[lesson.name]);
        let output = command.arg(name).output().expect("the lesson starts");
        let printed = String::from_utf8(output.stdout).expect("UTF-8");
        let printed = printed.replace(&section.place(), "{place}");
        // How far the place is indented depends on how long its line number is.
        let squeeze = |text: &str| text.replacen("  ", " ", 60);
        assert!(
            squeeze(&printed) == squeeze(&wanted),
            "{} prints\n{printed}\nand not\n{wanted}",
            lesson.name
        );
    }
}
