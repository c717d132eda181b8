//! How a section looks on a terminal: 80 columns, plain text that colour only repeats.

use std::sync::Arc;

use textwrap::Options;

use crate::screen::{Screen, bold, faint};
use crate::{Event, Lesson, Log, Section};

const WIDTH: usize = 80;
/// As wide as most names of tasks; a longer one pushes its own line to the right.
const LANE: usize = 12;

/// Prints the heading and the explanation, runs the section, prints its claim.
pub(crate) fn section(screen: &Arc<Screen>, section: &Section) {
    heading(screen, section);
    explanation(screen, &section.explanation());
    if section.plans_a_panic() {
        let told = "A panic is planned here. Its message does not mean an error.";
        writeln!(screen, "  {}\n", bold(told));
    }
    (section.run)(&Log::on(screen));
    writeln!(screen);
    claim(screen, "always", section.always);
    if let Some(varies) = section.varies {
        claim(screen, "varies", &format!("{varies}: run it again"));
    }
    writeln!(screen);
}

/// One line of one task, as it is said.
pub(crate) fn lane(screen: &Screen, event: &Event, line: &str) {
    let at = event.at.map_or(String::new(), |at| format!("{at:>4} ms  "));
    writeln!(screen, "{:>LANE$} {} {at}{line}", event.task, faint("│"));
}

/// Every section a line, its name first, so that the first word can be cut and used.
pub(crate) fn list(screen: &Screen, lesson: &Lesson) {
    let widest = lesson.sections.iter().map(|section| section.name.len()).max();
    let width = widest.unwrap_or(0);
    for section in lesson.sections {
        let star = if section.must { '*' } else { ' ' };
        writeln!(screen, "{:width$} {star} {}", section.name, section.title);
    }
}

/// The first lines of a whole lesson: how much there is, and how to see less of it.
pub(crate) fn greeting(screen: &Screen, lesson: &Lesson) {
    let Lesson { name, title, sections } = lesson;
    let (number, first) = (sections.len(), sections[0].name);
    writeln!(screen, "{}", bold(&format!("{name}: {title}")));
    writeln!(screen, "{number} sections, which take a few seconds.");
    writeln!(screen, "To see one section: cargo lesson {name} {first}\n");
}

/// The last lines of a whole lesson: where to go from here.
pub(crate) fn farewell(screen: &Screen, lesson: &Lesson) {
    let name = lesson.name;
    writeln!(screen, "One section, its code, its picture, or a list of them:");
    writeln!(
        screen,
        "cargo lesson {name} -- NAME | --code NAME | --draw NAME | --list"
    );
}

fn heading(screen: &Screen, section: &Section) {
    let title = format!("{}: {}", section.name, section.title);
    let place = section.place();
    let room = WIDTH.saturating_sub(title.chars().count() + place.chars().count());
    if room >= 2 {
        let place = faint(&place);
        writeln!(screen, "{}{:room$}{place}\n", bold(&title), "");
    } else {
        writeln!(screen, "{}\n{}\n", bold(&title), faint(&place));
    }
}

/// Paragraphs are filled, code is kept as it is, and the marks of Markdown are dropped.
fn explanation(screen: &Screen, markdown: &str) {
    let mut fence = false;
    let mut paragraph = String::new();
    for line in markdown.lines().chain([""]) {
        let opens_or_closes = line.starts_with("```");
        if !fence && (opens_or_closes || line.is_empty() || line.starts_with("- "))
        {
            fill(screen, &std::mem::take(&mut paragraph));
        }
        if opens_or_closes {
            fence = !fence;
        } else if fence {
            writeln!(screen, "      {line}");
        } else if line.is_empty() {
            writeln!(screen);
        } else {
            paragraph.push_str(&format!("{} ", line.trim()));
        }
    }
}

fn fill(screen: &Screen, paragraph: &str) {
    let hang = if paragraph.starts_with("- ") { "    " } else { "  " };
    let options = Options::new(WIDTH).initial_indent("  ").subsequent_indent(hang);
    for line in textwrap::wrap(&paragraph.replace('`', ""), options) {
        if !line.trim().is_empty() {
            writeln!(screen, "{line}");
        }
    }
}

fn claim(screen: &Screen, word: &str, text: &str) {
    let options = Options::new(WIDTH).subsequent_indent("           ");
    let lines = textwrap::wrap(text, options.initial_indent("           "));
    for (number, line) in lines.iter().enumerate() {
        let word = if number == 0 { bold(word) } else { " ".repeat(word.len()) };
        writeln!(screen, "  {word}   {}", line.trim_start());
    }
}
