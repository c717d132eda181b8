//! A failing interleaving as a picture.

use shared::{Event, Kind, Transcript, picture};
use verdict::Wrong;

/// As SVG, with this name above it: a lane a task, a step a mark.
pub fn drawn(name: &str, wrong: &Wrong) -> String {
    let mut events = Vec::new();
    let mut event = |task: &str, kind, text: &str| {
        let (task, text) = (task.to_string(), text.to_string());
        events.push(Event { at: None, task, kind, text });
    };
    let mut known: Vec<&str> = Vec::new();
    let mut tasks: Vec<&str> =
        wrong.story.iter().map(|line| line.task.as_str()).collect();
    tasks.sort_by_key(|task| (*task != "main", task.len(), *task));
    for task in tasks {
        if !known.contains(&task) {
            known.push(task);
            event(task, Kind::Start, "");
        }
    }
    for line in &wrong.story {
        match line.text.strip_prefix("waits for ") {
            Some(what) => event(&line.task, Kind::Wait, what),
            None => {
                let mark = if line.wrong { "> " } else { "" };
                let call = line.heading.as_ref();
                let call = call.map(|call| format!("{call}: ")).unwrap_or_default();
                let text =
                    format!("{mark}{call}{} (line {})", line.text, line.line);
                event(&line.task, Kind::Say, &text);
            }
        }
    }
    picture(&format!("{name}: {}", wrong.title), &Transcript { events })
}
