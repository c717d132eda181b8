//! What a section needs of its lesson: its own function, the helpers that it calls, and
//! the imports of both, as one text.

use std::ops::Range;

use super::sources::{Item, Leaf, Module};
use super::tokens::{Code, Edits, Kind};

/// What every lesson imports and no program of a page needs.
const LOG: [&str; 3] = ["Log", "Task", "Explorer"];

/// Traits that are used by their methods and not by their names.
pub const TRAITS: [(&str, &[&str]); 9] = [
    ("IntoParallelIterator", &["into_par_iter"]),
    ("ParallelIterator", &["into_par_iter", "par_iter", "par_bridge"]),
    ("IndexedParallelIterator", &["into_par_iter", "par_iter"]),
    ("ParallelSliceMut", &["par_chunks_mut", "par_sort_unstable"]),
    (
        "*",
        &["into_par_iter", "par_iter", "par_iter_mut", "par_bridge", "par_chunks"],
    ),
    ("Context", &["context", "with_context"]),
    ("StreamExt", &["next", "map", "filter", "buffered", "buffer_unordered"]),
    ("Write", &["write_all", "flush"]),
    ("Read", &["read_to_string", "read_exact"]),
];

/// A section as a text that needs nothing else of its lesson but the log.
///
/// # Errors
/// One line that says what is not found.
pub fn gather(
    modules: &[Module],
    module: &[String],
    section: &str,
    is_section: impl Fn(&[String], &str) -> bool,
) -> Result<String, String> {
    let home = modules.iter().position(|each| each.path == module);
    let home = home.ok_or_else(|| format!("no module {module:?}"))?;
    let items = &modules[home].items;
    let main = items.iter().position(|item| item.name == section);
    let main = main.ok_or_else(|| format!("no function `{section}`"))?;
    let mut gathered = Gathered {
        modules,
        is_section: &is_section,
        items: vec![Needed { module: home, item: main, edits: Vec::new() }],
        leaves: Vec::new(),
    };
    let mut next = 0;
    while next < gathered.items.len() {
        gathered.follow(next)?;
        next += 1;
    }
    Ok(gathered.text())
}

struct Gathered<'a> {
    modules: &'a [Module],
    is_section: &'a dyn Fn(&[String], &str) -> bool,
    items: Vec<Needed>,
    /// The imports that are kept, each with its module.
    leaves: Vec<(usize, Leaf)>,
}

struct Needed {
    module: usize,
    item: usize,
    /// Paths into the lesson, which lead nowhere in one file.
    edits: Vec<Range<usize>>,
}

impl<'a> Gathered<'a> {
    fn item(&self, needed: &Needed) -> (&'a Module, &'a Item) {
        let module = &self.modules[needed.module];
        (module, &module.items[needed.item])
    }

    /// Finds what the item at this place names.
    fn follow(&mut self, place: usize) -> Result<(), String> {
        let number = self.items[place].module;
        let (module, item) = self.item(&self.items[place]);
        for at in item.tokens.clone() {
            let token = &module.code.tokens[at];
            if token.kind == Kind::Literal {
                for name in module.code.captures(at) {
                    if name.chars().all(|c| c.is_uppercase() || c == '_') {
                        self.need(number, name)?;
                    }
                }
            }
            if token.kind != Kind::Word {
                continue;
            }
            self.traits(number, &token.text);
            let local = is_bound(&module.code, item.tokens.clone(), &token.text);
            if module.code.is_name(at) && !is_field(&module.code, at) && !local {
                self.name(place, at)?;
            }
        }
        Ok(())
    }

    /// Follows the name that stands at this token of the item at this place.
    fn name(&mut self, place: usize, at: usize) -> Result<(), String> {
        let number = self.items[place].module;
        let code = &self.modules[number].code;
        let name = code.at(at);
        let called = code.at(at + 1) == ":" && code.at(at + 2) == ":";
        if let Some(inner) = self.module_named(number, name).filter(|_| called) {
            let bytes =
                code.tokens[at].range.start..code.tokens[at + 3].range.start;
            self.items[place].edits.push(bytes);
            return self.need(inner, code.at(at + 3));
        }
        self.need(number, name)
    }

