use std::path::PathBuf;

use lexopt::prelude::{Long, Short, Value, ValueExt};
use workshop::quoted;

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
    /// The name of the only schedule.
    pub(crate) replay: Option<String>,
    pub(crate) svg: Option<PathBuf>,
    pub(crate) answers: Option<PathBuf>,
    pub(crate) take: Option<PathBuf>,
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
                    Long("replay") => {
                        call.replay = Some(line.value()?.string()?);
                    }
                    Long("svg") => call.svg = Some(line.value()?.into()),
                    Long("answers") => call.answers = Some(line.value()?.into()),
                    Long("take") => call.take = Some(line.value()?.into()),
                    _ => return Err(argument.unexpected()),
                }
            }
            Ok(call)
        };
        read().map_err(|error| Failed(2, format!("{error} (--help says more)")))
    }

    /// The options that lead to the same verdict again, as a shell reads them.
    pub(crate) fn options(&self) -> String {
        let mut options = self.answers_option();
        if let Some(seed) = self.seed {
            options += &format!(" --seed {seed}");
        }
        if let Some(schedule) = &self.replay {
            options += &format!(" --replay {}", quoted(schedule));
        }
        options
    }

    /// The options that lead to this schedule of the same answer again.
    pub(crate) fn options_of(&self, schedule: &str) -> String {
        format!("{} --replay {schedule}", self.answers_option())
    }

    fn answers_option(&self) -> String {
        self.answers.as_ref().map_or(String::new(), |folder| {
            format!(" --answers {}", quoted(&folder.to_string_lossy()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_can_be_typed_as_it_is_printed() {
        let call = Call {
            answers: Some("their work/it's".into()),
            seed: Some(7),
            ..Call::default()
        };
        assert_eq!(call.options(), r" --answers 'their work/it'\''s' --seed 7");
        assert_eq!(Call::default().options(), "");
        let options = call.options_of("3fa9c1-2a");
        assert_eq!(options, r" --answers 'their work/it'\''s' --replay 3fa9c1-2a");
    }
}
