//! What both pictures share: escaping, the width of text, the style.

/// Text as it may stand in an SVG, in an element or in an attribute. XML has no place for
/// control characters.
pub(crate) fn escape(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// About how wide a text of 12 px is, in px. No font is at hand to measure it, so this
/// is the width of the wider common ones.
pub(crate) fn width(text: &str) -> usize {
    text.chars().count() * 33 / 5
}

/// Opens a picture with a background of its own, so that it reads on any page.
pub(crate) fn open(title: &str, width: usize, height: usize) -> String {
    let title = escape(title);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{title}\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n\
         <rect class=\"page\" width=\"{width}\" height=\"{height}\"/>\n\
         <text class=\"heading\" x=\"12\" y=\"22\">{title}</text>\n"
    )
}

/// Okabe and Ito's colours, which readers with any colour vision tell apart.
pub(crate) const COLOURS: [&str; 7] =
    ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000"];

// Thickness and shape carry the state; colour repeats it.
const STYLE: &str = "\
svg{font:12px system-ui,'DejaVu Sans',sans-serif}text{fill:#1f2933}\
.page{fill:#fff}.heading{font-weight:600;font-size:13px}.end-text{text-anchor:end}\
.mid-text{text-anchor:middle}.faint{fill:#52606d}.why{fill:#52606d;font-style:italic}\
.run{stroke:#0072b2;stroke-width:9}.wait{stroke:#7b8794;stroke-width:2;\
stroke-dasharray:4 4}.ends{stroke:#1f2933;stroke-width:2}\
.say{fill:#fff;stroke:#0072b2;stroke-width:2}.start{stroke:#7b8794;stroke-width:1.2}\
.message{stroke:#b34a00;stroke-width:1.6;fill:none}.message-dot{fill:#b34a00}\
.value,.halo{paint-order:stroke;stroke:#fff;stroke-width:4}.value{fill:#b34a00}\
.grid{stroke:#e4e7eb}.axis{stroke:#52606d}.line{fill:none;stroke-width:2}";

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn what_xml_cannot_hold_is_not_in_it() {
        assert_eq!(
            escape("a<b>&\"\u{1b}\""),
            "a&lt;b&gt;&amp;&quot;\u{fffd}&quot;"
        );
    }
}
