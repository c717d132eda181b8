//! A story as lanes: a step a line, with the line of the answer to its left and a column
//! for each task.

use verdict::Line;

use crate::text::plain;

const COLUMNS: usize = 80;
/// Before the source: a mark, the number of the line, spaces.
const MARGIN: usize = 8;
/// A lane is not narrower: else the tasks are told one below the other.
const NARROWEST: usize = 13;
/// A lane as wide as this is taken from the source, which is cut.
const COMFORTABLE: usize = 18;
/// The name of a task is cut there where each step has one.
const LONGEST_NAME: usize = 24;
/// The source is not cut shorter.
const SHORTEST: usize = 16;

/// The texts that a story is told by.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The file of the answer, as its lines name it.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
    /// The text of its checks, if their lines are to be shown as well.
    pub checks: &'a str,
    /// Other files by their names, each with its text. Where a line is of another file than
    /// the one before, the name is shown.
    pub others: &'a [(String, String)],
}

/// The story in 80 columns: side by side, or one below the other where there are too many
/// tasks.
pub fn lanes(story: &[Line], source: &Source<'_>) -> String {
    let mut tasks: Vec<&str> = Vec::new();
    for line in story {
        if !tasks.contains(&line.task.as_str()) {
            tasks.push(&line.task);
        }
    }
    // main first, then by number.
    tasks.sort_by_key(|task| (*task != "main", task.len(), *task));
    let longest = story.iter().map(|line| source.code(line).chars().count());
    let wanted = longest.max().unwrap_or(0).max(source.path.chars().count());
    let columns = COLUMNS - MARGIN - 2;
    let left = columns.saturating_sub(COMFORTABLE * tasks.len());
    let code = wanted.min(left.clamp(SHORTEST, 44));
    let lane = (columns - code) / tasks.len().max(1);
    if lane >= NARROWEST {
        side_by_side(story, source, &tasks, code, lane.min(30))
    } else {
        one_below_the_other(story, source)
    }
}

fn side_by_side(
    story: &[Line],
    source: &Source<'_>,
    tasks: &[&str],
    code: usize,
    lane: usize,
) -> String {
    let names: String = tasks.iter().map(|task| format!("{task:<lane$}")).collect();
    let width = code + MARGIN - 2;
    let path = cut(source.path, width);
    let mut text = row(&format!("  {path:<width$}  {names}"));
    let mut file = source.path;
    for line in story {
        text += &heading(line, source, &mut file);
        let place = tasks.iter().position(|task| *task == line.task).unwrap_or(0);
        let at = MARGIN + code + 2 + place * lane;
        for part in call(line, lane - 1) {
            text += &row(&format!("{}{part}", " ".repeat(at)));
        }
        let shown = cut(source.code(line), code);
        let parts = textwrap::wrap(&line.text, lane - 1);
        for (number, part) in parts.iter().enumerate() {
            let left = match number {
                0 => format!("{}{shown:<code$}", margin(line, source)),
                _ => " ".repeat(MARGIN + code),
            };
            let indent = " ".repeat(place * lane);
            text += &row(&format!("{left}  {indent}{part}"));
        }
    }
    text
}

fn one_below_the_other(story: &[Line], source: &Source<'_>) -> String {
    let widths = story.iter().map(|line| line.task.chars().count());
    let width = widths.max().unwrap_or(0).min(LONGEST_NAME);
    let room = (COLUMNS - MARGIN).saturating_sub(width + 3).max(SHORTEST);
    let mut text = row(&format!("  {}", source.path));
    let mut file = source.path;
    for line in story {
        text += &heading(line, source, &mut file);
        for part in call(line, room) {
            let task = cut(&line.task, width);
            text += &row(&format!("{}{task:>width$} | {part}", " ".repeat(MARGIN)));
        }
        let said = format!("{}   {}", line.text, source.code(line).trim());
        for (number, part) in textwrap::wrap(&said, room).iter().enumerate() {
            let (left, task) = match number {
                0 => (margin(line, source), line.task.as_str()),
                _ => (" ".repeat(MARGIN), ""),
            };
            text += &row(&format!("{left}{task:>width$} | {part}"));
        }
    }
    text
}

fn margin(line: &Line, source: &Source<'_>) -> String {
    let mark = if line.wrong { '>' } else { ' ' };
    match line.file.as_str() {
        path if source.named(path).is_some() => {
            format!(" {mark}{:>4}  ", line.line)
        }
        "std" => format!(" {mark} std  "),
        _ => format!(" {mark}check "),
    }
}

/// The name of the line's file, if it is another one than this, which it becomes.
fn heading<'a>(line: &'a Line, source: &Source<'_>, file: &mut &'a str) -> String {
    if *file == line.file || source.named(&line.file).is_none() {
        return String::new();
    }
    *file = &line.file;
    row(&format!("  {file}"))
}

/// The call that begins with this line.
fn call(line: &Line, width: usize) -> Vec<String> {
    let call = line.heading.as_ref().map(|call| format!("{call}:"));
    let parts = call.iter().flat_map(|call| textwrap::wrap(call, width));
    parts.map(String::from).collect()
}

fn row(text: &str) -> String {
    format!("{}\n", plain(text.trim_end()))
}

impl Source<'_> {
    /// The text of the file with this name, unless it is that of the checks.
    fn named(&self, path: &str) -> Option<&str> {
        if path == self.path {
            return Some(self.text);
        }
        let other = self.others.iter().find(|(name, _)| name == path);
        other.map(|(_, text)| text.as_str())
    }

    /// The line of the answer or of its checks.
    fn code(&self, line: &Line) -> &str {
        let text = match line.file.as_str() {
            "" | "std" => "",
            path => self.named(path).unwrap_or(self.checks),
        };
        let lines = text.lines();
        lines.map(str::trim).nth(line.line as usize - 1).unwrap_or("")
    }
}

/// What there is room for.
pub fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_string();
    }
    text.chars().take(width.saturating_sub(2)).chain("..".chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(task: &str, text: &str, heading: Option<&str>) -> Line {
        Line {
            task: task.to_string(),
            file: "answer".to_string(),
            line: 1,
            text: text.to_string(),
            wrong: false,
            heading: heading.map(String::from),
        }
    }

    const SOURCE: Source<'_> =
        Source { path: "answer", text: "lock();", checks: "", others: &[] };

    #[test]
    fn a_call_stands_over_its_steps_in_the_lane_of_its_task() {
        let story = [
            line("main", "locks", Some("close()")),
            line("task 1", "locks", Some("put(2)")),
        ];
        let lane = |text: &str| text.rfind(' ');
        let told = lanes(&story, &SOURCE);
        let told: Vec<&str> = told.lines().skip(1).collect();
        assert_eq!(told[0].trim(), "close():");
        assert_eq!(told[2].trim(), "put(2):");
        for pair in told.chunks(2) {
            assert!(lane(pair[0]).is_some() && lane(pair[0]) == lane(pair[1]));
        }
    }

    #[test]
    fn a_call_stands_over_its_steps_where_tasks_have_no_lanes() {
        let tasks = ["main", "task 1", "task 2", "task 3", "task 4"];
        let story = tasks.map(|task| line(task, "locks", Some("close()")));
        let told = lanes(&story, &SOURCE);
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(lines.len(), 1 + 2 * story.len(), "{told}");
        assert_eq!(lines[1].trim(), "main | close():");
        assert!(lines[2].contains("main | locks"));
    }
}
