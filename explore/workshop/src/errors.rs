//! What rustc says of a program that is built against the models, told of its own lines.

use serde_json::Value;

use crate::build::{place, rendered};
use crate::crates::CRATES;

/// The crates that stand under the names of what they model.
fn models() -> impl Iterator<Item = &'static str> {
    ["std", "core", "alloc"].into_iter().chain(CRATES)
}

/// What there is of the crates.
pub fn modelled(is_async: bool) -> String {
    let tokio = match is_async {
        true => {
            "Of tokio there are sync, task, time, runtime, select!, join! and \
             try_join!, but nothing of files, networks, processes and signals. Of \
             tokio_util there are sync, task and future. "
        }
        false => "",
    };
    format!(
        "What tasks share is modelled here, so that interleavings can be tried. Of std \
         sync, thread, time, hint, process and the collections with a hash are models; \
         there is no fs. Of crossbeam all is there but epoch. {tokio}What else they \
         have cannot be judged."
    )
}

/// Whether something is asked of a crate that is modelled and has not all of it.
pub fn is_of_a_model(error: &Value) -> bool {
    const ABSENT: [&str; 11] = [
        "E0405", "E0412", "E0422", "E0423", "E0424", "E0425", "E0432", "E0433",
        "E0599", "E0603", "E0624",
    ];
    let code = error["message"]["code"]["code"].as_str();
    if !code.is_some_and(|code| ABSENT.contains(&code)) || foreign(error).is_some()
    {
        return false;
    }
    let shows =
        |text: &str| models().any(|model| text.contains(&format!("{model}::")));
    let spans = error["message"]["spans"].as_array().into_iter().flatten();
    let mut lines = spans.flat_map(|span| span["text"].as_array()).flatten();
    let rendered = rendered(error).unwrap_or_default();
    // Where the models are, or what stands in the way of them.
    let known = ["/explore/src/", "conc_", "in `std`"];
    known.iter().any(|known| rendered.contains(known))
        || lines.any(|line| shows(line["text"].as_str().unwrap_or_default()))
}

/// The crate that an error asks for and that no answer has.
pub fn foreign(error: &Value) -> Option<&str> {
    let text = error["message"]["message"].as_str()?;
    let marks = [
        "unlinked crate `",
        "module or crate `",
        "can't find crate for `",
        "unresolved import `",
    ];
    let name = marks.iter().find_map(|mark| text.split_once(mark))?.1;
    let name = name.split(['`', ':']).next()?;
    // These stand in the manifest of a file that names them, and in no other.
    let is_named = |name: &str| {
        name.starts_with("crossbeam_") || name.starts_with("parking_lot")
    };
    let mut known =
        models().filter(|name| !is_named(name)).chain(["crate", "super"]);
    let says_add = || {
        let rendered = rendered(error).unwrap_or_default();
        rendered.contains("cargo add") || text.contains("find crate")
    };
    (!known.any(|known| known == name) && says_add()).then_some(name)
}

/// The error as rustc shows it, without what is about others' lines and manifests.
pub fn cleaned(error: &Value) -> String {
    let rendered = rendered(error).unwrap_or_default();
    let is_private = rendered.contains("error[E0624]") && is_of_a_model(error);
    let mut kept: Vec<String> = Vec::new();
    let mut lines = rendered.lines().peekable();
    let is_elsewhere = |line: &str| {
        let line = line.trim_start();
        let path = line.strip_prefix("--> ").or_else(|| line.strip_prefix("::: "));
        path.is_some_and(|path| {
            path.starts_with('/') || path.get(1..2) == Some(":")
        })
    };
    while let Some(line) = lines.next() {
        let starts_note = line.starts_with("note: ") || line.starts_with("help: ");
        let next_is_elsewhere = lines.peek().is_some_and(|next| is_elsewhere(next));
        let is_foreign = is_elsewhere(line) || (starts_note && next_is_elsewhere);
        if is_foreign {
            // To the end of what is shown of that file.
            if starts_note {
                lines.next();
            }
            let ends = |line: &str| {
                let line = line.trim_start();
                line.is_empty()
                    || ["= ", "--> ", "::: ", "note: ", "help: ", "error"]
                        .iter()
                        .any(|start| line.starts_with(start))
            };
            while let Some(line) = lines.next_if(|line| !ends(line)) {
                kept.extend(reason(line).map(|why| format!("   = note: {why}")));
            }
            continue;
        }
        if line.contains("cargo add") {
            continue;
        }
        kept.push(line.to_string());
    }
    let text = named(&kept.join("\n"));
    match is_private {
        true => text
            .replacen("is private", "is not modelled", 1)
            .replace("private method", "not modelled")
            .replace("private field", "not modelled"),
        false => text,
    }
}

/// Why something is not modelled, in a line that rustc shows of a model: the name of the
/// feature that it lacks.
fn reason(line: &str) -> Option<&str> {
    let (_, gate) = line.split_once("gated behind the `")?;
    let (feature, _) = gate.split_once("` feature")?;
    feature.starts_with("not modelled").then_some(feature)
}

/// The models stand under the names of what they model.
fn named(text: &str) -> String {
    let mut text = text.to_string();
    for name in models() {
        text = text.replace(&format!("conc_{name}::"), &format!("{name}::"));
        text = text.replace(&format!("`conc_{name}`"), &format!("`{name}`"));
    }
    text
}

/// What rustc warns of in the answer, as it shows it.
pub fn warnings(messages: &[Value]) -> String {
    let own = messages.iter().filter(|message| place(message).is_some());
    let warning = |message| {
        let text = named(rendered(message)?);
        // A guard that is ignored is let go all the same.
        let head = text.lines().next().unwrap_or_default();
        let is_guard = head.contains("Guard`") || head.contains("Permit`");
        match text.split_once("help: use `let _ = ...`") {
            Some((text, _)) if is_guard => Some(format!("{text}\n")),
            _ => Some(text),
        }
    };
    own.filter_map(warning).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn why_something_is_not_modelled_is_kept() {
        let rendered = "\
error[E0432]: unresolved import `conc_tokio::runtime::LocalRuntime`
 --> main.rs:2:5
  |
2 | use tokio::runtime::LocalRuntime;
  |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no `LocalRuntime` in `runtime`
  |
note: found an item that was configured out
 --> /models/runtime/mod.rs:19:12
  |
18 | #[cfg(feature = \"not modelled: use a `LocalSet`\")]
  |       ----- the item is gated behind the `not modelled: use a `LocalSet`` feature
19 | pub struct LocalRuntime;
  |            ^^^^^^^^^^^^
";
        let cleaned = cleaned(&json!({ "message": { "rendered": rendered } }));
        assert!(
            cleaned.ends_with("  |\n   = note: not modelled: use a `LocalSet`")
        );
        assert!(!cleaned.contains("/models/"), "{cleaned}");
    }

    #[test]
    fn what_a_file_has_to_name_is_foreign_where_it_is_not_linked() {
        let asks = |name: &str| {
            let message =
                format!("use of unresolved module or unlinked crate `{name}`");
            let rendered = format!("= help: use `cargo add {name}`");
            json!({ "message": { "message": message, "rendered": rendered } })
        };
        let part = asks("crossbeam_channel");
        assert_eq!(foreign(&part), Some("crossbeam_channel"));
        assert_eq!(foreign(&asks("parking_lot")), Some("parking_lot"));
        assert_eq!(foreign(&asks("tokio")), None);
    }
}
