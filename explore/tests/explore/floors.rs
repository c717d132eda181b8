//! The floors of `explore`: imports go down, and no two files import each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A module, as the names of its path; the crate itself has none.
type Module = Vec<String>;

/// The files of the crate by module, without comments and tests.
struct Sources {
    files: BTreeMap<Module, String>,
    /// Macros are found at the root, wherever they are defined.
    macros: BTreeSet<String>,
}

impl Sources {
    fn read() -> Sources {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../src"));
        let mut paths = Vec::new();
        find(root, &mut paths);
        let mut files = BTreeMap::new();
        for path in paths {
            let text = fs::read_to_string(&path).unwrap();
            let inside = path.strip_prefix(root).unwrap().with_extension("");
            let parts =
                inside.iter().map(|part| part.to_str().unwrap().to_string());
            let module: Module =
                parts.filter(|part| part != "mod" && part != "lib").collect();
            files.insert(module, code(&text));
        }
        let lines = files.values().flat_map(|text| text.lines());
        let names = lines.filter_map(|line| line.strip_prefix("macro_rules! "));
        let macros = names
            .map(|name| name.trim_end_matches([' ', '{']).to_string())
            .collect();
        Sources { files, macros }
    }

    /// Which modules this one imports from.
    fn imports(&self, module: &Module) -> BTreeSet<Module> {
        let text = &self.files[module];
        let mut paths = Vec::new();
        for (start, from) in [("crate", vec![]), ("super", parent(module))] {
            for (place, _) in text.match_indices(&format!("{start}::")) {
                let before = text[..place].chars().next_back();
                if before.is_none_or(|c| !c.is_alphanumeric() && c != '$') {
                    tree(&text[place + start.len() + 2..], &from, &mut paths);
                }
            }
        }
        // A module names what its own children have.
        for line in text.split(';').map(str::trim_start) {
            let uses = line.split_once("use ").filter(|(before, _)| {
                ["", "pub ", "pub(crate) "].contains(
                    &before.rsplit('\n').next().unwrap_or_default().trim_start(),
                )
            });
            if let Some((_, path)) = uses {
                let first = path.split("::").next().unwrap_or_default().to_string();
                let child: Module = [&module[..], &[first]].concat();
                if self.files.contains_key(&child) {
                    tree(path, module, &mut paths);
                }
            }
        }
        let is_macro = |path: &Module| {
            path.len() == 1 && self.macros.contains(path.last().unwrap())
        };
        let paths = paths.into_iter().filter(|path| !is_macro(path));
        let mut modules: BTreeSet<Module> = paths.map(|p| self.module(p)).collect();
        modules.remove(module);
        modules
    }

    /// The module that has what this path names.
    fn module(&self, mut path: Module) -> Module {
        while !self.files.contains_key(&path) {
            path.pop();
        }
        path
    }

    /// The floor of each module of the root: blocks of lines in `lib.rs`, from the top.
    fn floors(&self) -> BTreeMap<&str, usize> {
        let mut floors = BTreeMap::new();
        let mut floor = 0;
        for line in self.files[&Vec::new()].lines() {
            let name = line.trim_start_matches("pub ").strip_prefix("mod ");
            match name.and_then(|name| name.strip_suffix(';')) {
                Some(name) => drop(floors.insert(name, floor)),
                None => floor += 1,
            }
        }
        floors
    }
}

fn find(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => find(&path, paths),
            false => paths.push(path),
        }
    }
}

fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    text.lines().filter(is_code).flat_map(|line| [line, "\n"]).collect()
}

fn parent(module: &Module) -> Module {
    module[..module.len().saturating_sub(1)].to_vec()
}

/// Adds the paths of a tree such as `a::{b, c::D}`, which stands in this module. Returns
/// what comes after it.
fn tree<'t>(text: &'t str, within: &Module, paths: &mut Vec<Module>) -> &'t str {
    let mut path = within.clone();
    let mut rest = text.trim_start();
    loop {
        if let Some(list) = rest.strip_prefix('{') {
            rest = list.trim_start();
            while !rest.is_empty() && !rest.starts_with('}') {
                rest = tree(rest, &path, paths).trim_start();
                rest = rest.trim_start_matches(|c| c != ',' && c != '}');
                rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
            }
            return rest.strip_prefix('}').unwrap_or(rest);
        }
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        match &rest[..end] {
            "super" => drop(path.pop()),
            "self" | "" => {}
            name => path.push(name.to_string()),
        }
        match rest[end..].strip_prefix("::") {
            Some(more) => rest = more,
            None => {
                paths.push(path);
                return &rest[end..];
            }
        }
    }
}

#[test]
fn imports_go_down() {
    let sources = Sources::read();
    let floors = sources.floors();
    assert!(floors.len() > 10, "the floors are found: {floors:?}");
    let mut seen = 0;
    for module in sources.files.keys().filter(|module| !module.is_empty()) {
        for from in sources.imports(module) {
            let up = match from.first() {
                None => true,
                Some(first) => floors[&first[..]] < floors[&module[0][..]],
            };
            assert!(!up, "{} imports upward: {}", said(module), said(&from));
            seen += 1;
        }
    }
    assert!(seen > 100, "only {seen} imports are found");
}

#[test]
fn no_two_files_import_each_other() {
    let sources = Sources::read();
    let modules = sources.files.keys();
    let imports: BTreeMap<&Module, BTreeSet<Module>> =
        modules.map(|module| (module, sources.imports(module))).collect();
    // A file that imports none of those that are left, or that none of them imports, is in
    // no circle.
    let mut left: BTreeSet<&Module> = imports.keys().copied().collect();
    while let Some(&free) = left.iter().find(|&&module| {
        let mut others = left.iter().filter(|&&other| other != module);
        let mut imported = others.clone();
        !others.any(|&other| imports[module].contains(other))
            || !imported.any(|&other| imports[other].contains(module))
    }) {
        left.remove(free);
    }
    let circle: Vec<String> = left.into_iter().map(said).collect();
    assert!(circle.is_empty(), "these import each other: {circle:?}");
}

fn said(module: &Module) -> String {
    match module.is_empty() {
        true => "the root".to_string(),
        false => module.join("::"),
    }
}