    /// The module of the lesson that goes by this name in that module.
    fn module_named(&self, number: usize, name: &str) -> Option<usize> {
        let module = &self.modules[number];
        let leaf = module.leaves.iter().find(|leaf| leaf.name == name);
        let path = leaf.map_or_else(|| vec![name.to_string()], |l| l.path.clone());
        let path = self.absolute(number, &path)?;
        self.modules.iter().position(|each| each.path == path)
    }

    /// A path as one from the root of the lesson, if it leads into the lesson.
    fn absolute(&self, number: usize, path: &[String]) -> Option<Vec<String>> {
        let here = &self.modules[number].path;
        let (first, rest) = path.split_first()?;
        let mut whole = match first.as_str() {
            "crate" => Vec::new(),
            "self" => here.clone(),
            "super" => here[..here.len().checked_sub(1)?].to_vec(),
            // Of what the lessons share only this is a part of their programs.
            "shared" if rest.first().is_some_and(|part| part == "heap") => {
                return Some([&["shared".to_string()], &rest[1..]].concat());
            }
            _ => {
                let mut child = here.clone();
                child.push(first.clone());
                let known = self.modules.iter().any(|each| each.path == child);
                return known.then(|| [child, rest.to_vec()].concat());
            }
        };
        whole.extend(rest.iter().cloned());
        Some(whole)
    }

    /// Takes in what goes by this name in that module, if anything does.
    fn need(&mut self, number: usize, name: &str) -> Result<(), String> {
        let module = &self.modules[number];
        let own = |item: &Item| item.name == name && !item.name.is_empty();
        if module.items.iter().any(own) {
            if !(self.is_section)(&module.path, name) {
                for (item, _) in
                    module.items.iter().enumerate().filter(|i| own(i.1))
                {
                    self.take(number, item);
                }
            }
            return Ok(());
        }
        for leaf in module.leaves.iter().filter(|leaf| leaf.name == name) {
            self.import(number, leaf)?;
        }
        Ok(())
    }

    fn take(&mut self, module: usize, item: usize) {
        let there =
            |needed: &Needed| (needed.module, needed.item) == (module, item);
        if !self.items.iter().any(there) {
            self.items.push(Needed { module, item, edits: Vec::new() });
        }
    }

    fn import(&mut self, number: usize, leaf: &Leaf) -> Result<(), String> {
        let Some((name, above)) = leaf.path.split_last() else { return Ok(()) };
        if leaf.path[0] == "shared" && LOG.contains(&name.as_str()) {
            return Ok(());
        }
        if let Some(path) = self.absolute(number, above) {
            let of = self.modules.iter().position(|each| each.path == path);
            let of = of.ok_or_else(|| format!("no module {}", path.join("::")))?;
            return self.need(of, name);
        }
        // `use State::{Idle, ..}`, where `State` is an item of the lesson, and not
        // `use anyhow::{Result, anyhow}`, where a crate has an item of its own name.
        let root = &leaf.path[0];
        let of_itself =
            |other: &Leaf| other.name == *root && other.path[0] == *root;
        if !self.modules[number].leaves.iter().any(of_itself) {
            self.need(number, root)?;
        }
        let known = self.leaves.iter().any(|(_, known)| known == leaf);
        if !known {
            self.leaves.push((number, leaf.clone()));
        }
        Ok(())
    }

    fn traits(&mut self, number: usize, word: &str) {
        for leaf in &self.modules[number].leaves {
            let used = |(name, methods): &(&str, &[&str])| {
                leaf.path.last().is_some_and(|last| last == name)
                    && methods.contains(&word)
            };
            let known = self.leaves.iter().any(|(_, known)| known == leaf);
            if !known && TRAITS.iter().any(used) {
                self.leaves.push((number, leaf.clone()));
            }
        }
    }

