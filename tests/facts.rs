//! What the pages say of Go, Python, the crates and the system is held by programs.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use course::{WEEKS, Week, root, sections};
use facts::beside;
use facts::comments::plain;
use facts::fact::{self, Fact};
use facts::run::{self, Verdict};

use crate::built::BUILT;

fn programs() -> Vec<Fact> {
    fact::all().unwrap_or_else(|error| panic!("{error}"))
}

fn programs_beside() -> Vec<Fact> {
    beside::all().unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn each_program_does_what_it_says() {
    let programs = [programs(), programs_beside()].concat();
    let verdicts = run::all(&programs, &BUILT.binaries["facts"]);
    let mut wrong = Vec::new();
    for (fact, verdict) in programs.iter().zip(verdicts) {
        let file = fact.file.display();
        match verdict {
            Verdict::Held(_) => {}
            // Past the test harness, which shows nothing of a test that passes.
            Verdict::LeftOut(why) => {
                writeln!(std::io::stderr(), "left out: {file}: {why}")
                    .expect("said");
            }
            Verdict::Failed(why) => wrong.push(format!("{file}: {why}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_sentence_stands_where_its_program_says() {
    let mut missing = Vec::new();
    for fact in programs() {
        for (place, quote) in &fact.comments.holds {
            let text = text_of(place);
            let stands =
                text.is_some_and(|text| plain(&text).contains(&plain(quote)));
            if !stands {
                missing.push(format!("{}: {place}: {quote}", fact.file.display()));
            }
        }
    }
    let count = missing.len();
    assert!(count == 0, "{count} do not stand there:\n{}", missing.join("\n"));
}

#[test]
fn each_program_beside_a_section_has_one() {
    for fact in programs_beside() {
        let (lesson, section) = fact.comments.beside.expect("it has been read");
        let found = sections()
            .any(|(a, b)| (a.name, b.name) == (lesson.as_str(), section.as_str()));
        assert!(found, "{}: no section {lesson} {section}", fact.file.display());
    }
}

/// The text of a section (`LESSON SECTION`), around the sections of a lesson or a week
/// (`LESSON`, `week7`), or of a file.
fn text_of(place: &str) -> Option<String> {
    if let Some((lesson, section)) = place.split_once(' ') {
        return text_of_section(lesson, section);
    }
    let file = root().join(place);
    if file.is_file() {
        return fs::read_to_string(file).ok();
    }
    let mut texts = String::new();
    for week in &WEEKS {
        let lesson = week.lessons.iter().any(|lesson| lesson.name == place);
        if lesson || week.name == place {
            texts.extend(
                pages(week)
                    .into_iter()
                    .filter_map(|page| fs::read_to_string(page).ok()),
            );
        }
    }
    (!texts.is_empty()).then_some(texts)
}

/// Explanation, code, claims, what stands beside it, and what a page says below it.
fn text_of_section(lesson: &str, name: &str) -> Option<String> {
    let found = sections().find(|(a, b)| (a.name, b.name) == (lesson, name));
    let (_, section) = found?;
    let mut text = [section.title, "\n", section.always, "\n"].concat();
    text.push_str(section.varies.unwrap_or_default());
    text.push_str(&format!("\n{}\n{}\n", section.explanation(), section.code()));
    for fact in programs_beside() {
        if fact.comments.beside == Some((lesson.into(), name.into())) {
            text.push_str(&fact.text);
        }
    }
    let marker = format!("<!-- section {lesson} {name} -->");
    for page in WEEKS.iter().flat_map(pages) {
        let page = fs::read_to_string(page).unwrap_or_default();
        if let Some((_, below)) = page.split_once(&marker) {
            text.push_str(below.split("<!-- section ").next().unwrap_or(below));
        }
    }
    Some(text)
}

/// The page of a week and those of its lessons.
fn pages(week: &Week) -> Vec<PathBuf> {
    let folder = root().join(week.folder);
    let lessons = week.lessons.iter().map(|lesson| folder.join(lesson.name));
    let folders = [folder.clone()].into_iter().chain(lessons);
    folders
        .map(|folder| folder.join("README.md"))
        .filter(|page| page.is_file())
        .collect()
}

/// The versions that no tool of today can show, because the older one is not there.
const OF_OLDER_TOOLS: [(&str, &str); 1] =
    [("select_statements ticker", "was 1 before Go 1.23")];

/// A sentence that names a version is the first to become false.
#[test]
fn each_version_that_a_section_names_is_held() {
    let programs = programs();
    let held = programs.iter().flat_map(|fact| &fact.comments.holds);
    let mut held: Vec<(String, String)> =
        held.map(|(place, quote)| (place.clone(), plain(quote))).collect();
    held.extend(OF_OLDER_TOOLS.map(|(place, quote)| (place.into(), quote.into())));
    let mut named = 0;
    for (lesson, section) in sections() {
        let place = format!("{} {}", lesson.name, section.name);
        let mut text =
            plain(&text_of_section(lesson.name, section.name).expect("one"));
        named += versions(&text).len();
        for (_, quote) in held.iter().filter(|(of, _)| *of == place) {
            text = text.replace(quote.as_str(), "");
        }
        assert_eq!(
            versions(&text),
            Vec::<String>::new(),
            "{place}: no fact holds them"
        );
    }
    assert!(named > 0, "no section names a version");
}

/// What reads as `Go 1.23`, `Python 3.13`, `tokio 1.54`, `since 3.13` in a text.
fn versions(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let pairs = words.windows(2).filter(|pair| {
        let tools =
            ["Go", "Python", "CPython", "Rust", "tokio", "crossbeam", "rayon"];
        let named =
            tools.contains(&pair[0]) || ["since", "Since"].contains(&pair[0]);
        let number = pair[1].trim_end_matches(|end: char| !end.is_ascii_digit());
        let numbers: Vec<&str> = number.split('.').collect();
        let digits = |part: &&str| part.parse::<u32>().is_ok();
        named && numbers.len() >= 2 && numbers.iter().all(digits)
    });
    pairs.map(|pair| pair.join(" ")).collect()
}

#[test]
fn a_version_is_found_in_a_text() {
    let text =
        "Since Go 1.25, wg.Go does both (128 in tokio 1.54); since 3.13: 1.5 ms";
    assert_eq!(versions(text), ["Go 1.25,", "tokio 1.54);", "since 3.13:"]);
    assert!(versions("in Go 100 threads, since 5 of them; Rust 2024").is_empty());
}
