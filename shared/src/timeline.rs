//! A timeline: a lane a task, from left to right in the order of the log.
//!
//! Running is a thick bar, waiting a thin dashed line with its reason under it, a line
//! said a ring with its text, a start a thin vertical line, a message an arrow from its
//! send to its receive with the value beside it, an end a short stroke.

use std::fmt::Write;

use crate::svg::{self, escape};
use crate::{Event, Kind, Transcript};

const TOP: usize = 34;
const PITCH: usize = 48;
const STEP: usize = 26;

/// Where everything stands. One column an event, as wide as its texts need.
struct Layout<'a> {
    events: &'a [Event],
    tasks: Vec<&'a str>,
    columns: Vec<usize>,
    left: usize,
    top: usize,
    right: usize,
}

/// Draws the transcript. The same transcript gives the same bytes.
pub(crate) fn timeline(title: &str, transcript: &Transcript) -> String {
    let layout = Layout::new(transcript);
    let width = layout.right.max(svg::width(title) + 40) + 16;
    let mut picture = svg::open(title, width, layout.height());
    layout.times(&mut picture);
    layout.starts(&mut picture);
    for task in &layout.tasks {
        layout.lane(&mut picture, task);
    }
    for step in 0..layout.events.len() {
        layout.event(&mut picture, step);
    }
    layout.messages(&mut picture);
    picture.push_str("</svg>\n");
    picture
}

impl<'a> Layout<'a> {
    fn new(transcript: &'a Transcript) -> Self {
        let tasks = transcript.tasks();
        let names = tasks.iter().map(|task| svg::width(task)).max();
        let left = names.unwrap_or(0) + 24;
        let clock = transcript.events.iter().any(|event| event.at.is_some());
        let top = TOP + if clock { 18 } else { 0 };
        let mut layout = Self {
            events: &transcript.events,
            tasks,
            columns: Vec::new(),
            left,
            top,
            right: left,
        };
        layout.place_columns();
        layout
    }

    /// Each event right of the one before it, and right of the text before it on its
    /// own side of its own lane.
    fn place_columns(&mut self) {
        let mut x = self.left;
        let mut above = vec![0; self.tasks.len()];
        let mut below = vec![0; self.tasks.len()];
        for event in self.events {
            let lane = self.lane_of(&event.task);
            let side = match event.kind {
                Kind::Wait => &mut below[lane],
                _ => &mut above[lane],
            };
            x = (x + STEP).max(*side);
            let text = label(event).map_or(0, |text| svg::width(&text));
            *side = x + text + 12;
            self.columns.push(x);
            self.right = self.right.max(*side);
        }
    }

    fn lane_of(&self, task: &str) -> usize {
        let lane = self.tasks.iter().position(|known| *known == task);
        lane.expect("every event's task has a lane")
    }

    fn y(&self, task: &str) -> usize {
        self.top + self.lane_of(task) * PITCH + PITCH / 2
    }

    fn height(&self) -> usize {
        self.top + self.tasks.len() * PITCH + 10
    }

    /// The milliseconds, where the section has a clock: each once, where it is reached.
    fn times(&self, picture: &mut String) {
        let mut shown = None;
        let mut free = 0;
        for (event, x) in self.events.iter().zip(&self.columns) {
            let Some(at) = event.at else { continue };
            if shown.replace(at) == Some(at) || *x < free {
                continue;
            }
            free = x + svg::width(&format!("{at} ms")) + 8;
            let (top, bottom) = (self.top, self.height() - 10);
            draw(
                picture,
                format_args!(
                    "<line class=\"grid\" x1=\"{x}\" y1=\"{top}\" x2=\"{x}\" y2=\"{bottom}\"/>\
                 <text class=\"faint mid-text\" x=\"{x}\" y=\"{}\">{at} ms</text>",
                    self.top - 6
                ),
            );
        }
    }

