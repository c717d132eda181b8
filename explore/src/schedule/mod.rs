//! One schedule: its tasks, who may go, the clock and the record.

mod accesses;
mod arms;
mod awaits;
pub(crate) mod catch;
pub(crate) mod choice;
pub(crate) mod choices;
mod clock;
pub(crate) mod drops;
mod enabled;
pub(crate) mod engine;
pub(crate) mod exploration;
pub(crate) mod failure;
pub(crate) mod heard;
pub(crate) mod hook;
pub(crate) mod locals;
mod looks;
mod objects;
mod panics;
pub(crate) mod polling;
pub(crate) mod polls;
mod record;
pub(crate) mod run;
pub(crate) mod schedules;
pub(crate) mod strategy;
pub(crate) mod task;
pub(crate) mod trace;
mod yields;
