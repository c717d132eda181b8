//! The way through the course: what comes before a lesson, after it, after a section.

use shared::{Lesson, Section};

use crate::{WEEKS, Week, lessons, sections};

/// The line of links above and below a lesson.
///
/// # Errors
/// If the lesson is in no week.
pub fn of(lesson: &Lesson) -> Result<String, String> {
    let all: Vec<&Lesson> = lessons().collect();
    let at = all.iter().position(|each| each.name == lesson.name);
    let at = at.ok_or_else(|| format!("{} is in no week", lesson.name))?;
    let mut links = Vec::new();
    if let Some(last) = at.checked_sub(1).map(|last| all[last]) {
        links.push(format!("← [{}]({})", last.name, page(lesson, last)));
    }
    let week = week_of(lesson);
    let number = week.name.trim_start_matches("week");
    links.push(format!("[week {number}](../README.md)"));
    if let Some(next) = all.get(at + 1) {
        links.push(format!("[{}]({}) →", next.name, page(lesson, next)));
    }
    Ok(links.join(" · "))
}

/// A link to what comes after a section: the next one, and the next one of the must path
/// if that is another.
pub fn after(lesson: &Lesson, section: &Section) -> String {
    let mut rest = sections().skip_while(|(of, each)| {
        (of.name, each.name) != (lesson.name, section.name)
    });
    rest.next();
    let Some((of, next)) = rest.next() else {
        return "[the exercises](../README.md#practice)".to_string();
    };
    let mut link = link(lesson, of, next);
    if !next.must
        && let Some((of, must)) = rest.find(|(_, each)| each.must)
    {
        link = format!("{link}, on the must path {}", self::link(lesson, of, must));
    }
    link
}

fn link(from: &Lesson, of: &Lesson, section: &Section) -> String {
    let name = section.name;
    if of.name == from.name {
        format!("[{name}](#{name})")
    } else {
        format!("[{} {name}]({}#{name})", of.name, page(from, of))
    }
}

/// The page of a lesson, from another lesson's.
fn page(from: &Lesson, to: &Lesson) -> String {
    let week = week_of(to);
    if week.name == week_of(from).name {
        format!("../{}/README.md", to.name)
    } else {
        format!("../../../{}/{}/README.md", week.folder, to.name)
    }
}

fn week_of(lesson: &Lesson) -> &'static Week {
    let holds =
        |week: &&Week| week.lessons.iter().any(|one| one.name == lesson.name);
    WEEKS.iter().find(holds).expect("every lesson is in a week")
}