    /// Imports, the section as `main`, then the helpers in their order.
    fn text(&self) -> String {
        let mut text = self.imports();
        let mut order: Vec<usize> = (1..self.items.len()).collect();
        let first_seen =
            |module| self.items.iter().position(|needed| needed.module == module);
        order.sort_by_key(|&place| {
            let Needed { module, item, .. } = self.items[place];
            (first_seen(module), item)
        });
        for place in std::iter::once(0).chain(order) {
            let needed = &self.items[place];
            let (module, item) = self.item(needed);
            let mut bytes = item.bytes.clone();
            if place == 0 {
                // Its doc comment is the idea, which stands above the program.
                bytes.start = module.code.tokens[item.tokens.start].range.start;
            }
            let mut edits = Edits::default();
            for path in &needed.edits {
                edits.replace(path.start - bytes.start..path.end - bytes.start, "");
            }
            text.push('\n');
            text.push_str(&edits.apply(&module.code.text[bytes]));
            text.push('\n');
        }
        text
    }

    fn imports(&self) -> String {
        let mut groups = [String::new(), String::new(), String::new()];
        let mut modules: Vec<usize> = Vec::new();
        for needed in &self.items {
            if !modules.contains(&needed.module) {
                modules.push(needed.module);
            }
        }
        for number in modules {
            let module = &self.modules[number];
            let keep = |leaf: &Leaf| {
                self.leaves.iter().any(|(of, kept)| *of == number && kept == leaf)
            };
            for tokens in &module.uses {
                let tree = tokens.start + 1..tokens.end - 1;
                let Some(kept) = prune(&module.code, tree.clone(), &[], &keep)
                else {
                    continue;
                };
                let group = match module.code.at(tree.start) {
                    "std" => 0,
                    root if root.starts_with(char::is_lowercase) => 1,
                    _ => 2,
                };
                groups[group].push_str(&format!("use {kept};\n"));
            }
        }
        groups
            .into_iter()
            .filter(|group| !group.is_empty())
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// `name:` of a struct's literal or its declaration, which is no use of that name.
fn is_field(code: &Code, at: usize) -> bool {
    code.at(at + 1) == ":" && code.at(at + 2) != ":"
}

/// Whether the name is one of a variable in these tokens, and not that of an item.
fn is_bound(code: &Code, tokens: Range<usize>, name: &str) -> bool {
    let named =
        || tokens.clone().filter(|&at| code.at(at) == name && code.is_name(at));
    let called = |at: usize| matches!(code.at(at + 1), "(" | "!" | ":" | "{" | "<");
    let bound = |at: usize| {
        matches!(code.before(at, 1), "let" | "mut" | "|" | "for")
            || code.before(at, 1) == ">" && code.before(at, 2) == "-"
            || code.at(at + 1) == ")" && code.at(at + 2) == "="
    };
    name.starts_with(char::is_lowercase)
        && !named().any(called)
        && named().any(bound)
}

/// The tree of an import with the leaves that are kept, if there are any.
pub fn prune(
    code: &Code,
    tokens: Range<usize>,
    above: &[String],
    keep: &dyn Fn(&Leaf) -> bool,
) -> Option<String> {
    let mut path = above.to_vec();
    let mut text = String::new();
    let mut at = tokens.start;
    while at < tokens.end {
        match code.at(at) {
            ":" => text.push(':'),
            "{" => {
                let parts = code.parts(at).into_iter();
                let parts = parts.filter_map(|part| prune(code, part, &path, keep));
                let parts: Vec<String> = parts.collect();
                return match &parts[..] {
                    [] => None,
                    [one] if one == "self" => {
                        Some(text.trim_end_matches(':').to_string())
                    }
                    [one] => Some(format!("{text}{one}")),
                    _ => Some(format!("{text}{{{}}}", parts.join(", "))),
                };
            }
            "as" => {
                let name = code.at(at + 1);
                let leaf = Leaf { path, name: name.to_string() };
                return keep(&leaf).then(|| format!("{text} as {name}"));
            }
            part => {
                if part != "self" || path.is_empty() {
                    path.push(part.to_string());
                }
                text.push_str(part);
            }
        }
        at += 1;
    }
    let name = path.last()?.clone();
    keep(&Leaf { path, name }).then_some(text)
}
