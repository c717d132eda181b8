//! What the tasks of one run did, in the one order in which it was written.

use std::fmt::{self, Display};

/// What a task did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It began; the text is the name of the task that started it, or empty.
    Start,
    /// It said a line.
    Say,
    /// It waits from here to its next event; the text says what for.
    Wait,
    /// It sends the value in the text. Written before the value can arrive.
    Send,
    /// It has received the value in the text.
    Receive,
    /// It ended.
    End,
    /// It measured a point of a chart; the text is `series, x, y`.
    Point,
    /// It named the two axes of its chart; the text is `x label, y label`.
    Axes,
}

const KINDS: [(Kind, &str); 8] = [
    (Kind::Start, "start"),
    (Kind::Say, "say"),
    (Kind::Wait, "wait"),
    (Kind::Send, "send"),
    (Kind::Receive, "receive"),
    (Kind::End, "end"),
    (Kind::Point, "point"),
    (Kind::Axes, "axes"),
];

/// One thing that one task did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Milliseconds on the section's clock, where it has one.
    pub at: Option<u64>,
    /// The lane: the task's name.
    pub task: String,
    /// What it did.
    pub kind: Kind,
    /// What it said, waits for, sends, received.
    pub text: String,
}

impl Event {
    /// The line as the screen shows it, if this kind of event has one.
    pub fn line(&self) -> Option<String> {
        let text = &self.text;
        match self.kind {
            Kind::Say => Some(text.clone()),
            Kind::Wait => Some(format!("waits for {text}")),
            Kind::Send => Some(format!("sends {text}")),
            Kind::Receive => Some(format!("receives {text}")),
            Kind::Start | Kind::End | Kind::Point | Kind::Axes => None,
        }
    }
}

/// A finished log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcript {
    /// Everything that happened, in the order in which it was written.
    pub events: Vec<Event>,
}

impl Transcript {
    /// Every line, as `task: text`, in order.
    pub fn lines(&self) -> Vec<String> {
        let line =
            |event: &Event| Some(format!("{}: {}", event.task, event.line()?));
        self.events.iter().filter_map(line).collect()
    }

    /// The lines of one task, without its name.
    pub fn of(&self, task: &str) -> Vec<String> {
        let own = self.events.iter().filter(|event| event.task == task);
        own.filter_map(Event::line).collect()
    }

    /// The tasks, in the order in which their lanes were made.
    pub fn tasks(&self) -> Vec<&str> {
        let mut tasks = Vec::new();
        for event in &self.events {
            if !tasks.contains(&event.task.as_str()) {
                tasks.push(&event.task);
            }
        }
        tasks
    }

    /// Whether the run measured points, so that its picture is a chart.
    pub fn charts(&self) -> bool {
        self.events.iter().any(|event| event.kind == Kind::Point)
    }

    /// Reads what [`Transcript`]'s `Display` wrote.
    ///
    /// # Errors
    /// One line that says which line is not a transcript's.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut events = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let event = parse_event(line).ok_or_else(|| {
                format!("line {} is not a transcript's: {line:?}", number + 1)
            })?;
            events.push(event);
        }
        Ok(Self { events })
    }
}

fn parse_event(line: &str) -> Option<Event> {
    let mut fields = line.splitn(4, '\t');
    let at = match fields.next()? {
        "" => None,
        at => Some(at.parse().ok()?),
    };
    let name = fields.next()?;
    let (kind, _) = KINDS.into_iter().find(|(_, known)| *known == name)?;
    let task = fields.next()?.to_string();
    let text = fields.next()?.to_string();
    Some(Event { at, task, kind, text })
}

/// An event a line: milliseconds or nothing, kind, task, text, with tabs between.
impl Display for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Event { at, task, kind, text } in &self.events {
            let at = at.map_or(String::new(), |at| at.to_string());
            let known = KINDS.into_iter().find(|(known, _)| known == kind);
            let name = known.expect("every kind has a name").1;
            writeln!(f, "{at}\t{name}\t{task}\t{text}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let events = KINDS.map(|(kind, name)| Event {
            at: (kind != Kind::Start).then_some(7),
            task: "worker A".into(),
            kind,
            text: format!("a {name}, said"),
        });
        let transcript = Transcript { events: events.into() };
        assert_eq!(Transcript::parse(&transcript.to_string()), Ok(transcript));
    }

    #[test]
    fn a_damaged_line_is_named() {
        let error =
            Transcript::parse("\tsay\tmain\tgo\n\tsay main go\n").unwrap_err();
        assert_eq!(error, "line 2 is not a transcript's: \"\\tsay main go\"");
    }
}
