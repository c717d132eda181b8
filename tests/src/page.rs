//! The pages: text written by hand, around blocks made from the lessons.
//!
//! A block stands between `<!-- KIND ARGUMENTS -->` and `<!-- end -->`. Everything
//! between the two is made anew; everything outside is left alone.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use practice::Exercise;
use rayon::prelude::*;
use shared::{Lesson, Section};

use crate::program::{self, Program};
use crate::{
    WEEKS, Week, exercises, lessons, recorded, root, section, sections, taken_home,
    way,
};

/// Every file that is made, whole or in part, with the text that it should have.
///
/// # Errors
/// One line that names the file and what is wrong in it.
pub fn all() -> Result<Vec<(PathBuf, String)>, String> {
    files(Explored::Anew)
}

/// The same, but what is shown of the exercises is left as it stands: to find it, all of
/// them have to be built and explored, which takes two minutes.
///
/// # Errors
/// As [`all`].
pub fn without_exploring() -> Result<Vec<(PathBuf, String)>, String> {
    files(Explored::AsItStands)
}

/// Whether the blocks that show what exploring finds are made.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Explored {
    Anew,
    AsItStands,
}

fn files(explored: Explored) -> Result<Vec<(PathBuf, String)>, String> {
    let programs = program::all()?;
    let maker = Maker { explored, programs: &programs };
    // What is explored takes minutes, and each exercise is built and explored by itself.
    let pages = paths().into_par_iter().map(|path| maker.page(&path));
    let mut files = pages.collect::<Result<Vec<_>, String>>()?;
    for (_, section) in sections() {
        files.extend(recorded::svg(section)?);
    }
    files.extend(programs.iter().map(|each| (each.file(), each.text.clone())));
    Ok(files)
}

/// How to explore a program of one's own, after the lesson that finds mistakes by it.
const TAKE_HOME: &str = "week7/goroutines/race_conditions/take_home/README.md";

/// Every page, from the root of the workspace: the course's, the weeks', the lessons'.
pub fn paths() -> Vec<String> {
    let mut paths = vec!["README.md".to_string()];
    for week in &WEEKS {
        paths.push(format!("{}/README.md", week.folder));
        let lessons = week.lessons.iter();
        paths.extend(
            lessons.map(|each| format!("{}/{}/README.md", week.folder, each.name)),
        );
        if TAKE_HOME.starts_with(week.folder) {
            paths.push(TAKE_HOME.to_string());
        }
        let folder = format!("{}/{}", week.folder, week.practice.name);
        let exercises = week.practice.exercises.iter();
        let page = |each: &Exercise| exercises::page(each.name);
        paths.extend(exercises.map(|each| format!("{folder}/{}", page(each))));
    }
    paths
}

/// What pages are made from.
struct Maker<'a> {
    explored: Explored,
    programs: &'a [Program],
}

impl Maker<'_> {
    fn page(&self, path: &str) -> Result<(PathBuf, String), String> {
        let file = root().join(path);
        let text = match (fs::read_to_string(&file), blank(path)) {
            (Err(_), Some(blank)) => Ok(blank),
            (text, _) => text,
        };
        let text = text.map_err(|error| format!("{path}: {error}"))?;
        let text = with_all_sections(text);
        let made = self.fill(&text).map_err(|error| format!("{path}: {error}"))?;
        Ok((file, made))
    }

    /// The text with every block made anew.
    fn fill(&self, text: &str) -> Result<String, String> {
        let mut made = String::new();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            writeln!(made, "{line}").expect("a string takes every write");
            let Some(block) = marker(line) else { continue };
            let end = |line: &&str| marker(line) == Some("end");
            if self.explored == Explored::AsItStands && is_explored(block) {
                for line in lines.by_ref() {
                    writeln!(made, "{line}").expect("as above");
                    if end(&line) {
                        break;
                    }
                }
                continue;
            }
            writeln!(made, "{}", self.block(block)?.trim_end()).expect("as above");
            let end = lines.by_ref().find(end);
            let end = end.ok_or_else(|| format!("`{line}` has no end"))?;
            writeln!(made, "{end}").expect("as above");
        }
        Ok(made)
    }

    fn block(&self, block: &str) -> Result<String, String> {
        let words: Vec<&str> = block.split_whitespace().collect();
        match words[..] {
            ["lessons", week] => Ok(table_of_lessons(named_week(week)?, "")),
            ["all_lessons", week] => {
                let week = named_week(week)?;
                Ok(table_of_lessons(week, &format!("{}/", week.folder)))
            }
            ["exercises", week] => exercises::table(named_week(week)?.practice),
            ["exercise", week, exercise] => {
                exercises::statement(named_week(week)?.practice, exercise)
            }
            ["verdict", week, exercise] => {
                exercises::verdict(named_week(week)?.practice, exercise)
            }
            ["file", path] => taken_home::file(path),
            ["explored", package] => taken_home::explored(package, None),
            ["explored", package, patch] => {
                taken_home::explored(package, Some(patch))
            }
            ["must", lesson] => Ok(must_path(named_lesson(lesson)?)),
            ["way", lesson] => way::of(named_lesson(lesson)?),
            ["sections", lesson] => Ok(list_of_sections(named_lesson(lesson)?)),
            ["section", lesson, section] => {
                let lesson = named_lesson(lesson)?;
                let found = self.programs.iter().find(|program| {
                    program.of.0.name == lesson.name && program.of.1.name == section
                });
                section::text(
                    found.ok_or_else(|| format!("no section `{section}`"))?,
                )
            }
            _ => Err(format!("no block is called `{block}`")),
        }
    }
}

