//! The pages and the pictures are what the lessons say today.

use std::fs;

use course::{WEEKS, lessons, page, recorded, root, sections};
use shared::{Log, Transcript};

/// `docs --check`, which CI runs, holds what is shown of the exercises to it, too.
#[test]
fn every_block_and_every_picture_is_current() {
    for (file, text) in
        page::without_exploring().unwrap_or_else(|error| panic!("{error}"))
    {
        let there = fs::read_to_string(&file).unwrap_or_default();
        assert!(there == text, "{} is stale: run `make docs`", file.display());
    }
}

#[test]
fn a_lesson_shows_each_of_its_sections_once_and_in_order() {
    for week in &WEEKS {
        for lesson in week.lessons {
            let page = root().join(week.folder).join(lesson.name).join("README.md");
            let page = fs::read_to_string(page).expect("every lesson has a page");
            let shown =
                page.lines().filter(|line| line.starts_with("<!-- section "));
            let marker = |name| format!("<!-- section {} {name} -->", lesson.name);
            let sections = lesson.sections.iter();
            let wanted = sections.map(|section| marker(section.name));
            assert_eq!(
                shown.collect::<Vec<_>>(),
                wanted.collect::<Vec<_>>(),
                "{}",
                lesson.name
            );
        }
    }
}

#[test]
fn every_section_has_a_recorded_run() {
    for (lesson, section) in sections() {
        let run = recorded::run(section).expect("a readable run");
        let place = format!("{} {}", lesson.name, section.name);
        assert!(run.is_some(), "{place}: `docs --record` keeps one");
    }
}

/// What stands beside a lesson is of one of its sections: a renamed section leaves none
/// behind.
#[test]
fn nothing_is_left_of_a_section_that_is_gone() {
    for lesson in lessons() {
        for folder in ["runs", "pictures", "programs", "beside"] {
            let folder = course::folder(&lesson.sections[0]).join(folder);
            let Ok(entries) = fs::read_dir(&folder) else { continue };
            for entry in entries.flatten() {
                let path = entry.path();
                let name = path.file_stem().unwrap_or_default().to_string_lossy();
                let known = lesson.section(&name).is_some();
                assert!(known, "{} is of no section", path.display());
            }
        }
    }
}

/// Exploring finds the same schedule each time, so its picture can be held to it.
#[test]
fn an_explored_picture_shows_what_is_found_today() {
    let (mut seen, mut stale) = (0, Vec::new());
    for (lesson, section) in sections() {
        let recorded =
            recorded::transcript(section).expect("a readable transcript");
        let explored =
            |transcript: &Transcript| transcript.tasks().contains(&"explorer");
        if let Some(recorded) = recorded.filter(explored) {
            let log = Log::silent();
            (section.run)(&log);
            if log.transcript() != recorded {
                stale.push(format!("{} {}", lesson.name, section.name));
            }
            seen += 1;
        }
    }
    assert!(seen > 0, "no explored section has a picture");
    assert!(stale.is_empty(), "record anew: {}", stale.join(", "));
}

#[test]
fn every_link_within_the_course_leads_somewhere() {
    for page in page::paths() {
        let file = root().join(&page);
        let text = fs::read_to_string(&file).expect("a page");
        let mut links = 0;
        for link in links_outside_of_code(&text) {
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = match path {
                "" => file.clone(),
                _ => file.parent().expect("a folder").join(path),
            };
            assert!(target.exists(), "{page}: nothing at {link}");
            let named = format!("<a id=\"{anchor}\">");
            let line = anchor.strip_prefix('L').and_then(|line| line.parse().ok());
            let found = match line {
                _ if anchor.is_empty() => true,
                Some(line) => lines(&target) >= line,
                None => {
                    fs::read_to_string(&target).is_ok_and(|to| to.contains(&named))
                }
            };
            assert!(found, "{page}: no place {link}");
            links += 1;
        }
        assert!(links > 0, "{page} has no links");
    }
}

fn links_outside_of_code(page: &str) -> impl Iterator<Item = &str> {
    let mut code = false;
    let text = page.lines().filter(move |line| {
        let fence = line.starts_with("```");
        code ^= fence;
        !code && !fence
    });
    let links = text.flat_map(|line| line.split("](").skip(1));
    let links = links.filter_map(|rest| Some(rest.split_once(')')?.0));
    links.filter(|link| !link.starts_with("http"))
}

fn lines(file: &std::path::Path) -> usize {
    fs::read_to_string(file).map_or(0, |text| text.lines().count())
}
