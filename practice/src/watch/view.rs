//! The screen as lines of text.

use super::model::Model;
use crate::progress::State;

/// What keys there are.
const KEYS: &str = "h hint  e explain  v verdict  l list  n next  r reset  q quit";

/// As many lines as the screen has, none wider than it.
pub(super) fn lines(model: &Model, (width, height): (u16, u16)) -> Vec<String> {
    let (width, height) = (usize::from(width), usize::from(height));
    let mut lines = vec![states(model), title(model), String::new()];
    let room = height.saturating_sub(lines.len() + 2);
    lines.extend(part(&model.text, model.from, width, room));
    lines.resize(lines.len().max(height.saturating_sub(2)), String::new());
    lines.push(status(model));
    lines.push(KEYS.to_string());
    lines.truncate(height);
    lines.into_iter().map(|line| line.chars().take(width).collect()).collect()
}

/// All exercises in one line: the number, its state, brackets around the current one.
fn states(model: &Model) -> String {
    let exercises = model.session.set.exercises;
    let mark = |(place, exercise): (usize, &crate::Exercise)| {
        let state = match model.session.state(exercise) {
            State::Passed => '+',
            State::Changed => '~',
            State::Open => '.',
            State::Unreadable => '?',
        };
        let number = place + 1;
        match exercise.name == model.exercise.name {
            true => format!("[{number}{state}]"),
            false => format!(" {number}{state} "),
        }
    };
    let marks: String = exercises.iter().enumerate().map(mark).collect();
    let passed = exercises.iter().filter(|one| model.is_passed(one)).count();
    let count = match exercises.len() {
        all if all == passed => format!("all {all} passed"),
        all => format!("{passed} of {all} passed"),
    };
    format!("{} {marks}  {count}", model.session.set.week)
}

fn title(model: &Model) -> String {
    format!("{}: {}", model.exercise.name, model.exercise.title)
}

/// What the screen has room for. The last line says what is below.
fn part(text: &str, from: usize, width: usize, room: usize) -> Vec<String> {
    let all: Vec<String> =
        text.lines().flat_map(|line| wrapped(line, width)).collect();
    let mut shown: Vec<String> =
        all.iter().skip(from).take(room).cloned().collect();
    let below = all.len().saturating_sub(from + room);
    if below > 0 && room > 0 {
        let more = format!("-- {} more lines: Down, Page Down --", below + 1);
        shown.pop();
        shown.push(more);
    }
    shown
}

/// A line that is too wide goes on in the next. What is no text, such as the colours of
/// a message, is left out.
fn wrapped(line: &str, width: usize) -> Vec<String> {
    let line = line.replace('\t', "    ");
    let line: Vec<char> = line.chars().filter(|one| !one.is_control()).collect();
    if line.is_empty() {
        return vec![String::new()];
    }
    line.chunks(width.max(1)).map(|part| part.iter().collect()).collect()
}

fn status(model: &Model) -> String {
    if model.asks_to_reset {
        let name = model.exercise.name;
        return format!(
            "Put the starter of {name} back? Your answer is kept. (y/n)"
        );
    }
    if let Some(runs) = &model.runs {
        let seconds = runs.since.elapsed().as_secs();
        return format!("{}, {seconds} s", runs.says());
    }
    let place = model.session.place(model.exercise);
    match model.took {
        Some(took) => {
            format!(
                "judged in {:.1} s; waits for a save of {place}",
                took.as_secs_f64()
            )
        }
        None => format!("waits for a save of {place}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{part, wrapped};

    #[test]
    fn a_long_line_goes_on_and_nothing_but_text_is_left() {
        assert_eq!(wrapped("abcde", 2), ["ab", "cd", "e"]);
        assert_eq!(wrapped("", 2), [""]);
        assert_eq!(wrapped("\u{1b}[31mred\tx", 20), ["[31mred    x"]);
    }

    #[test]
    fn the_last_line_says_what_is_below() {
        let text = "1\n2\n3\n4\n5\n";
        assert_eq!(part(text, 0, 9, 5), ["1", "2", "3", "4", "5"]);
        let more = "-- 4 more lines: Down, Page Down --";
        assert_eq!(part(text, 0, 9, 2), ["1", more]);
        assert_eq!(part(text, 3, 9, 2), ["4", "5"]);
    }
}
