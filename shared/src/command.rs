//! The command line that every lesson has.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use lexopt::prelude::{Long, Short, Value, ValueExt};

use crate::screen::Screen;
use crate::{Lesson, Log, Section, page, picture};

/// What the reader asked for.
enum Request {
    Everything,
    Run(Vec<&'static Section>),
    List,
    Code(&'static Section),
    Draw(&'static Section, Option<PathBuf>),
    Help,
}

impl Lesson {
    /// The `main` of every lesson: does what the command line asks.
    ///
    /// Exits with 0; with 1 when the output cannot be written; with 2 when the command
    /// line makes no sense. Errors are one line on standard error.
    pub fn main(&'static self) -> ExitCode {
        let request = match self.request(lexopt::Parser::from_env()) {
            Ok(request) => request,
            Err(error) => {
                return self.fail(2, &format!("{error} (--help says more)"));
            }
        };
        match self.answer(&request) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => self.fail(1, &error),
        }
    }

    fn answer(&self, request: &Request) -> Result<(), String> {
        let screen = Arc::new(Screen::default());
        match request {
            Request::Everything => {
                page::greeting(&screen, self);
                run(&screen, self.sections);
                page::farewell(&screen, self);
            }
            Request::Run(sections) => run(&screen, sections.iter().copied()),
            Request::List => page::list(&screen, self),
            Request::Code(section) => write!(screen, "{}", section.program()?),
            Request::Help => write!(screen, "{}", self.help()),
            Request::Draw(section, None) => write!(screen, "{}", draw(section)),
            Request::Draw(section, Some(file)) => save(file, &draw(section))?,
        }
        screen
            .end()
            .map_err(|error| format!("cannot write standard output: {error}"))
    }

    fn fail(&self, code: u8, message: &str) -> ExitCode {
        // Nobody is left to tell when standard error is closed too.
        let _ = writeln!(io::stderr(), "{}: {message}", self.name);
        ExitCode::from(code)
    }

    fn request(
        &'static self,
        mut line: lexopt::Parser,
    ) -> Result<Request, lexopt::Error> {
        let mut request = None;
        let mut names = Vec::new();
        let mut file = None;
        while let Some(argument) = line.next()? {
            let asked = match argument {
                Value(name) => {
                    names.push(self.named(&name.string()?)?);
                    continue;
                }
                Short('o') | Long("output") => {
                    file = Some(PathBuf::from(line.value()?));
                    continue;
                }
                Short('h') | Long("help") => Request::Help,
                Long("list") => Request::List,
                Long("code") => {
                    Request::Code(self.named(&line.value()?.string()?)?)
                }
                Long("draw") => {
                    Request::Draw(self.named(&line.value()?.string()?)?, None)
                }
                _ => return Err(argument.unexpected()),
            };
            if request.replace(asked).is_some() {
                return Err("give one of --list, --code, --draw and --help".into());
            }
        }
        match (request, file) {
            (Some(Request::Draw(section, _)), file) if names.is_empty() => {
                Ok(Request::Draw(section, file))
            }
            (_, Some(_)) => Err("-o needs --draw SECTION".into()),
            (Some(request), None) if names.is_empty() => Ok(request),
            (Some(_), None) => {
                Err("to run a section, give its name and no option".into())
            }
            (None, None) if names.is_empty() => Ok(Request::Everything),
            (None, None) => Ok(Request::Run(names)),
        }
    }

    fn named(&'static self, name: &str) -> Result<&'static Section, lexopt::Error> {
        self.section(name).ok_or_else(|| {
            let nearest = self.nearest(name);
            format!("no section `{name}`; did you mean `{nearest}`?").into()
        })
    }

    fn nearest(&self, name: &str) -> &'static str {
        let names = self.sections.iter().map(|section| section.name);
        names
            .max_by(|a, b| {
                let likeness = |known| strsim::jaro_winkler(known, name);
                likeness(a).total_cmp(&likeness(b))
            })
            .expect("a lesson has sections")
    }

    fn help(&self) -> String {
        let Self { name, title, .. } = self;
        format!(
            "\
{name}: {title}

usage: cargo lesson {name} [SECTION]...
       cargo lesson {name} -- OPTION

  SECTION...       runs these sections; without a name, all sections, in order
  --list           lists the sections; a star marks those of the must path
  --code SECTION   prints the section as a whole program that you can copy and run
  --draw SECTION   runs the section, and prints a picture of that run (SVG)
  -o FILE          with --draw: writes the picture to this file
  --help           prints this text

`cargo run -p {name} --` is the long form of `cargo lesson {name}`.
If NO_COLOR=1 is set in the environment, there is no colour.
"
        )
    }
}

fn run<'a>(screen: &Arc<Screen>, sections: impl IntoIterator<Item = &'a Section>) {
    for section in sections {
        if screen.closed() {
            return;
        }
        page::section(screen, section);
    }
}

fn draw(section: &Section) -> String {
    let log = Log::silent();
    (section.run)(&log);
    picture(section.title, &log.transcript())
}

fn save(file: &Path, text: &str) -> Result<(), String> {
    fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))
}
