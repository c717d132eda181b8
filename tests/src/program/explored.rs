//! A program that explores: what the lesson's `Explorer` tells the log is printed by two
//! small functions of the program's own.

use super::plain::whole_lines;
use super::tokens::{Code, Edits};

const FINDS: &str = r#"
/// Prints the first schedule in which the program fails, step by step. The names of
/// the locks and channels are looked up in the text of this file, `src/main.rs`.
fn finds(program: &str, report: &explore::Report) {
    let failure = report.found().named(include_str!("main.rs"));
    println!("{program}: schedule {} fails", failure.schedule);
    for (task, line) in failure.lines() {
        println!("{task}: {line}");
    }
}
"#;

const PROVES: &str = r#"
/// Prints in how many schedules the program is right. It panics if one fails.
fn proves(program: &str, report: &explore::Report) {
    match report.clean_in_all().schedules {
        1 => println!("{program}: right in the only schedule"),
        all => println!("{program}: right in all {all} schedules"),
    }
}
"#;

/// `explorer.finds(..)` becomes `finds(..)`; the explorer itself goes away.
pub fn finds(code: &Code) -> String {
    let mut edits = Edits::default();
    for at in 0..code.tokens.len() {
        let made = code.at(at) == "let"
            && code.at(at + 3) == "Explorer"
            && code.at(at + 6) == "new";
        if made {
            let end = code.tokens[code.tokens[at + 7].mate + 1].range.end;
            let bytes = code.tokens[at].range.start..end;
            edits.replace(whole_lines(code, bytes), "");
        }
        let told = matches!(code.at(at), "finds" | "proves");
        if told && code.before(at, 1) == "." && code.before(at, 2) == "explorer" {
            let start = code.tokens[at - 2].range.start;
            edits.replace(start..code.tokens[at].range.start, "");
        }
    }
    edits.apply(&code.text)
}

/// Adds the functions that the program now calls.
pub fn with_helpers(mut text: String) -> String {
    for (call, helper) in [("finds(", FINDS), ("proves(", PROVES)] {
        let called = text.match_indices(call).any(|(at, _)| {
            text[..at].ends_with([' ', '\n', '(', '{', ';'])
                && !text[..at].ends_with("fn ")
        });
        if called {
            text.push_str(helper);
        }
    }
    text
}
