//! The words of a report, made from the record of a schedule.

pub(crate) mod act;
pub(crate) mod calls;
pub(crate) mod failure;
mod lanes;
mod names;
pub(crate) mod passed;
pub(crate) mod record;
#[expect(clippy::module_inception, reason = "it is the report, beside its parts")]
pub(crate) mod report;
pub(crate) mod steps;
mod words;
