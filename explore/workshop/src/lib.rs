//! From a program to a verdict: makes a package of it and the models, builds that with
//! cargo, runs it as a process of its own under limits, and shows what came of it.
//!
//! The limits are a guard against accidents. They are no sandbox: a program can do what
//! its author can do.

mod build;
mod cargo;
mod child;
mod crates;
mod errors;
mod fault;
mod lanes;
mod lines;
mod models;
pub mod package;
mod picture;
mod places;
mod published;
mod read;
mod run;
mod stop;
mod text;
mod toml;
mod verdicts;

pub use build::{
    Broken, Building, Built, SILENT, Tell, build, place, primary, rendered,
};
pub use cargo::{Said, call, program};
pub use child::{Ended, Limits, NoVerdict, to_end};
pub use crates::{CRATES, PUBLISHED, usable};
pub use errors::{cleaned, foreign, is_of_a_model, modelled, warnings};
pub use fault::Fault;
pub use lanes::{Source, cut, lanes};
pub use lines::Lines;
pub use models::{Models, replaced};
pub use picture::drawn;
pub use places::{folder, lock, root, save, target, turn};
pub use published::{Twin, twins};
pub use read::read;
pub use run::{Asked, run, verdict_in};
pub use stop::{Stop, in_a_group};
pub use text::{plain, quoted, told};
pub use verdicts::{fails, found, passes, stuck};
