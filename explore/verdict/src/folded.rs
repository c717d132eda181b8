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
    let is_elsewhere = (sources.is_package() || is_published(at.file()))
        && !sources.knows(at.file())
        && !is_std(at);
    calls.first().filter(|_| is_elsewhere)
}

/// Where the source of published crates stands that one file uses, each in a folder of its
/// name and version.
pub const PUBLISHED: &str = "published";

/// Whether this is a file of such a crate.
pub(crate) fn is_published(file: &str) -> bool {
    let mut parts = file.split(['/', '\\']).peekable();
    while let Some(part) = parts.next() {
        let has_version = |name: &&str| {
            let version = name.rsplit_once('-').map(|(_, version)| version);
            version.is_some_and(|one| one.starts_with(|one: char| one.is_numeric()))
        };
        if part == PUBLISHED && parts.peek().is_some_and(has_version) {
            return true;
        }
    }
    false
}

/// The failure without the steps within published crates that one file uses, of which no
/// line says more than the call of its own that led to them, and the place that each step
/// had; `None` if there are none.
pub(crate) fn without_published(
    failure: &Failure,
) -> Option<(Failure, Vec<usize>)> {
    let is_kept = |step: &Step| !is_published(step.location.file());
    if failure.steps.iter().all(is_kept) {
        return None;
    }
    let mut failure = failure.clone();
    let all = std::mem::take(&mut failure.steps);
    let kept = all.into_iter().enumerate().filter(|(_, step)| is_kept(step));
    let (places, steps): (Vec<usize>, Vec<Step>) = kept.unzip();
    failure.steps = steps;
    // What happened after so many steps happened after so many of those that are left.
    let left = |after: &mut usize| {
        *after = places.partition_point(|place| *place < *after);
    };
    failure.started.iter_mut().for_each(|one| left(&mut one.after));
    failure.ended.iter_mut().for_each(|one| left(&mut one.after));
    failure.panics.iter_mut().for_each(|one| left(&mut one.after));
    failure.ticks.iter_mut().for_each(|one| left(&mut one.after));
    failure.expired.iter_mut().for_each(|one| left(&mut one.after));
    failure.looked.iter_mut().for_each(|one| left(&mut one.after));
    Some((failure, places))
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
    use super::{crate_of, is_published};

    #[test]
    fn what_is_published_stands_in_a_folder_with_a_version() {
        for (file, is) in [
            ("/t/practice/published/futures-util-0.3.34/src/lib.rs", true),
            ("C:\\t\\published\\slab-0.4.12\\src\\lib.rs", true),
            ("/course/explore/published/src/main.rs", false),
            ("/t/registry/src/index-1/slab-0.4.9/src/lib.rs", false),
            ("published", false),
        ] {
            assert_eq!(is_published(file), is, "{file}");
        }
    }

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
