//! `#[test]` of a package that is explored: the test stays what it is for the harness that
//! lists and calls it, and what it does is run under many schedules.

use proc_macro::{Delimiter, Group, Ident, TokenStream, TokenTree};

/// A test whose body is explored.
///
/// ```text
/// #[test]
/// #[should_panic(expected = "empty")]
/// fn name() -> R { body }
/// ```
///
/// becomes a test that hands on a function with this return type and body.
#[proc_macro_attribute]
pub fn test(_: TokenStream, item: TokenStream) -> TokenStream {
    let real: TokenStream = parsed("#[::std::__explored::test]");
    match Test::read(item.clone()) {
        Some(test) => real.into_iter().chain(test.explored()).collect(),
        // The real one says what is wrong with it.
        None => real.into_iter().chain(item).collect(),
    }
}

/// A function that is a test.
struct Test {
    /// Its attributes and what else stands before its name.
    head: Vec<TokenTree>,
    name: Ident,
    /// What it returns, with the arrow.
    returns: Vec<TokenTree>,
    body: Group,
    /// What stands in the message that it should panic with, as a literal.
    panics: Option<String>,
}

impl Test {
    /// `None` if it is no function that could be a test.
    fn read(item: TokenStream) -> Option<Test> {
        let mut tokens: Vec<TokenTree> = item.into_iter().collect();
        let Some(TokenTree::Group(body)) = tokens.pop() else { return None };
        let is = |word: &str| {
            let is_word = |token: &TokenTree| match token {
                TokenTree::Ident(ident) => ident.to_string() == word,
                _ => false,
            };
            tokens.iter().position(is_word)
        };
        let at = is("fn")?;
        let is_odd = |word| is(word).is_some_and(|place| place < at);
        if body.delimiter() != Delimiter::Brace || is_odd("async") {
            return None;
        }
        let mut rest = tokens.split_off(at + 1).into_iter();
        let Some(TokenTree::Ident(name)) = rest.next() else { return None };
        let Some(TokenTree::Group(parameters)) = rest.next() else { return None };
        if !parameters.stream().is_empty() {
            return None;
        }
        let panics = tokens.iter().find_map(should_panic);
        Some(Test { head: tokens, name, returns: rest.collect(), body, panics })
    }

    fn explored(self) -> Vec<TokenTree> {
        let Test { head, name, returns, body, panics } = self;
        let nothing = || Group::new(Delimiter::Parenthesis, TokenStream::new());
        // The function as it stands there, where nobody else sees it.
        let mut inner: Vec<TokenTree> = parsed("fn").into_iter().collect();
        inner.extend([name.clone().into(), nothing().into()]);
        inner.extend(returns);
        inner.push(body.into());
        let called = match panics {
            Some(expected) => {
                format!("::std::__explored::panics({expected}, {name})")
            }
            None => format!(
                "{{ use ::std::__explored::ended::*;
                 ::std::__explored::succeeds(Ended::test({name}()).error()) }}"
            ),
        };
        inner.extend(parsed(&format!("::std::__explored::explore(|_| {called});")));
        let mut outer = head;
        outer.extend([name.into(), nothing().into()]);
        let inner = Group::new(Delimiter::Brace, inner.into_iter().collect());
        outer.push(inner.into());
        outer
    }
}

/// What should stand in the message of a panic, as a literal, if these are the brackets of
/// `#[should_panic]`.
fn should_panic(token: &TokenTree) -> Option<String> {
    let TokenTree::Group(group) = token else { return None };
    let mut inner = group.stream().into_iter();
    match inner.next() {
        Some(TokenTree::Ident(name)) if name.to_string() == "should_panic" => {}
        _ => return None,
    }
    Some(first_literal(inner.collect()).unwrap_or_else(|| "\"\"".to_string()))
}

/// The first literal, however deep.
fn first_literal(tokens: TokenStream) -> Option<String> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Literal(literal) => Some(literal.to_string()),
        TokenTree::Group(group) => first_literal(group.stream()),
        _ => None,
    })
}

fn parsed(text: &str) -> TokenStream {
    text.parse().expect("it is Rust")
}
