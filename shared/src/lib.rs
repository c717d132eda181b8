//! What every lesson needs and no lesson should have to explain: the table of sections,
//! the command line, a log that can be asserted, and two pictures of it.
//!
//! A lesson is a table ([`lesson!`]) and one plain function a section, which speaks
//! through the [`Log`] it is given. Everything else follows from these two:
//!
//! - [`Lesson::main`] runs sections, lists them, prints their code, draws them;
//! - a test runs a section in its own process and asserts claims about the
//!   [`Transcript`] of what its tasks said;
//! - [`picture`] draws that transcript, and the week's page shows the same text, the
//!   same code and the same picture.

mod chart;
mod claims;
mod command;
#[cfg(feature = "explore")]
mod explorer;
#[cfg(feature = "heap")]
pub mod heap;
mod layout;
mod lesson;
mod log;
mod page;
mod screen;
mod source;
mod svg;
mod timeline;
mod transcript;

#[cfg(feature = "explore")]
pub use explorer::Explorer;
pub use lesson::{Lesson, Section};
pub use log::{Log, Task};
pub use transcript::{Event, Kind, Transcript};

/// Draws one run as a self-contained SVG: a line chart if the section wrote points,
/// else a timeline. The same transcript gives the same bytes.
pub fn picture(title: &str, transcript: &Transcript) -> String {
    if transcript.charts() {
        chart::chart(title, transcript)
    } else {
        timeline::timeline(title, transcript)
    }
}
