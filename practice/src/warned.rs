//! What is said of an answer besides its verdict: what rustc warns of, and guards that are
//! not kept.

use workshop::told;

use crate::judged::Judged;

/// What `check` says besides.
pub(crate) fn warned(judged: &Judged, answer: &str, warnings: &str) -> String {
    let is_puzzling = !judged.passed() && judged.fault().is_none();
    said(warnings, &unkept(answer, is_puzzling))
}

/// What `run` says besides, before the answer runs.
pub(crate) fn warned_native(answer: &str, warnings: &str) -> String {
    said(warnings, &unkept(answer, false))
}

fn said(warnings: &str, unkept: &str) -> String {
    match warnings.is_empty() {
        true => unkept.to_string(),
        false => format!("\nrustc warns:\n\n{}\n{unkept}", warnings.trim_end()),
    }
}

/// A note for each line that lets a guard go at once. Rustc refuses these lines if they
/// lock what is std's, and lets them pass if it is a model: so that both are the same
/// answer, it is not asked. `all`: with the lines that only look like it.
fn unkept(answer: &str, all: bool) -> String {
    const SIGNS: [&str; 6] =
        ["lock(", "acquire", "permit", "guard", ".read()", ".write()"];
    let mut text = String::new();
    for (at, line) in answer.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        let Some((_, value)) = code.split_once("let _ = ") else { continue };
        let is_like_it = SIGNS.iter().any(|sign| value.contains(sign));
        if locks(value) || (all && is_like_it) {
            text += &format!(
                "\n{}",
                told(&format!(
                    "line {}: `let _ =` keeps nothing. A guard there is let go at once, \
                     or not even moved here; `let _guard =` keeps it to the end of the \
                     block.",
                    at + 1
                ))
            );
        }
    }
    text
}

/// Whether a value is a lock's guard, perhaps in a `Result`.
fn locks(value: &str) -> bool {
    const LOCKS: [&str; 6] = [
        ".lock()",
        ".read()",
        ".write()",
        ".try_lock()",
        ".try_read()",
        ".try_write()",
    ];
    const OPENS: [&str; 2] = [".unwrap()", "?"];
    let mut value = value.trim_end().trim_end_matches(';');
    while let Some(rest) = OPENS.iter().find_map(|open| value.strip_suffix(open)) {
        value = rest;
    }
    if let Some((before, text)) = value.rsplit_once(".expect(\"")
        && text.find("\")") == Some(text.len() - 2)
    {
        value = before;
    }
    LOCKS.iter().any(|lock| value.ends_with(lock))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guard_is_told_from_what_is_read_under_it() {
        for line in [
            "let _ = self.n.lock();",
            "let _ = self.n.lock().unwrap(); // why?",
            "let _ = self.n.try_read()?;",
            "let _ = n.write().expect(\"no panic\");",
        ] {
            assert!(unkept(line, false).contains("line 1: "), "{line}");
        }
        for (line, looks_like_it) in [
            ("let _ = self.n.lock().unwrap().pop();", true),
            ("let _ = n.lock().expect(\"one\").insert(\"two\");", true),
            ("let _ = permit;", true),
            ("let _guard = self.n.lock();", false),
            ("let _ = self.queue.send(1);", false),
        ] {
            assert_eq!(unkept(line, false), "", "{line}");
            assert_eq!(!unkept(line, true).is_empty(), looks_like_it, "{line}");
        }
    }
}
