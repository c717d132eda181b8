//! What the page of a lesson shows of a section.

use std::fs;
use std::io::ErrorKind;

use shared::Section;

use crate::program::Program;
use crate::{folder, recorded, shown, way};

/// With so few lines the helpers stand with the program and are not folded.
const FEW_HELPERS: usize = 12;

/// Of a longer output only the beginning and the end are shown.
const LONG_OUTPUT: usize = 36;
const ITS_BEGINNING: usize = 14;
const ITS_END: usize = 6;

/// Its idea, its program, what that printed, its picture, its claim, the same in Go and
/// Python, and what to read next.
///
/// # Errors
/// One line that names the file that is damaged or missing.
pub fn text(program: &Program) -> Result<String, String> {
    let (lesson, section) = program.of;
    let Section { name, title, always, .. } = section;
    let star = if section.must { " ★" } else { "" };
    let mut text = format!("## <a id=\"{name}\"></a>{name}{star}\n\n");
    text.push_str(&format!("**{title}**\n\n"));
    for line in section.explanation().lines() {
        // What must not compile is Rust all the same, to whoever colours it.
        let refused = line.starts_with("```compile_fail");
        text.push_str(if refused { "```rust" } else { line });
        text.push('\n');
    }
    text.push_str(&code(program)?);
    text.push_str(&output(program)?);
    if recorded::has_picture(section) {
        text.push_str(&format!(
            "\n![One run of {name}: {title}](pictures/{name}.svg)\n"
        ));
    }
    text.push_str(&format!("\n*Always:* {}\n", sentence(always)));
    if let Some(varies) = section.varies {
        text.push_str(&format!("*Varies:* {}\n", sentence(varies)));
    }
    for (language, ending, colours) in
        [("Go", "go", "go"), ("Python", "py", "python")]
    {
        if let Some(code) = beside(section, ending)? {
            text.push_str(&folded(&format!("In {language}"), colours, &code));
        }
    }
    let place = section.place().replace('\\', "/");
    let (file, line) = place.rsplit_once(':').expect("path:line");
    let in_lesson = file.splitn(4, '/').last().unwrap_or_default();
    text.push_str(&format!(
        "\n`cargo lesson {} {name}` · \
         [the whole file](programs/{name}.rs) · [{in_lesson}]({in_lesson}#L{line}) · next: {}\n",
        lesson.name,
        way::after(lesson, section)
    ));
    Ok(text)
}

/// With the stop at its end that a claim of the table need not have.
fn sentence(claim: &str) -> String {
    let stop = if claim.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{claim}{stop}")
}

fn code(program: &Program) -> Result<String, String> {
    let (main, helpers) = shown::parts(program)?;
    if helpers.lines().count() <= FEW_HELPERS {
        return Ok(format!("\n```rust\n{}```\n", program.text));
    }
    let summary = format!("Its helpers, {} lines", helpers.lines().count());
    let helpers = folded(&summary, "rust", &helpers);
    Ok(format!("\n```rust\n{main}```\n{helpers}"))
}

fn folded(summary: &str, colours: &str, code: &str) -> String {
    let code = code.trim_end();
    format!(
        "\n<details>\n<summary>{summary}</summary>\n\n\
         ```{colours}\n{code}\n```\n\n</details>\n"
    )
}

/// One recorded run, if there is one.
fn output(program: &Program) -> Result<String, String> {
    let (_, section) = program.of;
    let Some(run) = recorded::run(section)? else { return Ok(String::new()) };
    let lines = program.printed(&run.transcript);
    if lines.is_empty() {
        return Ok(String::new());
    }
    let heading = match section.varies {
        Some(_) => {
            let build = if run.release { " of a release build" } else { "" };
            format!("One run{build}, on a machine of {} cores, printed:", run.cores)
        }
        None => "It prints:".to_string(),
    };
    let mut shown = lines.clone();
    if lines.len() > LONG_OUTPUT {
        let left_out = lines.len() - ITS_BEGINNING - ITS_END;
        let end = lines.len() - ITS_END;
        shown.splice(ITS_BEGINNING..end, [format!("[{left_out} more lines]")]);
    }
    Ok(format!("\n{heading}\n\n```text\n{}\n```\n", shown.join("\n")))
}

/// The counterpart of the section in another language, without the comment above it.
fn beside(section: &Section, ending: &str) -> Result<Option<String>, String> {
    let file = folder(section).join(format!("beside/{}.{ending}", section.name));
    let text = match fs::read_to_string(&file) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        text => text.map_err(|error| format!("{}: {error}", file.display()))?,
    };
    let comment = |line: &&str| {
        line.starts_with("//") || line.starts_with('#') || line.is_empty()
    };
    let code: Vec<&str> = text.lines().skip_while(comment).collect();
    Ok(Some(code.join("\n")))
}
