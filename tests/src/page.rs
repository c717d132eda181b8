//! The pages: text written by hand, around blocks made from the lessons.
//!
//! A block stands between `<!-- KIND ARGUMENTS -->` and `<!-- end -->`. Everything
//! between the two is made anew; everything outside is left alone.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use shared::{Lesson, Section};

use crate::{WEEKS, Week, exercises, lessons, recorded, root};

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
    let mut files = vec![page("README.md", explored)?];
    for week in &WEEKS {
        files.push(page(&format!("{}/README.md", week.folder), explored)?);
        for section in week.lessons.iter().flat_map(|lesson| lesson.sections) {
            files.extend(recorded::svg(section)?);
        }
    }
    Ok(files)
}

fn page(path: &str, explored: Explored) -> Result<(PathBuf, String), String> {
    let file = root().join(path);
    let text =
        fs::read_to_string(&file).map_err(|error| format!("{path}: {error}"))?;
    let made = fill(&text, explored).map_err(|error| format!("{path}: {error}"))?;
    Ok((file, made))
}

/// The text with every block made anew.
fn fill(text: &str, explored: Explored) -> Result<String, String> {
    let mut made = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        writeln!(made, "{line}").expect("a string takes every write");
        let Some(block) = marker(line) else { continue };
        let end = |line: &&str| marker(line) == Some("end");
        if explored == Explored::AsItStands && is_explored(block) {
            for line in lines.by_ref() {
                writeln!(made, "{line}").expect("as above");
                if end(&line) {
                    break;
                }
            }
            continue;
        }
        writeln!(made, "{}", block_text(block)?.trim_end()).expect("as above");
        let end = lines.by_ref().find(end);
        let end = end.ok_or_else(|| format!("`{line}` has no end"))?;
        writeln!(made, "{end}").expect("as above");
    }
    Ok(made)
}

fn is_explored(block: &str) -> bool {
    block.starts_with("exercises ") || block.starts_with("verdict ")
}

fn marker(line: &str) -> Option<&str> {
    Some(line.strip_prefix("<!-- ")?.strip_suffix(" -->")?.trim())
}

fn block_text(block: &str) -> Result<String, String> {
    let words: Vec<&str> = block.split_whitespace().collect();
    match words[..] {
        ["lessons", week] => Ok(table_of_lessons(named_week(week)?)),
        ["exercises", week] => exercises::table(named_week(week)?.practice),
        ["verdict", week, exercise] => {
            exercises::verdict(named_week(week)?.practice, exercise)
        }
        ["must", lesson] => Ok(must_path(named_lesson(lesson)?)),
        ["sections", lesson] => Ok(list_of_sections(named_lesson(lesson)?)),
        ["section", lesson, section] => {
            let lesson = named_lesson(lesson)?;
            let found = lesson.section(section);
            let found = found.ok_or_else(|| format!("no section `{section}`"))?;
            section_text(lesson, found)
        }
        _ => Err(format!("no block is called `{block}`")),
    }
}

fn named_week(name: &str) -> Result<&'static Week, String> {
    let week = WEEKS.iter().find(|week| week.name == name);
    week.ok_or_else(|| format!("no week `{name}`"))
}

fn named_lesson(name: &str) -> Result<&'static Lesson, String> {
    let lesson = lessons().find(|lesson| lesson.name == name);
    lesson.ok_or_else(|| format!("no lesson `{name}`"))
}

fn table_of_lessons(week: &Week) -> String {
    let mut table = "| lesson | what it is about | sections | must |\n".to_string();
    table.push_str("| --- | --- | --- | --- |\n");
    for Lesson { name, title, sections } in week.lessons {
        let must = sections.iter().filter(|section| section.must).count();
        let row = format!(
            "| [{name}]({}/README.md#{name}) | {title} | {} | {must} |\n",
            week.folder,
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
        let anchor = anchor(lesson, name);
        list.push_str(&format!("- [`{name}`](#{anchor}){star} {title}\n"));
    }
    list
}

/// Two lessons may have a section of one name, so its own name is no anchor.
fn anchor(lesson: &Lesson, section: &str) -> String {
    format!("{}-{section}", lesson.name)
}

/// Heading, explanation, code, claim, picture.
fn section_text(lesson: &Lesson, section: &Section) -> Result<String, String> {
    let Section { name, title, always, .. } = section;
    let star = if section.must { " ★" } else { "" };
    let anchor = anchor(lesson, name);
    let mut text = format!("### <a id=\"{anchor}\"></a>{name}{star}\n\n");
    text.push_str(&format!("**{title}**\n\n"));
    for line in section.explanation().lines() {
        // What must not compile is Rust all the same, to whoever colours it.
        let refused = line.starts_with("```compile_fail");
        text.push_str(if refused { "```rust" } else { line });
        text.push('\n');
    }
    text.push_str(&format!("\n```rust\n{}\n```\n\n", section.code()));
    text.push_str(&format!("*Always:* {always}."));
    if let Some(varies) = section.varies {
        text.push_str(&format!(" *Varies:* {varies}."));
    }
    let (file, line) = section.place().rsplit_once(':').map_or_else(
        || (section.place(), String::new()),
        |(file, line)| (file.replace('\\', "/"), line.to_string()),
    );
    let from_week = file.splitn(3, '/').last().unwrap_or_default();
    text.push_str(&format!(
        "\n\n`cargo lesson {} {name}` · [{from_week}:{line}]({from_week}#L{line})\n",
        lesson.name
    ));
    if recorded::transcript(section)?.is_some() {
        let picture = format!("{}/pictures/{name}.svg", lesson.name);
        text.push_str(&format!("\n![One run of {name}: {title}]({picture})\n"));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

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