/// A lesson's page with a block for every section: a new one comes after the one that it
/// follows in the table.
fn with_all_sections(mut text: String) -> String {
    let first = text.lines().find_map(|line| marker(line)?.strip_prefix("way "));
    let Some(lesson) = first.and_then(|name| named_lesson(name).ok()) else {
        return text;
    };
    let mut last = format!("<!-- sections {} -->", lesson.name);
    for section in lesson.sections {
        let block = format!("<!-- section {} {} -->", lesson.name, section.name);
        if !text.contains(&block)
            && let Some(at) = text.find(&last)
            && let Some(end) = text[at..].find("<!-- end -->\n")
        {
            let end = at + end + "<!-- end -->\n".len();
            text.insert_str(end, &format!("\n{block}\n<!-- end -->\n"));
        }
        last = block;
    }
    text
}

/// The page of an exercise, which is made whole.
fn blank(path: &str) -> Option<String> {
    WEEKS.iter().find_map(|week| {
        let rest = path.strip_prefix(week.folder)?.strip_prefix('/')?;
        let page = rest.strip_prefix(week.practice.name)?.strip_prefix('/')?;
        let mut exercises = week.practice.exercises.iter();
        let exercise = exercises.find(|each| exercises::page(each.name) == page)?;
        Some(exercises::blank(week.practice, exercise))
    })
}

fn is_explored(block: &str) -> bool {
    ["exercises ", "verdict ", "explored "]
        .iter()
        .any(|kind| block.starts_with(kind))
}

fn marker(line: &str) -> Option<&str> {
    Some(line.strip_prefix("<!-- ")?.strip_suffix(" -->")?.trim())
}

fn named_week(name: &str) -> Result<&'static Week, String> {
    let week = WEEKS.iter().find(|week| week.name == name);
    week.ok_or_else(|| format!("no week `{name}`"))
}

fn named_lesson(name: &str) -> Result<&'static Lesson, String> {
    let lesson = lessons().find(|lesson| lesson.name == name);
    lesson.ok_or_else(|| format!("no lesson `{name}`"))
}

fn table_of_lessons(week: &Week, folder: &str) -> String {
    let mut table = "| lesson | what it is about | sections | must |\n".to_string();
    table.push_str("| --- | --- | --- | --- |\n");
    for Lesson { name, title, sections } in week.lessons {
        let must = sections.iter().filter(|section| section.must).count();
        let row = format!(
            "| [{name}]({folder}{name}/README.md) | {title} | {} | {must} |\n",
            sections.len()
        );
        table.push_str(&row);
    }
    table
}

fn must_path(lesson: &Lesson) -> String {
    let must = lesson.sections.iter().filter(|section| section.must);
    let names: Vec<String> =
        must.map(|section| format!("`{}`", section.name)).collect();
    names.join(", ")
}

fn list_of_sections(lesson: &Lesson) -> String {
    let mut list = String::new();
    for Section { name, must, title, .. } in lesson.sections {
        let star = if *must { " ★" } else { "" };
        list.push_str(&format!("- [`{name}`](#{name}){star} {title}\n"));
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(text: &str, explored: Explored) -> Result<String, String> {
        Maker { explored, programs: &[] }.fill(text)
    }

    #[test]
    fn a_new_section_gets_a_block_in_its_place() {
        let lesson = lessons().next().expect("a lesson");
        let [first, second, third] = [0, 1, 2].map(|n| lesson.sections[n].name);
        let lesson = lesson.name;
        let block =
            |name| format!("<!-- section {lesson} {name} -->\n<!-- end -->\n");
        let page = format!(
            "<!-- way {lesson} -->\n<!-- end -->\n\
             <!-- sections {lesson} -->\n<!-- end -->\n\n{}by hand\n{}",
            block(first),
            block(third)
        );
        let made = with_all_sections(page);
        let wanted =
            format!("{}\n{}by hand\n{}", block(first), block(second), block(third));
        assert!(made.contains(&format!("\n\n{}", &wanted[..])), "{made}");
    }

    #[test]
    fn only_blocks_are_made_anew() {
        let page =
            "# Title\n<!-- must waitgroups -->\nold\n<!-- end -->\nby hand\n";
        let made = fill(page, Explored::Anew).unwrap();
        assert!(
            made.starts_with("# Title\n<!-- must waitgroups -->\n`two_workers`")
        );
        assert!(made.ends_with("<!-- end -->\nby hand\n") && !made.contains("old"));
        assert_eq!(fill(&made, Explored::Anew).unwrap(), made);
    }

    #[test]
    fn what_was_explored_can_be_left() {
        let page = "<!-- exercises week7 -->\nold\n<!-- end -->\n\
                    <!-- must waitgroups -->\nold\n<!-- end -->\n";
        let made = fill(page, Explored::AsItStands).unwrap();
        assert!(made.starts_with("<!-- exercises week7 -->\nold\n<!-- end -->\n"));
        assert_eq!(made.matches("old").count(), 1, "{made}");
    }

    #[test]
    fn a_wrong_block_is_named() {
        let error =
            fill("<!-- section waitgroups nap -->\n<!-- end -->\n", Explored::Anew)
                .unwrap_err();
        assert_eq!(error, "no section `nap`");
        let error = fill("<!-- must waitgroups -->\n", Explored::Anew).unwrap_err();
        assert_eq!(error, "`<!-- must waitgroups -->` has no end");
    }
}