    /// A thin line from each task to the one that it starts.
    fn starts(&self, picture: &mut String) {
        for (event, x) in self.events.iter().zip(&self.columns) {
            if event.kind != Kind::Start || event.text.is_empty() {
                continue;
            }
            let (parent, y) = (self.y(&event.text), self.y(&event.task));
            draw(
                picture,
                format_args!(
                    "<line class=\"start\" x1=\"{x}\" y1=\"{parent}\" x2=\"{x}\" \
                     y2=\"{y}\"/>"
                ),
            );
        }
    }

    /// The name and the bars: from each start to its end, thick or thin.
    fn lane(&self, picture: &mut String, task: &str) {
        let y = self.y(task);
        draw(
            picture,
            format_args!(
                "<text class=\"end-text\" x=\"{}\" y=\"{}\">{}</text>",
                self.left - 4,
                y + 4,
                escape(task)
            ),
        );
        let mut bar: Option<(&str, usize)> = None;
        let own = self.events.iter().zip(&self.columns);
        for (event, &x) in own.filter(|(event, _)| event.task == task) {
            let class = if event.kind == Kind::Wait { "wait" } else { "run" };
            match bar {
                Some((open, _)) if open == class && event.kind != Kind::End => {
                    continue;
                }
                Some((open, from)) => self.bar(picture, open, from, x, y),
                None => {}
            }
            bar = (event.kind != Kind::End).then_some((class, x));
        }
        if let Some((open, from)) = bar {
            self.bar(picture, open, from, self.right, y);
        }
    }

    fn bar(
        &self,
        picture: &mut String,
        class: &str,
        from: usize,
        to: usize,
        y: usize,
    ) {
        draw(
            picture,
            format_args!(
                "<line class=\"{class}\" x1=\"{from}\" y1=\"{y}\" x2=\"{to}\" y2=\"{y}\"/>"
            ),
        );
    }

    fn event(&self, picture: &mut String, step: usize) {
        let event = &self.events[step];
        let (x, y) = (self.columns[step], self.y(&event.task));
        let text = escape(&event.text);
        match event.kind {
            Kind::Say => draw(
                picture,
                format_args!(
                    "<g><title>{text}</title><circle class=\"say\" cx=\"{x}\" cy=\"{y}\" \
                 r=\"4\"/><text class=\"halo\" x=\"{}\" y=\"{}\">{text}</text></g>",
                    x - 4,
                    y - 10
                ),
            ),
            Kind::Wait => draw(
                picture,
                format_args!(
                    "<g><title>waits for {text}</title>\
                 <text class=\"why\" x=\"{}\" y=\"{}\">{text}</text></g>",
                    x + 2,
                    y + 18
                ),
            ),
            Kind::End => draw(
                picture,
                format_args!(
                    "<line class=\"ends\" x1=\"{x}\" y1=\"{}\" x2=\"{x}\" y2=\"{}\"/>",
                    y - 7,
                    y + 7
                ),
            ),
            Kind::Start | Kind::Send | Kind::Receive | Kind::Point | Kind::Axes => {
            }
        }
    }

    /// An arrow for every message; a dot alone for one that nobody has received.
    fn messages(&self, picture: &mut String) {
        let mut taken = vec![false; self.events.len()];
        for (step, event) in self.events.iter().enumerate() {
            if event.kind == Kind::Receive {
                let sent = self.sent(step, &taken);
                if let Some(sent) = sent {
                    taken[sent] = true;
                }
                self.message(picture, sent, Some(step));
            }
        }
        for (step, event) in self.events.iter().enumerate() {
            if event.kind == Kind::Send && !taken[step] {
                self.message(picture, Some(step), None);
            }
        }
    }

