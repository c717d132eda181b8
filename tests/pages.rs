//! The pages and the pictures are what the lessons say today.

use std::fs;

use course::{WEEKS, page, root};

#[test]
fn every_block_and_every_picture_is_current() {
    for (file, text) in page::all().unwrap_or_else(|error| panic!("{error}")) {
        let there = fs::read_to_string(&file).unwrap_or_default();
        assert!(there == text, "{} is stale: run `make docs`", file.display());
    }
}

#[test]
fn a_week_shows_each_of_its_sections_once_and_in_order() {
    for week in &WEEKS {
        let page = root().join(week.folder).join("README.md");
        let page = fs::read_to_string(page).expect("every week has a page");
        let shown = page.lines().filter(|line| line.starts_with("<!-- section "));
        let shown: Vec<&str> = shown.collect();
        let lessons = week.lessons.iter();
        let wanted = lessons.flat_map(|lesson| {
            let marker = |name| format!("<!-- section {} {name} -->", lesson.name);
            lesson.sections.iter().map(move |section| marker(section.name))
        });
        assert_eq!(shown, wanted.collect::<Vec<_>>(), "{}", week.name);
    }
}
