//! Where everything of a timeline stands: a row a lane, a column an event.

use crate::svg;
use crate::{Event, Kind, Transcript};

const TOP: usize = 34;
const PITCH: usize = 48;
const STEP: usize = 26;

/// The places of one picture, in px.
pub(crate) struct Layout<'a> {
    pub events: &'a [Event],
    pub tasks: Vec<&'a str>,
    pub messages: Vec<Message>,
    /// The x of each event.
    pub columns: Vec<usize>,
    pub left: usize,
    pub top: usize,
    pub right: usize,
}

/// A send and its receive, as places among the events. One may be missing: nobody
/// received it, or the send was not logged.
pub(crate) struct Message {
    pub sent: Option<usize>,
    pub received: Option<usize>,
}

/// On which side of its lane a text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Above,
    Below,
}

impl<'a> Layout<'a> {
    pub fn new(transcript: &'a Transcript) -> Self {
        let tasks = transcript.tasks();
        let names = tasks.iter().map(|task| svg::width(task)).max();
        let left = names.unwrap_or(0) + 24;
        let clock = transcript.events.iter().any(|event| event.at.is_some());
        let mut layout = Self {
            events: &transcript.events,
            tasks,
            messages: messages(&transcript.events),
            columns: Vec::new(),
            left,
            top: TOP + if clock { 18 } else { 0 },
            right: left,
        };
        layout.place_columns();
        layout
    }

    /// Each event right of the one before it, and right of the text before it on its
    /// own side of its own lane.
    fn place_columns(&mut self) {
        let mut x = self.left;
        let mut taken = vec![[0, 0]; self.tasks.len()];
        for step in 0..self.events.len() {
            let side = self.side(step) as usize;
            let taken = &mut taken[self.lane(step)][side];
            x = (x + STEP).max(*taken);
            let text = self.label(step).map_or(0, svg::width);
            *taken = x + text + 12;
            self.columns.push(x);
            self.right = self.right.max(*taken);
        }
    }

    /// The text that stands beside this event on its lane.
    pub fn label(&self, step: usize) -> Option<&'a str> {
        let Event { kind, text, .. } = &self.events[step];
        let unsent = |message: &Message| {
            message.sent.is_none() && message.received == Some(step)
        };
        match kind {
            Kind::Say | Kind::Wait | Kind::Send => Some(text),
            Kind::Receive if self.messages.iter().any(unsent) => Some(text),
            _ => None,
        }
    }

    /// What an arrow would cross stands on the other side.
    pub fn side(&self, step: usize) -> Side {
        let up = |message: &Message| {
            let received = message.received;
            message.sent == Some(step)
                && received.is_some_and(|to| self.lane(to) < self.lane(step))
        };
        match self.events[step].kind {
            Kind::Wait => Side::Below,
            Kind::Send if self.messages.iter().any(up) => Side::Below,
            _ => Side::Above,
        }
    }

    fn lane(&self, step: usize) -> usize {
        let task = &self.events[step].task;
        let lane = self.tasks.iter().position(|known| known == task);
        lane.expect("every event's task has a lane")
    }

    /// The x and y of an event.
    pub fn point(&self, step: usize) -> (usize, usize) {
        (self.columns[step], self.y(&self.events[step].task))
    }

    /// The middle of a task's lane.
    pub fn y(&self, task: &str) -> usize {
        let lane = self.tasks.iter().position(|known| *known == task);
        self.top + lane.unwrap_or(0) * PITCH + PITCH / 2
    }

    pub fn height(&self) -> usize {
        self.top + self.tasks.len() * PITCH + 10
    }
}

fn messages(events: &[Event]) -> Vec<Message> {
    let mut messages = Vec::new();
    let mut taken = vec![false; events.len()];
    for (step, event) in events.iter().enumerate() {
        if event.kind == Kind::Receive {
            let sent = sent(events, step, &taken);
            if let Some(sent) = sent {
                taken[sent] = true;
            }
            messages.push(Message { sent, received: Some(step) });
        }
    }
    for (step, event) in events.iter().enumerate() {
        if event.kind == Kind::Send && !taken[step] {
            messages.push(Message { sent: Some(step), received: None });
        }
    }
    messages
}

/// The send that this receive got its value from: the first of that value that nobody
/// else has received, else (a broadcast) the first.
fn sent(events: &[Event], received: usize, taken: &[bool]) -> Option<usize> {
    let is_its_send = |step: &usize| {
        let event = &events[*step];
        event.kind == Kind::Send && event.text == events[received].text
    };
    let mut sends = (0..received).filter(is_its_send);
    let first = sends.next()?;
    let free = std::iter::once(first).chain(sends).find(|&step| !taken[step]);
    free.or(Some(first))
}
