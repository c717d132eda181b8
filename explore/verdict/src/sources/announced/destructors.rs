//! Destructors that tell exploring that they act.
//!
//! Which task drops the last clone of an `Arc`, and so runs the destructor of what is in it,
//! is seen by nobody. With this line at its start the destructor itself says that it runs,
//! and where its value lies.

use proc_macro2::{Delimiter, LineColumn, TokenStream, TokenTree};

use super::Edit;
use crate::functions::{is, tokens};

/// What a destructor begins with.
pub(super) const ANNOUNCES: &str = " ::verdict_on_this::acts_when_dropped(self);";

/// Whether [`find`] leaves out something that could be a destructor.
pub(crate) fn leaves_out(text: &'static str) -> bool {
    let mut edits = Vec::new();
    find(tokens(text), &mut edits);
    named(tokens(text)) != edits.len()
}

/// How often the trait is named.
fn named(tokens: TokenStream) -> usize {
    let named = |token| match token {
        TokenTree::Group(group) => named(group.stream()),
        token => usize::from(is(&token, "Drop")),
    };
    tokens.into_iter().map(named).sum()
}

/// Adds an announcement for each destructor whose block ends its line where it begins.
pub(super) fn find(tokens: TokenStream, edits: &mut Vec<Edit>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (place, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let is_of_a_destructor = group.delimiter() == Delimiter::Brace
            && implements_drop(&tokens[..place]);
        match is_of_a_destructor.then(|| body(group.stream())).flatten() {
            Some(at) => edits.push(Edit { at, new: ANNOUNCES, old: "" }),
            None => find(group.stream(), edits),
        }
    }
}

/// Whether these end with `impl Drop for` and a type.
fn implements_drop(tokens: &[TokenTree]) -> bool {
    let of = tokens
        .windows(2)
        .rposition(|two| is(&two[0], "Drop") && is(&two[1], "for"));
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(sign) => sign.as_char() == ';',
        _ => false,
    };
    of.is_some_and(|of| !tokens[of..].iter().any(ends))
}

/// Where the block of `fn drop(&mut self)` begins, which is all that stands in these.
fn body(tokens: TokenStream) -> Option<LineColumn> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let name = tokens
        .windows(2)
        .position(|two| is(&two[0], "fn") && is(&two[1], "drop"))?;
    let [TokenTree::Group(own), TokenTree::Group(block)] = &tokens[name + 2..]
    else {
        return None;
    };
    let own: Vec<String> =
        own.stream().into_iter().map(|one| one.to_string()).collect();
    let first = block.stream().into_iter().next();
    let inside = first.as_ref().map_or(block.span_close(), TokenTree::span);
    let begin = block.span_open().end();
    let is_alone = begin.line < inside.start().line;
    // An attribute of the block has to come first.
    let is_attribute = first.is_some_and(|first| first.to_string() == "#");
    (own == ["&", "mut", "self"] && is_alone && !is_attribute).then_some(begin)
}

#[cfg(test)]
mod tests {
    use super::super::{announced, as_written};
    use super::leaves_out;

    /// Whether all are announced, and the text without the announcements.
    fn seen(text: &'static str) -> (bool, usize) {
        let told = announced(text);
        assert_eq!(as_written(&told), text);
        (!leaves_out(text), told.matches(super::ANNOUNCES).count())
    }

    #[test]
    fn a_destructor_is_announced_where_its_block_begins() {
        let text = "impl Drop for Pool {\n    fn drop(&mut self) { // ends\n        self.end();\n    }\n}\n";
        let begun = "fn drop(&mut self) { ::verdict_on_this::acts_when_dropped(self); // ends";
        assert!(announced(text).contains(begun), "{}", announced(text));
        assert_eq!(seen(text), (true, 1));
    }

    #[test]
    fn what_is_written_in_other_ways_is_announced_too() {
        for text in [
            "impl<T: Send> Drop for Pool<T>\nwhere\n    T: Copy,\n{\n    #[inline]\n    fn drop(&mut self)\n    {\n    }\n}",
            "impl std::ops::Drop for Pool { fn drop(&mut self) {\n} }",
            "macro_rules! ends { ($of:ty) => { impl Drop for $of { fn drop(&mut self) {\n say() } } } }",
            "fn main() { let é = \"é\"; struct Is; impl Drop for Is { fn drop(&mut self) {\n} } }",
            "unsafe impl<#[may_dangle] T> Drop for Pool<T> { fn drop(&mut self) {\n} }",
            "impl Drop for [(); 2] { fn drop(&mut self) {\n} }",
        ] {
            assert_eq!(seen(text), (true, 1), "{text}");
        }
    }

    #[test]
    fn what_is_not_announced_is_doubted() {
        for text in [
            // A step in the same line would stand elsewhere.
            "impl Drop for Pool { fn drop(&mut self) { self.end() } }",
            "impl Drop for Pool { fn drop(&mut self) {\n #![allow(unused)]\n } }",
            "impl Drop for Pool { fn drop(self: &mut Self) {\n } }",
            "impl Drop for Pool { ends!(); }",
            "use std::ops::Drop as Ends;",
        ] {
            assert_eq!(seen(text), (false, 0), "{text}");
        }
    }

    #[test]
    fn a_text_without_destructors_stays_as_it_is() {
        for text in
            ["", "fn drop(&mut self) {\n}", "// Drop\nfn main() {}\n", "fn {"]
        {
            assert_eq!(seen(text), (true, 0), "{text}");
        }
    }
}
