//! The short names of schedules.
//!
//! A name such as `3fa9c1-2a1b` says how many choices take the first way, and then which
//! way the next choice takes: twice the first one, once the second (`a`), once the first,
//! once the third (`b`), and the first one from there on. What repeats itself is told once:
//! `1ax40` is forty times `1a`. The number in front stands for what there was to choose
//! from. A `w` says that async tasks were interrupted between awaits too. After a `c` comes
//! how often the clock could have jumped, and after an `f` the
//! number of operations after which nothing was chosen, but each task had its turns.

use std::fmt;
use std::str::FromStr;

use crate::schedule::choices::Choices;

/// The longest part of a name that is told once.
const LONGEST_PART: usize = 32;

/// The name of a schedule, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    check: u32,
    pub(crate) jumps: usize,
    /// Whether async tasks were interrupted between awaits.
    pub(crate) workers: bool,
    /// After how many operations the schedule went on fairly, if it did.
    pub(crate) fair_after: Option<usize>,
    /// How many choices take the first way, and then which way the next one takes.
    turns: Vec<(usize, usize)>,
}

impl Name {
    /// Of a schedule that made these choices.
    pub(crate) fn new(choices: &Choices, jumps: usize, workers: bool) -> Name {
        let mut turns = Vec::new();
        let mut firsts = 0;
        for &place in &choices.places {
            if place == 0 {
                firsts += 1;
            } else {
                turns.push((std::mem::take(&mut firsts), place));
            }
        }
        let check = (choices.hash ^ choices.hash >> 32) as u32 & 0xFF_FFFF;
        let fair_after = choices.fair_after;
        Name { check, jumps, workers, fair_after, turns }
    }

    /// The way that each choice takes, the first one where this says nothing.
    pub(crate) fn places(&self) -> Vec<usize> {
        let mut places = Vec::new();
        for &(firsts, place) in &self.turns {
            places.extend(std::iter::repeat_n(0, firsts));
            places.push(place);
        }
        places
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06x}", self.check)?;
        if self.workers {
            f.write_str("w")?;
        }
        if self.jumps > 0 {
            write!(f, "c{}", self.jumps)?;
        }
        if let Some(steps) = self.fair_after {
            write!(f, "f{steps}")?;
        }
        let mut rest = &self.turns[..];
        let mut begins = true;
        while !rest.is_empty() {
            let (length, times) = repeated(rest);
            if begins || times > 1 {
                f.write_str("-")?;
            }
            for &(firsts, place) in &rest[..length] {
                match u8::try_from(place) {
                    Ok(place @ 1..=23) => {
                        let letter = char::from(b'a' + place - 1);
                        write!(f, "{firsts}{letter}")?;
                    }
                    _ => write!(f, "{firsts}y{place}z")?,
                }
            }
            if times > 1 {
                write!(f, "x{times}")?;
            }
            begins = times > 1;
            rest = &rest[length * times..];
        }
        Ok(())
    }
}

/// The length of the part at the start that is repeated most, and how often; 1 and 1 if
/// none is worth it.
fn repeated(turns: &[(usize, usize)]) -> (usize, usize) {
    let times = |length: usize| {
        let part = &turns[..length];
        turns.chunks(length).take_while(|other| *other == part).count()
    };
    let lengths = 1..=LONGEST_PART.min(turns.len());
    let parts = lengths.map(|length| (length, times(length)));
    let saves = |&(length, times): &(usize, usize)| length * (times - 1);
    let best = parts.max_by_key(|part| (saves(part), usize::MAX - part.0));
    best.filter(|part| saves(part) > 2).unwrap_or((1, 1))
}

impl FromStr for Name {
    type Err = NotASchedule;

    fn from_str(text: &str) -> Result<Name, NotASchedule> {
        read(text.trim()).ok_or_else(|| NotASchedule(text.to_string()))
    }
}

/// The most choices that a name is believed to have.
const MOST_CHOICES: usize = 10_000_000;

