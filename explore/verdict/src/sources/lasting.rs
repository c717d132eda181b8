//! The statics of a text: what they hold is there for as long as the program is.

use explore::Place;
use proc_macro2::{TokenStream, TokenTree};

use super::Sources;
use crate::functions::{Function, is, is_sign, tokens};

/// What is told of a static.
#[derive(Debug)]
struct Static {
    /// What its initial value does, in the functions that stand in there.
    value: Function,
    /// Whether it may hold the sender of a channel.
    may_send: bool,
}

/// A static of these types gets its value while the program runs.
const LATER: [&str; 3] = ["LazyLock", "OnceLock", "OnceCell"];

impl Sources {
    /// The static in whose initial value this line stands, as a function.
    pub(crate) fn static_at(self, place: &Place) -> Option<Function> {
        let line = place.line as usize;
        let all = statics(self.text(&place.file)?).into_iter();
        let mut values = all.map(|one| one.value);
        values.find(|value| (value.lines.0..=value.lines.1).contains(&line))
    }

    /// Whether a static of this file may hold a sender, which is never dropped then.
    pub(crate) fn may_keep_a_sender(self, file: &str) -> bool {
        let text = self.text(file);
        text.is_some_and(|text| statics(text).iter().any(|one| one.may_send))
    }
}

fn statics(text: &'static str) -> Vec<Static> {
    let mut found = Vec::new();
    find(tokens(text), &mut found);
    found
}

fn find(tokens: TokenStream, found: &mut Vec<Static>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (place, token) in tokens.iter().enumerate() {
        let (before, rest) = (&tokens[..place], &tokens[place + 1..]);
        let is_lifetime = before.last().is_some_and(|last| is_sign(last, '\''));
        if is(token, "static") && !is_lifetime {
            let item = rest.iter().take_while(|token| !is_sign(token, ';'));
            found.push(Static::of(token, item.cloned().collect()));
        }
        if let TokenTree::Group(group) = token
            && !is_of_tasks(before)
        {
            find(group.stream(), found);
        }
    }
}

impl Static {
    /// The one that begins with this word and goes on with these.
    fn of(begin: &TokenTree, item: Vec<TokenTree>) -> Static {
        let last = item.last().unwrap_or(begin).span().end().line;
        let lines = (begin.span().start().line, last);
        let name = item.iter().find(|token| !is(token, "mut"));
        let name = name.map_or(String::new(), TokenTree::to_string);
        let is_type = |token: &&TokenTree| !is_sign(token, '=');
        let may_send = item.iter().take_while(is_type).any(|token| {
            let TokenTree::Ident(word) = token else { return false };
            let word = word.to_string();
            word.ends_with("Sender") || LATER.contains(&&*word)
        });
        let value = Function::of(name, lines, item.into_iter().collect());
        Static { value, may_send }
    }
}

/// Whether statics come next of which each task has its own.
fn is_of_tasks(before: &[TokenTree]) -> bool {
    let [.., name, sign] = before else { return false };
    let is_one = ["thread_local", "task_local"].iter().any(|word| is(name, word));
    is_one && is_sign(sign, '!')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_static_may_keep_a_sender() {
        for (item, may_send) in [
            ("static JOBS: Mutex<Option<Sender<u8>>> = Mutex::new(None);", true),
            ("static BUS: LazyLock<Bus> = LazyLock::new(Bus::new);", true),
            ("fn bus() { static BUS: OnceLock<Bus> = OnceLock::new(); }", true),
            ("static COUNT: AtomicU32 = AtomicU32::new(0);", false),
            ("static NAME: &'static str = \"LazyLock\";", false),
            ("thread_local!(static JOBS: OnceCell<Sender<u8>> = make());", false),
            ("fn send(to: &'static Sender<u8>) {}", false),
            ("fn main() { let all = OnceLock::new(); }", false),
        ] {
            let sources = Sources(vec![("a.rs", item)].leak());
            assert_eq!(sources.may_keep_a_sender("a.rs"), may_send, "{item}");
        }
    }

    #[test]
    fn an_initial_value_has_loops() {
        let text = "static JOBS: LazyLock<Jobs> = LazyLock::new(|| {\n\
                    spawn(move || {\nfor job in receiver {\njob();\n}\n});\n});\n";
        let found = statics(text);
        let [Static { value, .. }] = &*found else { panic!("{found:?}") };
        assert_eq!((&*value.name, value.lines), ("JOBS", (1, 7)));
        assert!(value.takes_at(3) && !value.takes_at(4) && !value.stays_at(3));
    }
}
