//! A timeline: a lane a task, from left to right in the order of the log.
//!
//! Running is a thick bar, waiting a thin dashed line with its reason under it, a line
//! said a ring with its text, a start a thin vertical line, a message an arrow from its
//! send, where its value stands, to its receive, an end a short stroke. A task that was
//! started and has not been heard of yet is a thin line.

use std::fmt::Write;

use crate::layout::{Layout, Message, Side};
use crate::svg::{self, escape};
use crate::{Kind, Transcript};

/// Adds one shape a line.
macro_rules! draw {
    ($picture:expr, $($shape:tt)*) => {
        writeln!($picture, $($shape)*).expect("a string takes every write")
    };
}

/// Draws the transcript. The same transcript gives the same bytes.
pub(crate) fn timeline(title: &str, transcript: &Transcript) -> String {
    let layout = Layout::new(transcript);
    let width = layout.right.max(svg::width(title) + 40) + 16;
    let mut picture = svg::open(title, width, layout.height());
    times(&mut picture, &layout);
    starts(&mut picture, &layout);
    for task in &layout.tasks {
        lane(&mut picture, &layout, task);
    }
    for step in 0..layout.events.len() {
        mark(&mut picture, &layout, step);
    }
    for message in &layout.messages {
        arrow(&mut picture, &layout, message);
    }
    for step in 0..layout.events.len() {
        label(&mut picture, &layout, step);
    }
    picture.push_str("</svg>\n");
    picture
}

/// The milliseconds, where the section has a clock: each once, where it is reached.
fn times(picture: &mut String, layout: &Layout<'_>) {
    let mut shown = None;
    let mut free = 0;
    let (top, bottom) = (layout.top, layout.height() - 10);
    for (event, x) in layout.events.iter().zip(&layout.columns) {
        let Some(at) = event.at else { continue };
        if shown == Some(at) || *x < free {
            continue;
        }
        shown = Some(at);
        free = x + svg::width(&format!("{at} ms")) + 8;
        draw!(
            picture,
            r#"<line class="grid" x1="{x}" y1="{top}" x2="{x}" y2="{bottom}"/>"#
        );
        let y = top - 6;
        draw!(
            picture,
            r#"<text class="faint mid-text" x="{x}" y="{y}">{at} ms</text>"#
        );
    }
}

/// A thin line from each task to the one that it starts.
fn starts(picture: &mut String, layout: &Layout<'_>) {
    for (event, x) in layout.events.iter().zip(&layout.columns) {
        if event.kind == Kind::Start && !event.text.is_empty() {
            let (parent, y) = (layout.y(&event.text), layout.y(&event.task));
            draw!(
                picture,
                r#"<line class="start" x1="{x}" y1="{parent}" x2="{x}" y2="{y}"/>"#
            );
        }
    }
}

/// The name and the bars: from each start to its end, thick or thin.
fn lane(picture: &mut String, layout: &Layout<'_>, task: &str) {
    let (x, y) = (layout.left - 4, layout.y(task));
    let name = escape(task);
    draw!(picture, r#"<text class="end-text" x="{x}" y="{}">{name}</text>"#, y + 4);

    let mut bar = |class: &str, from: usize, to: usize| {
        draw!(
            picture,
            r#"<line class="{class}" x1="{from}" y1="{y}" x2="{to}" y2="{y}"/>"#
        );
    };
    let mut open: Option<(&str, usize)> = None;
    let own = layout.events.iter().zip(&layout.columns);
    for (event, &x) in own.filter(|(event, _)| event.task == task) {
        let class = match event.kind {
            Kind::Start if !event.text.is_empty() => "start",
            Kind::Wait => "wait",
            _ => "run",
        };
        let ends = event.kind == Kind::End;
        match open {
            Some((same, _)) if same == class && !ends => continue,
            Some((class, from)) => bar(class, from, x),
            None => {}
        }
        open = (!ends).then_some((class, x));
    }
    if let Some((class, from)) = open {
        bar(class, from, layout.right);
    }
}

/// The mark of an event on its lane.
fn mark(picture: &mut String, layout: &Layout<'_>, step: usize) {
    let event = &layout.events[step];
    let (x, y) = layout.point(step);
    match event.kind {
        Kind::Say => {
            let text = escape(&event.text);
            draw!(
                picture,
                r#"<g><title>{text}</title><circle class="say" cx="{x}" cy="{y}" r="4"/></g>"#
            );
        }
        Kind::End => {
            let (top, bottom) = (y - 7, y + 7);
            draw!(
                picture,
                r#"<line class="ends" x1="{x}" y1="{top}" x2="{x}" y2="{bottom}"/>"#
            );
        }
        Kind::Send | Kind::Receive => {
            let text = escape(&event.line().unwrap_or_default());
            draw!(
                picture,
                r#"<g><title>{text}</title><circle class="message-dot" cx="{x}" cy="{y}" r="3.5"/></g>"#
            );
        }
        Kind::Start | Kind::Wait | Kind::Point | Kind::Axes => {}
    }
}

/// The text of an event, on its own side of the lane.
fn label(picture: &mut String, layout: &Layout<'_>, step: usize) {
    let Some(text) = layout.label(step) else { return };
    let (x, y) = layout.point(step);
    let class = match layout.events[step].kind {
        Kind::Wait => "why",
        Kind::Send | Kind::Receive => "value",
        _ => "halo",
    };
    let (x, y) = match layout.side(step) {
        Side::Above => (x - 4, y - 10),
        Side::Below => (x + 2, y + 18),
    };
    draw!(
        picture,
        r#"<text class="{class}" x="{x}" y="{y}">{}</text>"#,
        escape(text)
    );
}

/// A line with a head of its own: a marker's name would be shared by every picture of
/// one page.
fn arrow(picture: &mut String, layout: &Layout<'_>, message: &Message) {
    let Some((sent, received)) = message.sent.zip(message.received) else { return };
    let coordinates = |step| {
        let (x, y) = layout.point(step);
        (x as f64, y as f64)
    };
    let ((x0, y0), (x1, y1)) = (coordinates(sent), coordinates(received));
    let length = (x1 - x0).hypot(y1 - y0).max(1.0);
    let (dx, dy) = ((x1 - x0) / length, (y1 - y0) / length);
    let (tip_x, tip_y) = (x1 - dx * 5.0, y1 - dy * 5.0);
    let (base_x, base_y) = (tip_x - dx * 8.0, tip_y - dy * 8.0);
    draw!(
        picture,
        r#"<line class="message" x1="{x0}" y1="{y0}" x2="{base_x:.1}" y2="{base_y:.1}"/>"#
    );
    draw!(
        picture,
        r#"<path class="message-dot" d="M{tip_x:.1},{tip_y:.1} L{:.1},{:.1} L{:.1},{:.1} z"/>"#,
        base_x - dy * 4.0,
        base_y + dx * 4.0,
        base_x + dy * 4.0,
        base_y - dx * 4.0
    );
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
        assert!(picture.contains("1 &amp; 2</text>"), "{picture}");
        assert!(picture.contains("aria-label=\"&quot;quoted&quot;\""), "{picture}");
        assert_eq!(picture.matches("class=\"message\"").count(), 1, "{picture}");
        assert_eq!(picture, timeline("\"quoted\"", &log.transcript()));
    }
}
