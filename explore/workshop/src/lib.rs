//! From a program to a verdict: makes a package of it and the models, builds that with
//! cargo, runs it as a process of its own under limits, and shows what came of it.
//!
//! The limits are a guard against accidents. They are no sandbox: a program can do what
//! its author can do.

mod build;
mod child;
mod errors;
mod fault;
mod lanes;
pub mod package;
mod places;
mod run;
mod stop;
mod text;

pub use build::{Broken, Building, Built, SILENT, Tell, build, place, rendered};
pub use child::{Ended, Limits, NoVerdict, to_end};
pub use errors::{cleaned, foreign, is_of_a_model, warnings};
pub use fault::Fault;
pub use lanes::{Source, cut, lanes};
pub use places::{folder, lock, root, save, target, turn};
pub use run::{Asked, run};
pub use stop::{Stop, in_a_group};
pub use text::{plain, told};
