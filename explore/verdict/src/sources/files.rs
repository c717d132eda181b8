//! Which file is what, and what stands in it.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::Sources;
use crate::functions::nth_line;

impl Sources {
    /// The name of a file that the compiler calls so, if it is one of these.
    pub(crate) fn name(self, file: &str) -> Option<&'static str> {
        self.place(file).map(|place| self.0[place].0)
    }

    /// Whether it is one of these.
    pub(crate) fn knows(self, file: &str) -> bool {
        self.place(file).is_some()
    }

    /// Where it is, as it is told: there may be several files.
    pub(crate) fn place_of(self, file: &str, line: u32) -> String {
        format!("line {line}{}", self.of_file(file))
    }

    /// What tells of which file a line is: nothing of the one file that is judged.
    pub(crate) fn of_file(self, file: &str) -> String {
        if self.is_check(file) {
            // Whoever reads the answer does not look for the line in there.
            return " of the checks".to_string();
        }
        if !self.is_package() {
            return String::new();
        }
        // What comes from a registry stands in the folder of its crate there.
        let file = self.name(file).unwrap_or(file);
        let of_crate = file.rsplit_once("/registry/src/").map(|(_, rest)| rest);
        let of_crate = of_crate.and_then(|rest| rest.split_once('/'));
        format!(" of {}", of_crate.map_or(file, |(_, rest)| rest))
    }

    /// The text of it.
    pub(crate) fn text(self, file: &str) -> Option<&'static str> {
        self.place(file).map(|place| self.0[place].1)
    }

    /// The line with this number, from 1.
    pub(crate) fn line(self, file: &str, number: u32) -> Option<&'static str> {
        nth_line(self.text(file)?, number as usize)
    }

    /// The text of a file of another crate that a package is built with: what is made there
    /// has a name there.
    pub(crate) fn text_elsewhere(self, file: &str) -> Option<&'static str> {
        static READ: Mutex<BTreeMap<String, Option<&'static str>>> =
            Mutex::new(BTreeMap::new());
        if !self.is_package() || !Path::new(file).is_absolute() {
            return None;
        }
        let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
        let text = read.entry(file.to_string()).or_insert_with(|| {
            let text = fs::read_to_string(file).ok()?;
            Some(&*text.leak())
        });
        *text
    }

    /// Whether it is a file beside an answer and its checks, of std say: a line of it means
    /// nothing to who reads the answer.
    pub(crate) fn is_foreign(self, file: &str) -> bool {
        !self.is_package() && !self.knows(file)
    }

    /// Whether it is a file of the program, and not what is checked of it.
    pub(crate) fn is_own(self, file: &str) -> bool {
        self.knows(file) && !self.is_check(file)
    }

    /// Whether it is not the answer but what is checked of it.
    pub(crate) fn is_check(self, file: &str) -> bool {
        !self.is_package() && self.place(file).is_some_and(|place| place > 0)
    }

    /// Whether it is a package, which has no checks besides itself.
    pub(crate) fn is_package(self) -> bool {
        self.0.first().is_some_and(|(name, _)| name.is_empty())
    }

    /// Which of these files the compiler calls so. Each name is looked for once: rules ask
    /// at each of thousands of steps.
    pub(super) fn place(self, file: &str) -> Option<usize> {
        type Places = HashMap<String, Option<usize>>;
        thread_local! {
            static KNOWN: RefCell<HashMap<*const (&'static str, &'static str), Places>> =
                RefCell::default();
        }
        KNOWN.with_borrow_mut(|known| {
            let known = known.entry(self.0.as_ptr()).or_default();
            if let Some(place) = known.get(file) {
                return *place;
            }
            let place = self.find(file);
            known.insert(file.to_string(), place);
            place
        })
    }

    fn find(self, file: &str) -> Option<usize> {
        let place = |is_it: &dyn Fn(&str) -> bool| {
            self.0.iter().position(|(name, _)| !name.is_empty() && is_it(name))
        };
        let file = Path::new(file);
        // The compiler has the names of a package, and its debug information whole paths.
        let file = match self.0.first() {
            Some((first, root)) if first.is_empty() && !root.is_empty() => {
                file.strip_prefix(root).unwrap_or(file)
            }
            _ => file,
        };
        place(&|name| file == Path::new(name)).or_else(|| {
            // Those of other crates are known from the root of the system.
            let is_inside = file.is_relative() && !self.is_package();
            place(&|name| is_inside && file.ends_with(name))
        })
    }
}
