//! What an answer offers, read from its text: enough to tell a signature that differs.

/// A public item, from `pub` to its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// On one line.
    pub(crate) shown: String,
    /// Its line, from 1.
    pub(crate) line: usize,
    /// The type whose method it is, and its kind and name.
    name: String,
    /// What has to be the same: without the names of arguments.
    types: String,
}

/// Each item that is asked for and that an answer has otherwise, with what the answer has
/// of that name.
pub(crate) fn differences(asked: &str, answer: &str) -> Vec<(Head, Option<Head>)> {
    let found = heads(answer);
    let mut different = Vec::new();
    for asked in heads(asked) {
        let same_name = found.iter().find(|found| found.name == asked.name);
        if same_name.is_none_or(|found| found.types != asked.types) {
            different.push((asked, same_name.cloned()));
        }
    }
    different
}

/// The public items of a text that is formatted as usual.
fn heads(text: &str) -> Vec<Head> {
    let mut heads = Vec::new();
    let mut scope = String::new();
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if line.starts_with("impl") || line.starts_with("pub trait") {
            scope = scope_of(line);
        } else if line.starts_with('}') {
            scope.clear();
        }
        let begins = line.trim_start();
        let is_item = [
            "pub fn ",
            "pub async fn ",
            "pub struct ",
            "pub enum ",
            "pub trait ",
            "pub type ",
            "pub const ",
            "pub static ",
        ]
        .iter()
        .any(|item| begins.starts_with(item));
        if !is_item {
            continue;
        }
        let mut head = begins.to_string();
        while !head.contains(['{', ';', '=']) {
            let Some((_, next)) = lines.next() else { break };
            head.push(' ');
            head += next.trim();
        }
        let end = head.find(['{', ';']).unwrap_or(head.len());
        let shown = spaced(&head[..end]);
        let begins = shown.find(['(', '<', ':']).unwrap_or(shown.len());
        let name = format!("{scope} {}", shown[..begins].trim());
        let types = types(&shown);
        heads.push(Head { shown, line: at + 1, name, types });
    }
    heads
}

/// The type of `impl<T> Type<T> {`, and the trait of `pub trait Name {`.
fn scope_of(line: &str) -> String {
    let line = line.trim_end_matches(['{', ' ']);
    let last = line.rsplit(" for ").next().unwrap_or(line);
    let mut depth = 0;
    let without: String = last
        .chars()
        .filter(|letter| {
            depth += i32::from(*letter == '<');
            let is_outside = depth == 0;
            depth -= i32::from(*letter == '>');
            is_outside
        })
        .collect();
    without.split_whitespace().last().unwrap_or("").to_string()
}

/// On one line, with no comma at the end of a list.
fn spaced(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace("( ", "(").replace(", )", ")").replace(",)", ")")
}

/// Without the names of arguments, which may be any.
fn types(head: &str) -> String {
    let (Some(open), Some(close)) = (head.find('('), head.rfind(')')) else {
        return head.to_string();
    };
    let (mut arguments, mut depth, mut one) = (Vec::new(), 0, String::new());
    for letter in head[open + 1..close].chars() {
        match letter {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                arguments.push(std::mem::take(&mut one));
                continue;
            }
            _ => {}
        }
        one.push(letter);
    }
    arguments.push(one);
    let kinds: Vec<&str> = arguments
        .iter()
        .map(|one| one.split_once(": ").map_or(one.trim(), |(_, kind)| kind.trim()))
        .collect();
    format!("{}({}){}", &head[..open], kinds.join(", "), &head[close + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED: &str = "pub struct Counter {\n    n: u64,\n}\n\nimpl Counter {\n    \
        pub fn add(&self, n: u64) {\n    }\n\n    pub fn run(\n        &self,\n        \
        job: impl FnOnce() + Send,\n    ) -> Result<(), ()> {\n    }\n}\n";

    #[test]
    fn names_of_arguments_and_lines_make_no_difference() {
        assert_eq!(differences(ASKED, ASKED), []);
        let other = ASKED.replace("n: u64) {", "many: u64) {");
        let other = other.replace("&self,\n        job", "&self, work");
        assert_eq!(differences(ASKED, &other), []);
    }

    #[test]
    fn another_type_does_and_a_missing_item() {
        let other = ASKED.replace("add(&self, n: u64)", "add(&self, n: u32)");
        let [(asked, Some(found))] = &differences(ASKED, &other)[..] else {
            panic!("one differs")
        };
        assert_eq!(
            (asked.shown.as_str(), asked.line),
            ("pub fn add(&self, n: u64)", 6)
        );
        assert_eq!(
            (found.shown.as_str(), found.line),
            ("pub fn add(&self, n: u32)", 6)
        );
        let other = ASKED.replace("pub fn run", "fn run");
        let [(asked, None)] = &differences(ASKED, &other)[..] else {
            panic!("one is missing")
        };
        assert!(
            asked.shown.ends_with("job: impl FnOnce() + Send) -> Result<(), ()>")
        );
    }
}
