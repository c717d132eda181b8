//! Facts: what the pages say about Go, Python, the crates and the system, each sentence
//! held by a small program that shows it.
//!
//! A program begins with the sentences that it holds and ends with what it does:
//!
//! ```text
//! // holds select_statements ticker: "Go's `Tick` has no room for a tick"
//!
//! package main
//! ...
//! // prints:
//! // room for 0
//! ```
//!
//! In front of the colon stands a section (`LESSON SECTION`), the text around the
//! sections of a lesson (`LESSON`), or a file (`compare/CHANNELS.md`). In Python the
//! marks of comments are `#`. Before `prints:`, each on a line of its own, may stand
//!
//! - `exits 2`, if it does not end with 0;
//! - `stderr has "..."`, if it says something there;
//! - `vets "..."`, what `go vet` says of it;
//! - `races` or `races not`: what Go's race detector says of it;
//! - `does not compile: E0277`, or the message in quotes, where there is no number;
//! - `needs python 3.13`, else the `python3` that is there is asked;
//! - `with tokio`: the crate whose version the sentence is about.
//!
//! The same is done with the programs that the pages show beside a section: see
//! [`beside`].

pub mod beside;
pub mod comments;
pub mod fact;
mod go;
mod python;
pub mod run;
mod rust;
pub mod tools;

use std::path::{Path, PathBuf};

/// The root of the workspace.
pub fn root() -> PathBuf {
    let facts = Path::new(env!("CARGO_MANIFEST_DIR"));
    facts.parent().expect("facts/ stands in the workspace").to_path_buf()
}
