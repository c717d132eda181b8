//! Text for 80 columns and any terminal.

use textwrap::Options;

/// A paragraph of at most 80 columns, indented by two.
pub fn told(text: &str) -> String {
    let options = Options::new(80).initial_indent("  ").subsequent_indent("  ");
    textwrap::fill(&plain(text), options) + "\n"
}

/// The text without what a terminal would obey: an answer names its tasks and words its
/// panics, and could paint over the verdict.
pub fn plain(text: &str) -> String {
    let obeyed = |letter: char| letter.is_control() && letter != '\n';
    text.replace('\t', "    ").replace(obeyed, "\u{fffd}")
}

/// One word of a shell.
pub fn quoted(word: &str) -> String {
    let is_plain =
        |letter: char| letter.is_alphanumeric() || "/._-+:@%,=".contains(letter);
    match !word.is_empty() && word.chars().all(is_plain) {
        true => word.to_string(),
        false => format!("'{}'", word.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::{quoted, told};

    #[test]
    fn a_word_is_one_word_of_a_shell() {
        assert_eq!(quoted("../answers"), "../answers");
        assert_eq!(quoted("it's mine"), r"'it'\''s mine'");
        assert_eq!(quoted(""), "''");
    }

    #[test]
    fn a_terminal_is_not_told_what_to_do() {
        assert_eq!(
            told("panics: \u{1b}[2Jpassed\r"),
            "  panics: \u{fffd}[2Jpassed\u{fffd}\n"
        );
    }
}
