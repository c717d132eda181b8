//! The sentences of a text in Markdown.

use std::ops::RangeInclusive;

use course::sections;

/// How many sentences the idea of a section has: more are read by few.
const AN_IDEA: RangeInclusive<usize> = 3..=6;

/// Words of a sentence: one that is longer holds two thoughts.
const A_SENTENCE: usize = 27;

/// A stop behind them ends no sentence.
const SHORTENED: [&str; 4] = ["e.g.", "i.e.", "cf.", "vs."];

#[test]
fn an_idea_has_three_to_six() {
    let mut wrong = Vec::new();
    for (lesson, section) in sections() {
        let count = sentences(&section.explanation()).len();
        if !AN_IDEA.contains(&count) {
            wrong.push(format!("{} {}: {count}", lesson.name, section.name));
        }
    }
    assert!(wrong.is_empty(), "sentences of an idea:\n{}", wrong.join("\n"));
}

#[test]
fn an_idea_has_short_ones() {
    let mut wrong = Vec::new();
    for (lesson, section) in sections() {
        for sentence in sentences(&section.explanation()) {
            if sentence.split(' ').count() > A_SENTENCE {
                wrong.push(format!("{} {}: {sentence}", lesson.name, section.name));
            }
        }
    }
    assert!(wrong.is_empty(), "too long:\n{}", wrong.join("\n"));
}

/// A paragraph ends a sentence. What stands in fences is code, and an item of a list
/// belongs to the sentence above the list, unless it ends with a stop.
fn sentences(markdown: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    for paragraph in paragraphs(markdown) {
        let item = paragraph.starts_with("- ");
        let mut sentence = Vec::new();
        let mut code = false;
        for word in paragraph.split(' ') {
            sentence.push(word);
            code ^= word.matches('`').count() % 2 == 1;
            if !code && is_last(word) {
                sentences.push(std::mem::take(&mut sentence).join(" "));
            }
        }
        if !item && !sentence.is_empty() {
            sentences.push(sentence.join(" "));
        }
    }
    sentences
}

fn is_last(word: &str) -> bool {
    let bare = word.trim_end_matches([')', '"', '*', '_']);
    bare.ends_with(['.', '?', '!'])
        && !bare.ends_with("..")
        && !SHORTENED.contains(&bare.trim_start_matches('('))
}

/// Each in one line, without what stands in fences. An item of a list is one.
fn paragraphs(markdown: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    let mut fence = false;
    for line in markdown.lines() {
        let line = line.trim();
        let opens_or_closes = line.starts_with("```");
        if opens_or_closes || line.is_empty() || line.starts_with("- ") {
            paragraphs.push(String::new());
        }
        fence ^= opens_or_closes;
        if !fence && !opens_or_closes && !line.is_empty() {
            let paragraph = paragraphs.last_mut().expect("the first is there");
            let space = if paragraph.is_empty() { "" } else { " " };
            paragraph.push_str(&format!("{space}{line}"));
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

#[test]
fn sentences_are_told_from_what_looks_like_them() {
    let text = "\
        It takes 1.5 ms, e.g. on two cores (i.e. not on\n\
        one). tokio's `recv` gives `Err(..)?`. (In Go `a. B` does not.) Is it `!`? The\n\
        rest does not compile:\n\
        \n\
        ```compile_fail\n\
        // One. Two.\n\
        let a = 1.;\n\
        ```\n\
        \n\
        What you get is\n\
        \n\
        - a queue (Kafka, e.g. Redpanda)\n\
        - a store, with what follows\n  \
          from an order\n\
        - This is one. That is another.\n";
    let told = sentences(text);
    let wanted = [
        "It takes 1.5 ms, e.g. on two cores (i.e. not on one).",
        "tokio's `recv` gives `Err(..)?`.",
        "(In Go `a. B` does not.)",
        "Is it `!`?",
        "The rest does not compile:",
        "What you get is",
        "- This is one.",
        "That is another.",
    ];
    assert_eq!(told, wanted);
}