fn read(text: &str) -> Option<Name> {
    let mut parts = text.split('-');
    let head = parts.next()?;
    let (check, head) = head.split_at_checked(6)?;
    let check = u32::from_str_radix(check, 16).ok()?;
    let (head, fair_after) = match head.split_once('f') {
        Some((head, steps)) => (head, Some(steps.parse().ok()?)),
        None => (head, None),
    };
    let (head, workers) = match head.strip_prefix('w') {
        Some(head) => (head, true),
        None => (head, false),
    };
    let jumps = match head.strip_prefix('c') {
        Some(jumps) => jumps.parse().ok().filter(|&jumps| jumps > 0)?,
        None if head.is_empty() => 0,
        None => return None,
    };
    let mut turns = Vec::new();
    let mut choices = 0_usize;
    for part in parts {
        let (part, times) = match part.split_once('x') {
            Some((part, times)) => (part, times.parse().ok()?),
            None => (part, 1),
        };
        let part = read_part(part)?;
        let length: usize = part.iter().map(|&(firsts, _)| firsts + 1).sum();
        choices = choices.checked_add(length.checked_mul(times)?)?;
        if choices > MOST_CHOICES {
            return None;
        }
        turns.extend(part.repeat(times));
    }
    Some(Name { check, jumps, workers, fair_after, turns })
}

fn read_part(mut part: &str) -> Option<Vec<(usize, usize)>> {
    let mut turns = Vec::new();
    while !part.is_empty() {
        let digits = part.find(|c: char| !c.is_ascii_digit())?;
        let firsts: u32 = part[..digits].parse().ok()?;
        let letter = part.as_bytes()[digits];
        part = part.get(digits + 1..)?;
        let place = match letter {
            b'a'..=b'w' => usize::from(letter - b'a') + 1,
            b'y' => {
                let (number, rest) = part.split_once('z')?;
                part = rest;
                number.parse().ok()?
            }
            _ => return None,
        };
        turns.push((firsts as usize, place));
    }
    (!turns.is_empty()).then_some(turns)
}

/// A text that is no name of a schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotASchedule(String);

impl fmt::Display for NotASchedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not the name of a schedule", self.0)
    }
}

impl std::error::Error for NotASchedule {}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(places: &[usize]) -> Name {
        let places = places.to_vec();
        Name::new(&Choices { places, hash: 0x3FA9C1, fair_after: None }, 0, false)
    }

    #[test]
    fn a_name_is_short_and_reads_back() {
        for (places, text) in [
            (vec![], "3fa9c1"),
            (vec![0, 0, 1, 0, 2, 0], "3fa9c1-2a1b"),
            (vec![1, 23, 24, 100], "3fa9c1-0a0w0y24z0y100z"),
            ([0, 1].repeat(40), "3fa9c1-1ax40"),
            (
                [vec![2], [0, 1, 2].repeat(9), vec![1]].concat(),
                "3fa9c1-0b1ax9-0b0a",
            ),
        ] {
            assert_eq!(name(&places).to_string(), text);
            assert_eq!(text.parse(), Ok(name(&places)));
            let mut read = text.parse::<Name>().unwrap().places();
            read.resize(places.len(), 0);
            assert_eq!(read, places);
        }
    }

    #[test]
    fn a_name_says_when_the_clock_jumps_and_what_is_fair() {
        for text in ["3fa9c1c2", "3fa9c1f500", "3fa9c1c2f500-2a"] {
            assert_eq!(text.parse::<Name>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_name_is_refused() {
        let many = "3fa9c1-1ax99999999999";
        for text in [
            "",
            "3fa9",
            "3fa9c1-",
            "3fa9c1-a",
            "3fa9c1-1",
            "3fa9c1c0",
            "3fa9c1f",
            "3fa9c1f5c2",
            many,
        ] {
            assert!(text.parse::<Name>().is_err(), "{text}");
        }
    }
}
