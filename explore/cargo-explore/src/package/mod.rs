//! A package that is explored as it is: its tests, or its `main`.

mod built;
mod chosen;
mod docs;
mod executable;
mod listed;
mod main_of;
mod place;
mod process;
mod tests_of;
mod told;

pub(crate) use main_of::explore as explore_main;
pub(crate) use tests_of::explore as explore_tests;
