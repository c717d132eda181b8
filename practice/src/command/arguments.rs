use std::path::PathBuf;

use lexopt::prelude::{Long, Short, Value, ValueExt};

use super::Failed;

/// What was asked for.
#[derive(Debug, Default)]
pub(crate) struct Call {
    pub(crate) words: Vec<String>,
    pub(crate) all: bool,
    pub(crate) json: bool,
    pub(crate) quick: bool,
    pub(crate) help: bool,
    pub(crate) seed: Option<u64>,
    pub(crate) svg: Option<PathBuf>,
    pub(crate) answers: Option<PathBuf>,
}

impl Call {
    pub(crate) fn read() -> Result<Call, Failed> {
        let read = || -> Result<Call, lexopt::Error> {
            let mut line = lexopt::Parser::from_env();
            let mut call = Call::default();
            while let Some(argument) = line.next()? {
                match argument {
                    Value(word) => call.words.push(word.string()?),
                    Long("all") => call.all = true,
                    Long("json") => call.json = true,
                    Long("quick") => call.quick = true,
                    Short('h') | Long("help") => call.help = true,
                    Long("seed") => call.seed = Some(line.value()?.parse()?),
                    Long("svg") => call.svg = Some(line.value()?.into()),
                    Long("answers") => call.answers = Some(line.value()?.into()),
                    _ => return Err(argument.unexpected()),
                }
            }
            Ok(call)
        };
        read().map_err(|error| Failed(2, format!("{error} (--help says more)")))
    }
}
