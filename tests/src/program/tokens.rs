//! The text of a program as a flat list of tokens, each with its place in the text, so
//! that an edit leaves comments and layout as they are.

use std::ops::Range;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// One token. The two ends of a group are tokens too.
#[derive(Clone, Debug)]
pub struct Token {
    /// As it stands in the text.
    pub text: String,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// Of an end of a group: where the other end stands in the list.
    pub mate: usize,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A keyword or a name.
    Word,
    /// A character of punctuation.
    Mark,
    /// A number, a character or a string.
    Literal,
    /// `(`, `[` or `{`.
    Open,
    /// `)`, `]` or `}`.
    Close,
}

/// A text and its tokens.
pub struct Code {
    /// The text.
    pub text: String,
    /// Its tokens without comments.
    pub tokens: Vec<Token>,
}

impl Code {
    /// Splits a text. A doc comment is a comment here and no token.
    ///
    /// # Errors
    /// If this is no Rust: one line that says where.
    pub fn new(text: impl Into<String>) -> Result<Self, String> {
        let text = text.into();
        let stream: TokenStream = text.parse().map_err(|error| {
            let error: proc_macro2::LexError = error;
            format!("no Rust at byte {}: {error}", error.span().byte_range().start)
        })?;
        let mut tokens = Vec::new();
        flatten(&text, stream, &mut tokens);
        Ok(Self { text, tokens })
    }

    /// The text of the token at this place in the list, or nothing beyond the end.
    pub fn at(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| token.text.as_str())
    }

    /// The text of the token so many places before this one.
    pub fn before(&self, index: usize, places: usize) -> &str {
        index.checked_sub(places).map_or("", |place| self.at(place))
    }

    /// Whether a name begins here: a word that is no field, no method, no lifetime and
    /// not the rest of a path.
    pub fn is_name(&self, index: usize) -> bool {
        let token = &self.tokens[index];
        let range = self.before(index, 1) == "." && self.before(index, 2) == ".";
        token.kind == Kind::Word
            && (self.before(index, 1) != "." || range)
            && self.before(index, 1) != "'"
            && !(self.before(index, 1) == ":" && self.before(index, 2) == ":")
    }

    /// The innermost group around a token, as the place of its opening end.
    pub fn group_around(&self, index: usize) -> Option<usize> {
        (0..index).rev().find(|&open| {
            let token = &self.tokens[open];
            token.kind == Kind::Open && token.mate > index
        })
    }

    /// The innermost block around a token: `{`, or nothing at the top.
    pub fn block_around(&self, index: usize) -> Option<usize> {
        let mut around = self.group_around(index);
        while let Some(open) = around.filter(|&open| self.at(open) != "{") {
            around = self.group_around(open);
        }
        around
    }

    /// The parts of a group between its commas, each as a range of tokens; an empty one
    /// after the last comma is left out.
    pub fn parts(&self, open: usize) -> Vec<Range<usize>> {
        let close = self.tokens[open].mate;
        let (mut parts, mut start, mut index) = (Vec::new(), open + 1, open + 1);
        let mut angles = 0_usize;
        while index < close {
            let token = &self.tokens[index];
            match token.text.as_str() {
                _ if token.kind == Kind::Open => index = token.mate,
                // Only of types: `a < b` has a space before it.
                "<" if self.glued(index) => angles += 1,
                ">" if angles > 0 && self.before(index, 1) != "-" => angles -= 1,
                "," if angles == 0 => {
                    parts.push(start..index);
                    start = index + 1;
                }
                _ => {}
            }
            index += 1;
        }
        if start < close {
            parts.push(start..close);
        }
        parts
    }

    /// Whether nothing stands between this token and the one before it.
    fn glued(&self, index: usize) -> bool {
        index > 0
            && self.tokens[index - 1].range.end == self.tokens[index].range.start
    }

    /// The text from the first of these tokens to the last.
    pub fn slice(&self, tokens: Range<usize>) -> &str {
        if tokens.is_empty() {
            return "";
        }
        let start = self.tokens[tokens.start].range.start;
        &self.text[start..self.tokens[tokens.end - 1].range.end]
    }

    /// The names that a string literal of a format captures: `count` of `"{count:3}"`.
    pub fn captures(&self, index: usize) -> Vec<&str> {
        let token = &self.tokens[index];
        if token.kind != Kind::Literal || !token.text.ends_with(['"', '#']) {
            return Vec::new();
        }
        captures(&token.text)
    }

    /// Where the expression begins to which the `.` at this place belongs.
    pub fn receiver(&self, dot: usize) -> usize {
        let mut at = dot - 1;
        loop {
            if self.tokens[at].kind == Kind::Close {
                at = self.tokens[at].mate;
                let called = at > 0
                    && matches!(self.tokens[at - 1].kind, Kind::Word | Kind::Close);
                if called {
                    at -= 1;
                    if self.tokens[at].kind == Kind::Close {
                        continue;
                    }
                }
            }
            let dotted = self.before(at, 1) == "." && self.before(at, 2) != ".";
            let path = self.before(at, 1) == ":" && self.before(at, 2) == ":";
            match (dotted, path) {
                (true, _) => at -= 2,
                (_, true) => at -= 3,
                _ => return at,
            }
        }
    }
}

