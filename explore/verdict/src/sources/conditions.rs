//! What a function does only if it has found something.

use explore::Place;

use super::Sources;
use crate::functions::{has_word, is_part, lines};
use crate::statements::statement;

/// What leaves a block, or the function that has it.
const LEAVES: [&str; 3] = ["return", "break", "continue"];

/// A line, or the calls that led there if they are known, of which it is the first.
pub(crate) fn frames<'a>(line: &'a Place, calls: &'a [Place]) -> &'a [Place] {
    if calls.is_empty() { std::slice::from_ref(line) } else { calls }
}

impl Sources {
    /// Whether a function that has one of these places comes to one of the others
    /// because of what it has found: the heads that say so.
    pub(crate) fn decided<'a>(
        self,
        look: &'a [Place],
        then: &'a [Place],
    ) -> impl Iterator<Item = &'static str> + use<'a> {
        let pairs =
            look.iter().flat_map(|look| then.iter().map(move |it| (look, it)));
        pairs.filter_map(move |(look, then)| self.decides(look, then))
    }

    /// The head of an `if`, a `while` or a `match` because of which the function
    /// with both places comes to the later one: it has the first place, or a
    /// variable that is made there.
    fn decides(self, look: &Place, then: &Place) -> Option<&'static str> {
        let is_one = self.function_at(look).is_some_and(|function| {
            self.function_at(then)
                .is_some_and(|other| std::ptr::eq(function, other))
        });
        let text = self.text(&look.file).filter(|_| is_one)?;
        let [line, later] = [look, then].map(|place| place.line as usize);
        let by_variable = || {
            let name = variable(text, line)?;
            let mut heads = (line + 1..=later)
                .filter(|&head| has_word(lines(text, (head, head)), name));
            heads.find_map(|head| head_for(text, head, later))
        };
        head_for(text, line, later).or_else(by_variable)
    }
}

/// The head of the block that has the later line in it, or that leaves what comes
/// after it alone, if this line is in that head.
fn head_for(text: &'static str, line: usize, later: usize) -> Option<&'static str> {
    let (first, last) = statement(text, line)?;
    let words = lines(text, (first, last));
    let head = words.split('{').next().unwrap_or_default();
    let is_head = ["if", "while", "match"].iter().any(|word| has_word(head, word));
    let is_in_head = line < first + head.lines().count().max(1);
    let leaves = || LEAVES.iter().any(|word| has_word(words, word));
    let decides = later >= first && (later <= last || leaves());
    (is_head && is_in_head && decides).then_some(head)
}

/// The variable that the statement with this line makes.
fn variable(text: &'static str, line: usize) -> Option<&'static str> {
    let words = lines(text, statement(text, line)?);
    let name = words.trim_start().strip_prefix("let ")?;
    name.split(|letter| !is_part(letter)).next().filter(|name| !name.is_empty())
}
