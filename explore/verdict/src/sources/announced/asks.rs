//! Steps where an `Arc` is asked how many own it.
//!
//! It is std's own, so nobody hears of it. `Own` has the same functions, and a name of the
//! same length.

use proc_macro2::{TokenStream, TokenTree};

use super::Edit;
use crate::functions::{is, is_sign};

/// The text without these steps.
pub(super) fn as_written(text: &str) -> String {
    let ask = |text: String, name| {
        text.replace(&format!("{OWN}{name}"), &format!("{ARC}{name}"))
    };
    FUNCTIONS.into_iter().fold(text.replace(IMPORTS, ""), ask)
}

const IMPORTS: &str = " #[allow(unused_imports)] use ::std::sync::Own;";
const OWN: &str = "Own::";
const ARC: &str = "Arc::";

/// The functions of `Own`.
const FUNCTIONS: [&str; 7] = [
    "get_mut",
    "into_inner",
    "make_mut",
    "strong_count",
    "try_unwrap",
    "unwrap_or_clone",
    "weak_count",
];

/// Where an `Arc` of std is asked by the path of the function. Nothing if it is not certain
/// that it is one of std.
pub(super) fn edits(tokens: &TokenStream) -> Vec<Edit> {
    let mut found = Found::default();
    found.look(tokens.clone());
    match found.asks.is_empty() || found.is_another || found.imports.is_empty() {
        true => Vec::new(),
        false => found.asks.into_iter().chain(found.imports).collect(),
    }
}

#[derive(Default)]
struct Found {
    asks: Vec<Edit>,
    imports: Vec<Edit>,
    /// Whether something else has one of the two names.
    is_another: bool,
}

impl Found {
    fn look(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (place, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) => self.look(group.stream()),
                token if is(token, "use") => self.imported(&tokens[place..]),
                token if is(token, "Own") => self.is_another = true,
                token if is(token, "Arc") => {
                    let before = tokens[..place].last();
                    let defines = ["struct", "enum", "type", "trait", "mod", "as"];
                    self.is_another |= before.is_some_and(|before| {
                        defines.iter().any(|word| is(before, word))
                    });
                    if asks(&tokens[place + 1..]) {
                        let at = token.span().start();
                        self.asks.push(Edit { at, new: OWN, old: ARC });
                    }
                }
                _ => {}
            }
        }
    }

    /// These begin with a `use`.
    fn imported(&mut self, tokens: &[TokenTree]) {
        let is_end = |token: &&TokenTree| is_sign(token, ';');
        let Some(end) = tokens.iter().find(is_end) else { return };
        let path = tokens.iter().take_while(|token| !is_end(token));
        let words = words(path.cloned().collect());
        if !words.iter().any(|word| word == "Arc") {
            return;
        }
        let is_of_std = words.get(1).is_some_and(|word| word == "std")
            && words.iter().any(|word| word == "sync");
        self.is_another |=
            !is_of_std || words.windows(2).any(|two| two == ["Arc", "as"]);
        let at = end.span().end();
        self.imports.push(Edit { at, new: IMPORTS, old: "" });
    }
}

/// Whether a call of one of the functions follows, after `Arc`.
fn asks(after: &[TokenTree]) -> bool {
    let [one, two, rest @ ..] = after else { return false };
    let names = |token: &TokenTree| FUNCTIONS.iter().any(|name| is(token, name));
    is_sign(one, ':') && is_sign(two, ':') && rest.first().is_some_and(names)
}

/// The words of these, and of what they hold.
fn words(tokens: TokenStream) -> Vec<String> {
    let words = |token| match token {
        TokenTree::Group(group) => words(group.stream()),
        TokenTree::Ident(word) => vec![word.to_string()],
        _ => Vec::new(),
    };
    tokens.into_iter().flat_map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{announced, as_written};

    #[track_caller]
    fn becomes(text: &str, told: &str) {
        assert_eq!(announced(text), told);
        assert_eq!(as_written(told), text);
    }

    #[test]
    fn who_asks_an_arc_asks_another_name() {
        becomes(
            "use std::sync::{Arc, Mutex};\nfn f() { Arc::try_unwrap(a).map(Arc::new); }\n",
            "use std::sync::{Arc, Mutex}; #[allow(unused_imports)] use ::std::sync::Own;\n\
             fn f() { Own::try_unwrap(a).map(Arc::new); }\n",
        );
    }

    #[test]
    fn an_arc_that_is_not_asked_stays() {
        for text in [
            "use std::sync::Arc; fn f() { Arc::new(1) }",
            "use triomphe::Arc; fn f() { Arc::into_inner(a) }",
            "use std::sync::Arc; struct Own; fn f() { Arc::into_inner(a) }",
            "use std::sync::Arc as Shared; fn f() { Shared::into_inner(a) }",
            "struct Arc; fn f() { Arc::into_inner(a) }",
            "fn f() { std::sync::Arc::into_inner(a) }",
        ] {
            becomes(text, text);
        }
    }
}
