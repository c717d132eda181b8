//! A section's own source: where it stands, its explanation, its code.

use std::fs;
use std::path::Path;

use crate::Section;

impl Section {
    /// Where the function stands, as an editor takes it: `path:line`.
    pub fn place(&self) -> String {
        let path = Path::new(self.lib).with_file_name(self.file);
        format!("{}:{}", path.display(), self.head() + 1)
    }

    /// The explanation: the doc comment without its slashes, as Markdown. Lines of an
    /// example that rustdoc would hide are left out here too.
    pub fn explanation(&self) -> String {
        let (start, _) = self.extent();
        let doc = lines(self.text)[start..]
            .iter()
            .map_while(|line| line.strip_prefix("///"))
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .filter(|line| !line.starts_with("# ") && *line != "#")
            .collect::<Vec<_>>();
        doc.join("\n")
    }

    /// The section as a whole program, which needs nothing else of this course.
    ///
    /// # Errors
    /// One line that names the file in which it cannot be found.
    pub fn program(&self) -> Result<String, String> {
        let file = format!("{}/programs/{}.rs", self.folder, self.name);
        fs::read_to_string(&file).map_err(|error| format!("{file}: {error}"))
    }

    /// Whether a panic is part of what the section shows: its code panics, or says that
    /// one is planned or meant.
    pub fn plans_a_panic(&self) -> bool {
        let code = self.code();
        code.lines().any(|line| {
            let code = line.split("//").next().unwrap_or_default();
            code.contains("panic!(")
                || ["planned", "meant to panic"]
                    .iter()
                    .any(|told| line.contains(told))
        })
    }

    /// The code as it stands in the file: the function and the helpers below it, up to
    /// the next section. The doc comment is left out.
    pub fn code(&self) -> String {
        let (start, end) = self.extent();
        let code = &lines(self.text)[start..end];
        let doc = code.iter().take_while(|line| line.starts_with("///")).count();
        code[doc..].join("\n").trim_end().to_string()
    }

    /// The first line of the section with its doc comment, and the line after its last.
    fn extent(&self) -> (usize, usize) {
        let lines = lines(self.text);
        let head = self.head();
        let end = (head + 1..lines.len())
            .find(|&line| self.is_a_sections_head(lines[line]))
            .map_or(lines.len(), |next| start_of_item(&lines, next));
        (start_of_item(&lines, head), end)
    }

    /// The line of `fn NAME`, counted from 0.
    fn head(&self) -> usize {
        lines(self.text)
            .iter()
            .position(|line| function_name(line) == Some(self.name))
            .expect("the table names a function of the file that it says")
    }

    /// A section is the only kind of function that takes the log first.
    fn is_a_sections_head(&self, line: &str) -> bool {
        function_name(line).is_some() && line.contains("(log: &Log)")
    }
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}

/// The name of the function that begins on this line, in the first column.
fn function_name(line: &str) -> Option<&str> {
    let line = line.strip_prefix("pub ").unwrap_or(line);
    let line = line.strip_prefix("async ").unwrap_or(line);
    line.strip_prefix("fn ")?.split(['(', '<']).next()
}

/// The first line of the doc comment and the attributes above an item.
fn start_of_item(lines: &[&str], head: usize) -> usize {
    let above = lines[..head]
        .iter()
        .rev()
        .take_while(|line| line.starts_with("///") || line.starts_with("#["))
        .count();
    head - above
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
//! A lesson.

/// One waits.
///
/// Then it goes on.
#[inline]
fn first(log: &Log) {
    help();
}

fn help() {}

/// Two.
async fn second(log: &Log) {}
";

    fn section(name: &'static str) -> Section {
        Section {
            name,
            must: true,
            title: "",
            always: "",
            varies: None,
            run: |_| {},
            folder: "",
            lib: "week/lesson/src/lib.rs",
            file: "waits.rs",
            text: FILE,
        }
    }

    #[test]
    fn a_section_ends_where_the_next_begins() {
        assert_eq!(
            section("first").code(),
            "#[inline]\nfn first(log: &Log) {\n    help();\n}\n\nfn help() {}"
        );
        assert_eq!(section("second").code(), "async fn second(log: &Log) {}");
    }

    #[test]
    fn its_doc_comment_is_its_explanation() {
        assert_eq!(
            section("first").explanation(),
            "One waits.\n\nThen it goes on."
        );
    }

    #[test]
    fn its_place_is_the_line_of_the_function() {
        assert_eq!(section("first").place(), "week/lesson/src/waits.rs:7");
    }
}