    /// The send that this receive got its value from: the first of that value that
    /// nobody else has received, else (a broadcast) the first.
    fn sent(&self, received: usize, taken: &[bool]) -> Option<usize> {
        let receive = &self.events[received];
        let sends = (0..received).filter(|&step| {
            let event = &self.events[step];
            event.kind == Kind::Send && event.text == receive.text
        });
        let mut sends = sends.collect::<Vec<_>>().into_iter();
        let first = sends.clone().next();
        sends.find(|&step| !taken[step]).or(first)
    }

    fn message(
        &self,
        picture: &mut String,
        sent: Option<usize>,
        received: Option<usize>,
    ) {
        let point =
            |step: usize| (self.columns[step], self.y(&self.events[step].task));
        let step = sent.or(received).expect("a message is sent or received");
        let value = escape(&self.events[step].text);
        let (x, y) = point(step);
        draw(
            picture,
            format_args!(
                "<circle class=\"message-dot\" cx=\"{x}\" cy=\"{y}\" r=\"3.5\"/>"
            ),
        );
        let arrow = sent
            .zip(received)
            .map(|(sent, received)| (point(sent), point(received)));
        let (text_x, text_y) = match arrow {
            Some((from, to)) => {
                self.arrow(picture, from, to);
                ((from.0 + to.0) / 2, (from.1 + to.1) / 2 + 4)
            }
            None => (x, y - 10),
        };
        draw(
            picture,
            format_args!(
                "<text class=\"value mid-text\" x=\"{text_x}\" y=\"{text_y}\">{value}</text>"
            ),
        );
    }

    /// A line with a head of its own: a marker's name would be shared by every picture
    /// of one page.
    fn arrow(
        &self,
        picture: &mut String,
        from: (usize, usize),
        to: (usize, usize),
    ) {
        let coordinate = |(x, y): (usize, usize)| (x as f64, y as f64);
        let ((x0, y0), (x1, y1)) = (coordinate(from), coordinate(to));
        let length = (x1 - x0).hypot(y1 - y0).max(1.0);
        let (dx, dy) = ((x1 - x0) / length, (y1 - y0) / length);
        let (tip_x, tip_y) = (x1 - dx * 5.0, y1 - dy * 5.0);
        let (base_x, base_y) = (tip_x - dx * 8.0, tip_y - dy * 8.0);
        draw(
            picture,
            format_args!(
                "<line class=\"message\" x1=\"{x0}\" y1=\"{y0}\" x2=\"{base_x:.1}\" \
             y2=\"{base_y:.1}\"/><path class=\"message-dot\" d=\"M{tip_x:.1},{tip_y:.1} \
             L{:.1},{:.1} L{:.1},{:.1} z\"/>",
                base_x - dy * 4.0,
                base_y + dx * 4.0,
                base_x + dy * 4.0,
                base_y - dx * 4.0
            ),
        );
    }
}

/// The text that stands beside this event on its lane.
fn label(event: &Event) -> Option<String> {
    match event.kind {
        Kind::Say | Kind::Wait => Some(event.text.clone()),
        _ => None,
    }
}

fn draw(picture: &mut String, shape: std::fmt::Arguments<'_>) {
    writeln!(picture, "{shape}").expect("a string takes every write");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Log;

    #[test]
    fn text_is_escaped_and_a_message_is_an_arrow() {
        let log = Log::silent();
        let main = log.task("main");
        let worker = main.starts("Arc<Mutex<T>>");
        main.sends("1 & 2");
        worker.receives("1 & 2");
        writeln!(worker, "a < b");
        let picture = timeline("\"quoted\"", &log.transcript());
        assert!(picture.contains("Arc&lt;Mutex&lt;T&gt;&gt;</text>"), "{picture}");
        assert!(picture.contains("a &lt; b</text>"), "{picture}");
        assert!(picture.contains("aria-label=\"&quot;quoted&quot;\""), "{picture}");
        assert_eq!(picture.matches("class=\"message\"").count(), 1, "{picture}");
        assert_eq!(picture, timeline("\"quoted\"", &log.transcript()));
    }
}
