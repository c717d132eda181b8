//! The helpers that a section is about: on its page they stand below `main`, where the
//! other helpers are folded.

use crate::program::Program;

/// By lesson and section: the items, in the order in which they are shown. A type brings
/// what is implemented for it.
const SHOWN: [(&str, &str, &[&str]); 27] = [
    ("waitgroups", "bounded_pool", &["pool"]),
    ("race_conditions", "lost_update", &["add_from_two_tasks"]),
    ("race_conditions", "read_twice", &["a_reader_and_a_writer"]),
    (
        "race_conditions",
        "lock_over_await",
        &["hold_over_await", "release_before_await"],
    ),
    ("race_conditions", "atomics", &["raise"]),
    ("race_conditions", "lock_around_rayon", &["join_beside_a_job"]),
    ("race_conditions", "check_then_act", &["withdraw_twice"]),
    ("race_conditions", "deadlock", &["two_cooks"]),
    ("goroutine_patterns", "pipeline", &["stage"]),
    ("goroutine_patterns", "fan_out_fan_in", &["fan_out"]),
    ("goroutine_patterns", "timeout", &["print"]),
    ("goroutine_patterns", "circuit_breaker", &["Breaker"]),
    ("goroutine_patterns", "retry", &["try_again"]),
    ("goroutine_patterns", "actor", &["Request", "own_account"]),
    ("goroutine_patterns", "supervisor", &["supervise"]),
    ("goroutine_patterns", "profiling", &["watched", "Noted"]),
    (
        "buffered_channels",
        "circular_wait",
        &["send_first", "whichever_is_possible"],
    ),
    ("buffered_channels", "count_mismatch", &["count_to_three", "read_all"]),
    ("select_statements", "state_machine", &["run", "next"]),
    ("select_statements", "cancel_safety", &["next_checked"]),
    (
        "select_statements",
        "polled_again",
        &["six_turns_careless", "six_turns_guarded"],
    ),
    ("select_statements", "lost_place", &["reserve_anew", "reserve_once"]),
    ("select_statements", "futurelock", &["print"]),
    ("channel_patterns", "worker_pool", &["Pool"]),
    ("channel_patterns", "hedged_requests", &["first_answer"]),
    ("channel_patterns", "weak_sender", &["keeps_a_sender", "keeps_a_weak_one"]),
    ("channel_patterns", "heartbeat", &["print"]),
];

/// A program in two parts: `main` with what the section is about, and the other helpers.
///
/// # Errors
/// One line that names the section and what it has not.
pub fn parts(program: &Program) -> Result<(String, String), String> {
    let (main, helpers) = program.parts();
    let (lesson, section) = program.of;
    let shown = SHOWN
        .iter()
        .find(|(of, name, _)| (*of, *name) == (lesson.name, section.name));
    let names = shown.map_or(&[][..], |(_, _, names)| names);
    let mut items = items(helpers);
    let mut text = main.to_string();
    for name in names {
        let (of_name, others): (Vec<_>, Vec<_>) =
            items.into_iter().partition(|item| named(item) == Some(name));
        if of_name.is_empty() {
            let place = format!("{} {}", lesson.name, section.name);
            return Err(format!("{place} has no helper `{name}`"));
        }
        for item in of_name {
            text.push_str(&format!("\n{item}\n"));
        }
        items = others;
    }
    Ok((text, items.join("\n\n")))
}

/// The items of a text that rustfmt has laid out, each with its comment.
fn items(text: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    let mut begins = true;
    for line in text.trim().lines() {
        let inside = line.starts_with([' ', '}', ')']);
        match items.last_mut() {
            Some(item) if !begins || inside => {
                item.push('\n');
                item.push_str(line);
            }
            _ => items.push(line.to_string()),
        }
        begins = line.is_empty();
    }
    items.iter().map(|item| item.trim_end().to_string()).collect()
}

/// What an item is called, or what it is implemented for.
fn named(item: &str) -> Option<&str> {
    let head = item.lines().find(|line| !line.starts_with(['/', '#']))?;
    let head = head.strip_prefix("async ").unwrap_or(head);
    let (kind, rest) = head.split_once(' ')?;
    let name = match rest.split_once(" for ") {
        Some((_, name)) if kind.starts_with("impl") => name,
        _ => rest,
    };
    let end = name.find(|c: char| !c.is_alphanumeric() && c != '_');
    Some(&name[..end.unwrap_or(name.len())])
}

#[cfg(test)]
mod tests {
    use super::{items, named};

    #[test]
    fn items_are_told_apart() {
        let text = "/// A pool.\nstruct Pool {\n    jobs: u32,\n}\n\n\
                    impl Drop for Pool {\n    fn drop(&mut self) {\n\n    }\n}\n\n\
                    async fn run<T>(\n    t: T,\n) {\n}\n\nconst EACH: u32 = 1;\n";
        let items = items(text);
        let names: Vec<_> = items.iter().map(|item| named(item)).collect();
        assert_eq!(names, ["Pool", "Pool", "run", "EACH"].map(Some));
        assert!(items[0].starts_with("/// A pool.\n"), "{items:?}");
    }
}
