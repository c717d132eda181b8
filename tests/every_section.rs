//! What holds for every section of every lesson.

use std::fs;

use course::{WEEKS, lessons, root, sections};

/// A section has one idea; past this it has two.
const LONGEST: usize = 50;

#[test]
fn has_a_test_of_its_name() {
    for (lesson, section) in sections() {
        let file = root().join(format!("tests/{}.rs", lesson.name));
        let tests =
            fs::read_to_string(&file).expect("a file of tests for every lesson");
        let head = format!("#[test]\nfn {}() {{", section.name);
        assert!(tests.contains(&head), "{} has no test", section.name);
    }
}

#[test]
fn explains_itself() {
    for (lesson, section) in sections() {
        let explanation = section.explanation();
        assert!(!explanation.is_empty(), "{} {}", lesson.name, section.name);
    }
}

#[test]
fn is_short() {
    for (lesson, section) in sections() {
        let code = section.code();
        let length = code.lines().position(|line| line == "}").expect("an end") + 1;
        let (lesson, name) = (lesson.name, section.name);
        assert!(length <= LONGEST, "{lesson} {name} is {length} lines long");
    }
}

#[test]
fn has_a_name_of_its_own_in_its_lesson() {
    for lesson in lessons() {
        let mut names: Vec<&str> =
            lesson.sections.iter().map(|section| section.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), lesson.sections.len(), "{}", lesson.name);
    }
}

#[test]
fn stands_in_a_lesson_that_cargo_lists_in_reading_order() {
    let manifest =
        fs::read_to_string(root().join("Cargo.toml")).expect("a manifest");
    let members = manifest.lines().filter_map(|line| {
        let member = line.trim().strip_prefix('"')?.strip_suffix("\",")?;
        let lesson = member.starts_with("week") && !member.ends_with("_practice");
        lesson.then(|| member.to_string())
    });
    let lessons = WEEKS.iter().flat_map(|week| {
        week.lessons.iter().map(|lesson| format!("{}/{}", week.folder, lesson.name))
    });
    assert_eq!(members.collect::<Vec<_>>(), lessons.collect::<Vec<_>>());
}
