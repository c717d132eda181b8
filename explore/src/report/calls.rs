//! The lines of the program that lead to a step.

use std::collections::HashMap;
use std::sync::Arc;

use super::steps::Place;
use crate::schedule::calls::Stack;

/// Whether calls are told that are made in the file with this path.
pub(crate) type Tells = Box<dyn Fn(&str) -> bool + Send>;

/// What the debug information knows of addresses.
pub(super) struct Lines<'a> {
    tells: &'a Tells,
    known: HashMap<usize, Vec<Place>>,
}

impl Lines<'_> {
    pub(super) fn new(tells: &Tells) -> Lines<'_> {
        Lines { tells, known: HashMap::new() }
    }

    /// The calls that are told, the innermost first.
    pub(super) fn calls(&mut self, stack: &Stack) -> Arc<[Place]> {
        let mut calls = Vec::new();
        for &address in &**stack {
            let known = self.known.entry(address);
            let at = known.or_insert_with(|| lines(address, self.tells));
            calls.extend_from_slice(at);
        }
        calls.into()
    }
}

/// The calls at an address: several where functions were inlined.
fn lines(address: usize, tells: &Tells) -> Vec<Place> {
    let mut calls = Vec::new();
    backtrace::resolve(std::ptr::without_provenance_mut(address), |symbol| {
        let file = symbol.filename().and_then(|file| file.to_str());
        if let (Some(file), Some(line)) =
            (file.filter(|file| tells(file)), symbol.lineno())
        {
            calls.push(Place { file: file.into(), line });
        }
    });
    calls
}
