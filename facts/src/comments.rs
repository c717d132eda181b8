//! What stands in the comments of a program: its head and its end.

/// What a program says of itself in comments that begin in the first column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comments {
    /// Each sentence that it holds, with the place where it stands.
    pub holds: Vec<(String, String)>,
    /// The lesson and the section that it is shown beside.
    pub beside: Option<(String, String)>,
    /// The crates that the sentences are about.
    pub crates: Vec<String>,
    /// The oldest Python that can run it.
    pub needs: Option<(u32, u32)>,
    /// What it prints, if it is run for that.
    pub prints: Option<Vec<String>>,
    /// What its process ends with.
    pub exits: i32,
    /// What it says on standard error, in this order.
    pub stderr: Vec<String>,
    /// What `go vet` says of it.
    pub vets: Vec<String>,
    /// Whether Go's race detector finds a race in it, if it is asked.
    pub races: Option<bool>,
    /// The number of the first error, or a part of its text.
    pub refused: Option<String>,
}

impl Comments {
    /// Whether there is anything that running it could show.
    pub fn is_run(&self) -> bool {
        self.prints.is_some() || self.exits != 0 || !self.stderr.is_empty()
    }

    /// Reads them; `mark` begins a comment.
    ///
    /// # Errors
    /// The line that cannot be read.
    pub fn read(text: &str, mark: &str) -> Result<Comments, String> {
        let mut comments = Comments::default();
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            let Some(line) = line.strip_prefix(mark) else { continue };
            let line = line.trim();
            if line == "prints:" {
                let printed =
                    lines.by_ref().map_while(|line| line.strip_prefix(mark));
                let printed =
                    printed.map(|line| line.strip_prefix(' ').unwrap_or(line));
                comments.prints = Some(printed.map(str::to_string).collect());
                break;
            }
            let Some((word, rest)) = line.split_once(' ') else {
                if line == "races" {
                    comments.races = Some(true);
                }
                continue;
            };
            let wrong = || format!("cannot read `{line}`");
            match word {
                "holds" if rest.contains(": \"") => {
                    // The sentence may go on over the lines that follow.
                    let mut whole = rest.to_string();
                    while !whole.ends_with('"') || whole.ends_with(": \"") {
                        let more =
                            lines.next().and_then(|line| line.strip_prefix(mark));
                        whole.push(' ');
                        whole.push_str(more.ok_or_else(wrong)?.trim());
                    }
                    let (place, quote) =
                        whole.split_once(": \"").ok_or_else(wrong)?;
                    let quote = quote.trim_end_matches('"').to_string();
                    comments.holds.push((place.to_string(), quote));
                }
                "beside" => {
                    let (lesson, section) =
                        rest.split_once(' ').ok_or_else(wrong)?;
                    comments.beside = Some((lesson.into(), section.into()));
                }
                "with" => comments.crates.push(rest.to_string()),
                "needs" => {
                    let version = rest.strip_prefix("python ").ok_or_else(wrong)?;
                    comments.needs = Some(version_of(version).ok_or_else(wrong)?);
                }
                "exits" => comments.exits = rest.parse().map_err(|_| wrong())?,
                "stderr" => {
                    let said = rest.strip_prefix("has ").and_then(in_quotes);
                    comments.stderr.push(said.ok_or_else(wrong)?);
                }
                "vets" => comments.vets.push(in_quotes(rest).ok_or_else(wrong)?),
                "races" if rest == "not" => comments.races = Some(false),
                "does" => {
                    let why =
                        rest.strip_prefix("not compile: ").ok_or_else(wrong)?;
                    let why = in_quotes(why).unwrap_or_else(|| why.to_string());
                    comments.refused = Some(why);
                }
                _ => {}
            }
        }
        Ok(comments)
    }
}

fn in_quotes(text: &str) -> Option<String> {
    Some(text.strip_prefix('"')?.strip_suffix('"')?.to_string())
}

/// `3.13` or `3.13.0` as two numbers.
pub fn version_of(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.trim().split('.').map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??))
}

/// The text without the marks of comments and of Markdown, with one space between two
/// words: a sentence is found in it however its lines are broken.
pub fn plain(text: &str) -> String {
    let mut words = Vec::new();
    for line in text.lines() {
        let line = line.trim_start();
        let line = line.trim_start_matches(['/', '#', '>', '!']);
        // A comment may also end a line of code.
        for word in line.split_whitespace().filter(|word| *word != "//") {
            let word = word.replace(['`', '*', '"', '\\'], "");
            if !word.is_empty() && word != "#" && word != "|" {
                words.push(word);
            }
        }
    }
    without_links(&words.join(" "))
}

/// `[the text](its/address)` is its text.
fn without_links(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let (before, after) = rest.split_at(at);
        let Some(end) = after.find(')') else { break };
        let open = before.rfind('[').filter(|_| !after[..end].contains(' '));
        match open {
            Some(open) => {
                plain.push_str(&before[..open]);
                plain.push_str(&before[open + 1..]);
                rest = &after[end + 1..];
            }
            None => {
                plain.push_str(before);
                plain.push_str("](");
                rest = &after[2..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_and_an_end_are_read() {
        let text = "// holds waitgroups mistakes: \"in Go the process\n\
                    // ends\"\n// with tokio\n\npackage main\n\n// exits 2\n\
                    // stderr has \"panic: \"\n// prints:\n// one\n//\n//  two\n";
        let comments = Comments::read(text, "//").unwrap();
        let held = ("waitgroups mistakes".into(), "in Go the process ends".into());
        assert_eq!(comments.holds, [held]);
        assert_eq!((comments.exits, comments.stderr), (2, vec!["panic: ".into()]));
        assert_eq!(comments.crates, ["tokio"]);
        assert_eq!(comments.prints.unwrap(), ["one", "", " two"]);
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let wrong = Comments::read("# exits twice\n", "#");
        assert_eq!(wrong.unwrap_err(), "cannot read `exits twice`");
        let open = Comments::read("# holds README: \"never closed\nx = 1\n", "#");
        assert_eq!(open.unwrap_err(), "cannot read `holds README: \"never closed`");
    }

    #[test]
    fn a_sentence_is_found_whatever_its_marks() {
        let page = "/// Go's *process* ends: see [the\n/// text](a/b.md), `wg.Done`\n\
                    x := 1 // and more\n";
        assert_eq!(
            plain(page),
            "Go's process ends: see the text, wg.Done x := 1 and more"
        );
        assert!(plain(page).contains(&plain("`wg.Done`")));
    }
}
