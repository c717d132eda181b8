//! Every claim of the course: a file a lesson, a test a section, and what holds for all.

mod agrees;
mod answers;
mod behaviours;
mod building;
mod built;
mod compare;
mod every_section;
mod facts;
mod harness;
mod interrupted;
mod letters;
mod machine;
mod mutants;
mod pages;
mod practice;
mod processes;
mod programs;
mod refusals;
mod replayed;
mod sentences;
mod watch;

mod goroutine_basics;
mod goroutine_patterns;
mod race_conditions;
mod waitgroups;

mod buffered_channels;
mod channel_basics;
mod channel_patterns;
mod select_statements;
