//! A program's text as it is compiled to be explored: what nobody could see otherwise says
//! so itself. All lines keep their numbers, and what stands in them its column.

use proc_macro2::{LineColumn, TokenStream};

pub(crate) mod asks;
pub(crate) mod destructors;

/// Makes this crate known to a program under a name that it has not for anything else. It has
/// to stand at the root of the crate.
pub const LINKS: &str = "extern crate verdict as verdict_on_this;\n";

/// A change of a text.
struct Edit {
    /// Where: a line from 1, and how many letters of it come before.
    at: LineColumn,
    /// What is written there.
    new: &'static str,
    /// In place of this, which is as long; or of nothing.
    old: &'static str,
}

/// The text with destructors that say that they act, and with steps where an `Arc` is asked
/// how many own it.
pub fn announced(text: &str) -> String {
    let Ok(tokens) = text.parse::<TokenStream>() else { return text.to_string() };
    let mut edits = Vec::new();
    destructors::find(tokens.clone(), &mut edits);
    edits.extend(asks::edits(&tokens));
    let mut announced = String::new();
    for (place, line) in text.split_inclusive('\n').enumerate() {
        let mut letters: Vec<char> = line.chars().collect();
        let here = |edit: &&Edit| edit.at.line == place + 1;
        let mut edits: Vec<&Edit> = edits.iter().filter(here).collect();
        // From the end on, so that the columns stay as they were.
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.at.column));
        for Edit { at, new, old } in edits {
            let end = at.column + old.chars().count();
            letters.splice(at.column..end, new.chars());
        }
        announced.extend(letters);
    }
    announced
}

/// What is said of the text, or a line of it, as it was before.
pub fn as_written(said: &str) -> String {
    asks::as_written(&said.replace(destructors::ANNOUNCES, ""))
}
