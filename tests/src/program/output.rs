//! What a program prints, made from what the section's tasks said.

use shared::{Event, Kind, Transcript};

/// The transcript as the section's program prints it.
///
/// `named`: whether its lines begin with the name of the task that prints them.
pub fn printed(transcript: &Transcript, named: bool) -> Vec<String> {
    let explored = transcript.tasks().contains(&"explorer");
    let named = named || explored;
    transcript
        .events
        .iter()
        .filter_map(|event| line(event, named, explored))
        .collect()
}

fn line(event: &Event, named: bool, explored: bool) -> Option<String> {
    let mut said = event.line()?;
    match event.kind {
        Kind::Send => return None,
        Kind::Wait if !explored => return None,
        Kind::Wait => said = without_place(&said).to_string(),
        _ => {}
    }
    let time = event.at.map_or(String::new(), |at| format!("{at:4} ms  "));
    let who = match event.task.as_str() {
        "explorer" => String::new(),
        _ if !named => String::new(),
        task => format!("{task}: "),
    };
    Some(format!("{time}{who}{said}"))
}

/// Where somebody waits is a place in the lesson's file, and not in the program's.
pub fn without_place(said: &str) -> &str {
    match said.rsplit_once(" (") {
        Some((text, place)) if place.contains(".rs:") => text,
        _ => said,
    }
}
