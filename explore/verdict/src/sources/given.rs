//! What a task is given when it is started.

use std::panic::Location;

use super::Sources;
use crate::functions::is_part;

impl Sources {
    /// The constant that the call at the one place gives to the function of the other place
    /// for its parameter of this name, if it is one: a number, say.
    pub(crate) fn constant_given(
        self,
        start: &Location<'_>,
        within: &Location<'_>,
        parameter: &str,
    ) -> Option<String> {
        let function = self.function(within)?;
        let head = self.body(within)?;
        let names = parts(head, &function.name)?;
        let is_it = |one: &String| {
            let name = one.split(':').next().unwrap_or_default().trim();
            name.trim_start_matches("mut ") == parameter
        };
        let place = names.iter().position(is_it)?;
        let given = self.argument(start)?.to_string().replace(" (", "(");
        let value = parts(&given, &function.name)?.get(place)?.trim().to_string();
        let is_constant = value.starts_with(|letter: char| letter.is_ascii_digit())
            || value.starts_with('"');
        let is_one =
            is_constant && value.chars().all(|it| is_part(it) || it == '"');
        is_one.then_some(value)
    }
}

/// What stands between the commas of the parenthesis after this name.
fn parts(text: &str, name: &str) -> Option<Vec<String>> {
    let (_, rest) = text.split_once(&format!("{name}("))?;
    let mut depth = 0_usize;
    let mut all = vec![String::new()];
    for letter in rest.chars() {
        match letter {
            '(' | '[' | '{' | '<' => depth += 1,
            ')' | ']' | '}' | '>' if depth > 0 => depth -= 1,
            ')' => return Some(all),
            ',' if depth == 0 => {
                all.push(String::new());
                continue;
            }
            _ => {}
        }
        all.last_mut()?.push(letter);
    }
    None
}
