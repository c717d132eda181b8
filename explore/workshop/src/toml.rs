//! Text of a manifest.

use std::path::Path;

/// A path as a string of TOML, whatever letters are in it.
pub(crate) fn path(path: &Path) -> String {
    let mut text = String::from("\"");
    for letter in path.to_string_lossy().chars() {
        match letter {
            '"' | '\\' => text.extend(['\\', letter]),
            _ if letter.is_control() => {
                text += &format!("\\u{:04X}", u32::from(letter));
            }
            _ => text.push(letter),
        }
    }
    text + "\""
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn a_path_is_a_string_of_toml() {
        assert_eq!(path("/home/o'neil".as_ref()), "\"/home/o'neil\"");
        assert_eq!(path("a \"b\"".as_ref()), r#""a \"b\"""#);
        assert_eq!(path("c\\d".as_ref()), r#""c\\d""#);
        assert_eq!(path("e\tf".as_ref()), r#""e\u0009f""#);
    }
}
