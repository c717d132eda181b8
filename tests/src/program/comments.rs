//! Comments that a program has no room for: its lines are indented otherwise than those
//! that they were written for, and rustfmt leaves comments alone.

use textwrap::{Options, WordSplitter};

/// The columns of a line, as in `rustfmt.toml`.
pub const WIDTH: usize = 84;

/// The program with a comment that makes its line too wide above that line, and with
/// comments of their own lines filled anew where one is too wide.
pub fn fitted(text: &str) -> String {
    filled(&lifted(text))
}

/// A comment beside code that is too wide stands above that code.
fn lifted(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        match beside_code(line).filter(|_| width(line) > WIDTH) {
            Some((code, comment)) => {
                lines.push(format!("{}{comment}", indent(code)));
                lines.push(code.to_string());
            }
            None => lines.push(line.to_string()),
        }
    }
    lines.join("\n") + "\n"
}

/// The code of a line, and the comment beside it. One behind a brace that closes stays
/// where it is: above the brace it would be inside.
fn beside_code(line: &str) -> Option<(&str, &str)> {
    let at = line.rfind(" // ")?;
    let (code, comment) = (line[..at].trim_end(), line[at..].trim_start());
    let quotes = code.matches('"').count() - code.matches("\\\"").count();
    let begins = code.trim_start();
    let left = begins.is_empty() || begins.starts_with(['}', ')', ']', '/']);
    (quotes % 2 == 0 && !left).then_some((code, comment))
}

/// Comments that stand in lines of their own, below each other, are one text.
fn filled(text: &str) -> String {
    let mut made = String::new();
    let lines: Vec<&str> = text.lines().collect();
    for block in lines.chunk_by(|a, b| mark(a).is_some() && mark(a) == mark(b)) {
        let wide = block.iter().any(|line| width(line) > WIDTH);
        let mark = mark(block[0]).filter(|_| wide && !has_shape(block));
        let Some(mark) = mark else {
            block.iter().for_each(|line| made.push_str(&format!("{line}\n")));
            continue;
        };
        let words: Vec<&str> =
            block.iter().map(|line| line[mark.len()..].trim()).collect();
        let mark = format!("{mark} ");
        let options = Options::new(WIDTH)
            .initial_indent(&mark)
            .subsequent_indent(&mark)
            .break_words(false)
            .word_splitter(WordSplitter::NoHyphenation);
        made.push_str(&textwrap::fill(&words.join(" "), options));
        made.push('\n');
    }
    made
}

/// What a comment begins with, if the line is one: the indent, and `//`, `///` or `//!`.
fn mark(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix("//")?;
    let rest = rest.strip_prefix(['/', '!']).unwrap_or(rest);
    Some(&line[..line.len() - rest.len()])
}

/// Whether lines have to stay as they are: a list, a table, code, two paragraphs.
fn has_shape(block: &[&str]) -> bool {
    block.iter().any(|line| {
        let text = &line[mark(line).map_or(0, str::len)..];
        let text = text.strip_prefix(' ').unwrap_or(text);
        let shaped = |begin: &&str| text.starts_with(*begin);
        text.is_empty() || ["- ", "```", "| ", " "].iter().any(shaped)
    })
}

fn indent(line: &str) -> &str {
    &line[..line.len() - line.trim_start().len()]
}

fn width(line: &str) -> usize {
    line.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_too_wide_moves() {
        let word = "word ".repeat(15);
        let word = word.trim_end();
        let text = format!(
            "    /// {word} and more.\n    /// The end.\n    let a = 1; // {word}\n    \
             let b = \"// {word} //\";\n    }} // {word} {word}\n    // - {word} {word}\n\
             // short\n"
        );
        let wanted = format!(
            "    /// {word}\n    /// and more. The end.\n    // {word}\n    let a = 1;\n    \
             let b = \"// {word} //\";\n    }} // {word} {word}\n    // - {word} {word}\n\
             // short\n"
        );
        assert_eq!(fitted(&text), wanted);
        assert_eq!(fitted(&wanted), wanted);
    }
}
