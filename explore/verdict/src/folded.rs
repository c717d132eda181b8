//! Steps within what a package depends on, folded into the call of its own code that led
//! to them.

use std::panic::Location;

use explore::{Act, Failure, Place, Step, is_std};

use crate::Line;
use crate::sources::Sources;

/// Steps of one task under one call, with no shown step of another task between them.
struct Folded<'a> {
    task: &'a str,
    call: &'a Place,
    /// The crate in which the last one happened.
    of: String,
    steps: usize,
    /// The place of the last one among all steps.
    last: usize,
}

/// A line for such steps, and the place of the last of them among all steps. None of a
/// program that is no package.
pub(crate) fn folded(failure: &Failure, sources: Sources) -> Vec<(usize, Line)> {
    let mut all: Vec<Folded<'_>> = Vec::new();
    let mut is_open = false;
    for (place, step) in failure.steps.iter().enumerate() {
        if is_own(step, sources) {
            is_open = false;
            continue;
        }
        let Some(call) = call_of(step, sources) else { continue };
        let of = crate_of(step.location.file());
        match all.last_mut() {
            Some(last)
                if is_open && last.task == step.task && last.call == call =>
            {
                last.steps += 1;
                (last.last, last.of) = (place, of);
            }
            _ => {
                let (task, steps) = (&*step.task, 1);
                all.push(Folded { task, call, of, steps, last: place });
                is_open = true;
            }
        }
    }
    let line = |Folded { task, call, of, steps, last }: Folded<'_>| {
        let plural = if steps == 1 { "" } else { "s" };
        let line = Line {
            task: task.to_string(),
            file: sources.name(&call.file).unwrap_or_default().to_string(),
            line: call.line,
            text: format!("{steps} step{plural} in {of}"),
            wrong: false,
            heading: None,
        };
        (last, line)
    };
    all.into_iter().map(line).collect()
}

/// Whether the step is one of the program's own. What frees memory is known by its calls
/// alone.
pub(crate) fn is_own(step: &Step, sources: Sources) -> bool {
    match step.act {
        Act::Frees | Act::FreesAgain => !step.calls.is_empty(),
        _ => sources.knows(step.location.file()),
    }
}

/// The line of the package's own code that led to a step elsewhere.
fn call_of(step: &Step, sources: Sources) -> Option<&Place> {
    let tells = !matches!(step.act, Act::Waits(_) | Act::Prints);
    outside(step.location, &step.calls, sources).filter(|_| tells)
}

/// The line of the package's own code that led to this place, if that is in a crate that
/// the package depends on.
pub(crate) fn outside<'a>(
    at: &Location<'_>,
    calls: &'a [Place],
    sources: Sources,
) -> Option<&'a Place> {
    let is_elsewhere =
        sources.is_package() && !sources.knows(at.file()) && !is_std(at);
    calls.first().filter(|_| is_elsewhere)
}

/// The name of the crate in whose folder this file stands.
pub(crate) fn crate_of(file: &str) -> String {
    let parts: Vec<&str> = file.split(['/', '\\']).collect();
    let source = parts.iter().rposition(|part| *part == "src");
    let folder = source.and_then(|place| parts.get(place.checked_sub(1)?));
    let Some(folder) = folder else { return "another crate".to_string() };
    // The model of a crate is named after it.
    let folder = folder.strip_prefix("conc_").unwrap_or(folder);
    // In a registry the version stands behind the name.
    match folder.rsplit_once('-') {
        Some((name, version))
            if version.starts_with(|one: char| one.is_ascii_digit()) =>
        {
            name.to_string()
        }
        _ => folder.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::crate_of;

    #[test]
    fn a_crate_is_named_after_its_folder() {
        for (file, name) in [
            ("/home/.cargo/registry/src/index-1/slab-0.4.9/src/lib.rs", "slab"),
            (
                "/r/crossbeam-channel-0.5.15/src/flavors/list.rs",
                "crossbeam-channel",
            ),
            ("/home/me/bank/src/lib.rs", "bank"),
            ("/course/explore/facades/conc_tokio/src/lib.rs", "tokio"),
            ("lib.rs", "another crate"),
        ] {
            assert_eq!(crate_of(file), name, "{file}");
        }
    }
}