fn flatten(text: &str, stream: TokenStream, tokens: &mut Vec<Token>) {
    let mut trees = stream.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let range = tree.span().byte_range();
        let simple = |kind| Token {
            text: text[range.clone()].to_string(),
            range: range.clone(),
            kind,
            mate: 0,
        };
        match tree {
            // A doc comment is `#[doc = ..]`, each part of it with the place of all.
            TokenTree::Punct(_)
                if text[range.clone()].starts_with('/') && range.len() > 1 =>
            {
                while trees
                    .peek()
                    .is_some_and(|next| next.span().byte_range() == range)
                {
                    trees.next();
                }
            }
            TokenTree::Ident(_) => tokens.push(simple(Kind::Word)),
            TokenTree::Punct(_) => tokens.push(simple(Kind::Mark)),
            TokenTree::Literal(_) => tokens.push(simple(Kind::Literal)),
            TokenTree::Group(group) => {
                if group.delimiter() == Delimiter::None {
                    flatten(text, group.stream(), tokens);
                    continue;
                }
                let open = tokens.len();
                let end = |range: Range<usize>, kind| Token {
                    text: text[range.clone()].to_string(),
                    range,
                    kind,
                    mate: open,
                };
                tokens.push(end(group.span_open().byte_range(), Kind::Open));
                flatten(text, group.stream(), tokens);
                let close = tokens.len();
                tokens.push(end(group.span_close().byte_range(), Kind::Close));
                tokens[open].mate = close;
            }
        }
    }
}

/// The names in braces of a format: `{{` is a brace and no name.
pub fn captures(literal: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = literal;
    while let Some((_, after)) = rest.split_once('{') {
        if let Some(after) = after.strip_prefix('{') {
            rest = after;
            continue;
        }
        let end = after
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(after.len());
        let closed = after[end..].starts_with([':', '}']);
        if closed && after.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            names.push(&after[..end]);
        }
        rest = &after[end..];
    }
    names
}

/// Changes to a text, made together.
#[derive(Default)]
pub struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Puts `new` in the place of these bytes.
    pub fn replace(&mut self, bytes: Range<usize>, new: impl Into<String>) {
        self.0.push((bytes, new.into()));
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text with all changes made. Of two that overlap, the outer one is made.
    pub fn apply(mut self, text: &str) -> String {
        self.0.sort_by_key(|(bytes, _)| (bytes.start, usize::MAX - bytes.end));
        let (mut made, mut at) = (String::new(), 0);
        for (bytes, new) in self.0 {
            if bytes.start < at {
                continue;
            }
            made.push_str(&text[at..bytes.start]);
            made.push_str(&new);
            at = bytes.end;
        }
        made.push_str(&text[at..]);
        made
    }
}
