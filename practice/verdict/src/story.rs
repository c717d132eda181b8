//! The steps that matter, few enough to read.

use explore::{Cause, Failure, Step};

use crate::Line;
use crate::diagnosis::Diagnosis;
use crate::search::Sources;

/// The most lines of a story.
const LINES: usize = 20;

pub(crate) fn story(
    failure: &Failure,
    diagnosis: &Diagnosis,
    sources: Sources,
) -> Vec<Line> {
    let known = |file: &str| sources.iter().any(|(path, _)| *path == file);
    let about = |step: &Step| {
        let objects = &diagnosis.objects;
        objects.is_empty()
            || step.object.as_ref().is_some_and(|object| objects.contains(object))
            // A wait on a condition variable lets a lock go.
            || objects.iter().any(|object| step.operation.contains(&object.name))
    };
    let steps = failure.steps.iter().enumerate();
    let mut lines: Vec<Line> = steps
        .filter(|(place, step)| match &diagnosis.steps[..] {
            [] => about(step) && known(step.location.file()),
            chosen => chosen.contains(place),
        })
        .map(|(place, step)| Line {
            task: step.task.clone(),
            file: step.location.file().to_string(),
            line: step.location.line(),
            text: step.operation.clone(),
            wrong: diagnosis.wrong == Some(place),
        })
        .collect();
    if failure.cause == Cause::Deadlock {
        waits(failure, &mut lines);
    }
    let left_out = lines.len().saturating_sub(LINES);
    lines.split_off(left_out)
}

/// How it ended: the last line of each task that waits.
fn waits(failure: &Failure, lines: &mut Vec<Line>) {
    for waiting in &failure.waiting {
        let last = lines.iter_mut().rev().find(|line| line.task == waiting.task);
        match last {
            Some(line)
                if line.text == waiting.operation
                    || line.text.ends_with(&waiting.operation) =>
            {
                line.wrong = true;
            }
            _ => lines.push(Line {
                task: waiting.task.clone(),
                file: waiting.location.file().to_string(),
                line: waiting.location.line(),
                text: waiting.operation.clone(),
                wrong: true,
            }),
        }
    }
}
