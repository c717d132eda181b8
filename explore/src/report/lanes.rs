//! Lines of tasks, each with the task's name to its left.

use std::fmt;

const COLUMNS: usize = 80;

/// How many lines of a long record are shown.
const SHOWN: usize = 60;

pub(crate) fn write(
    f: &mut fmt::Formatter<'_>,
    lines: &[(String, String)],
) -> fmt::Result {
    let left_out = lines.len().saturating_sub(SHOWN);
    let shown = &lines[left_out..];
    let width = |(task, _): &(String, String)| task.chars().count();
    let width = shown.iter().map(width).max().unwrap_or(0);
    let room = COLUMNS.saturating_sub(width + 5).max(20);
    if left_out > 0 {
        writeln!(f, "  {:>width$} │ {left_out} lines before", "...")?;
    }
    for (task, text) in shown {
        for (number, line) in wrap(text, room).iter().enumerate() {
            let task = if number == 0 { task.as_str() } else { "" };
            writeln!(f, "  {task:>width$} │ {line}")?;
        }
    }
    Ok(())
}

/// Breaks the text between words; a word that is too long stays whole.
fn wrap(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let length = line.chars().count() + 1 + word.chars().count();
            if !line.is_empty() && length > room {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn long_text_is_broken_between_words() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("one incomprehensible", 7), ["one", "incomprehensible"]);
        assert_eq!(wrap("", 7), [""]);
    }
}
