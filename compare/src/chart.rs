//! The picture: how many times better Rust is than Go, on a logarithmic scale.

use std::fmt::Write;

use crate::rounds::Found;

const LEFT: f64 = 150.0;
const WIDE: f64 = 480.0;
const TOP: f64 = 66.0;
const STEP: f64 = 30.0;
/// The scale reaches from a tenth to ten times.
const DECADE: f64 = WIDE / 2.0;

const PLAIN: &str = "#0072b2";
const BEST: &str = "#e69f00";

/// Draws a bar for each ratio. The same figures give the same bytes.
pub fn chart(found: &[Found]) -> String {
    let rows: Vec<&Found> =
        found.iter().filter(|one| one.plain().is_some()).collect();
    let width = LEFT + WIDE + 70.0;
    let height = TOP + STEP * rows.len() as f64 + 34.0;
    let title = "How many times better Rust is than Go";
    let mut picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{title}\">\n\
         <title>{title}</title>\n\
         <style>svg{{font:12px system-ui,'DejaVu Sans',sans-serif}}\
         text{{fill:#1f2933}}.mid{{text-anchor:middle}}.end{{text-anchor:end}}\
         .grid{{stroke:#e4e7eb}}.even{{stroke:#52606d;stroke-width:1.5}}</style>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n\
         <text x=\"12\" y=\"22\" font-weight=\"600\">{title}</text>\n"
    );
    for (x, colour, name) in
        [(LEFT, PLAIN, "plain"), (LEFT + 80.0, BEST, "best of each")]
    {
        let _ = writeln!(
            picture,
            "<rect x=\"{x}\" y=\"32\" width=\"12\" height=\"10\" fill=\"{colour}\"/>\
             <text x=\"{}\" y=\"41\">{name}</text>",
            x + 18.0
        );
    }
    let bottom = TOP + STEP * rows.len() as f64;
    for ratio in [0.1_f64, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0] {
        let (x, class) =
            (across(ratio), if ratio == 1.0 { "even" } else { "grid" });
        let _ = writeln!(
            picture,
            "<path class=\"{class}\" d=\"M{x:.1},{:.1}V{bottom:.1}\"/>\
             <text class=\"mid\" x=\"{x:.1}\" y=\"{:.1}\">{ratio}</text>",
            TOP - 6.0,
            bottom + 18.0
        );
    }
    for (place, one) in rows.iter().enumerate() {
        let y = TOP + STEP * place as f64;
        let _ = writeln!(
            picture,
            "<text class=\"end\" x=\"{}\" y=\"{:.1}\">{}</text>",
            LEFT - 10.0,
            y + 16.0,
            one.row.name
        );
        bar(&mut picture, y + 2.0, PLAIN, one.plain(), one.row.name, "plain");
        bar(&mut picture, y + 14.0, BEST, one.best(), one.row.name, "best of each");
    }
    picture + "</svg>\n"
}

fn across(ratio: f64) -> f64 {
    LEFT + DECADE * (1.0 + ratio.clamp(0.1, 10.0).log10())
}

fn bar(
    picture: &mut String,
    y: f64,
    colour: &str,
    ratio: Option<f64>,
    name: &str,
    way: &str,
) {
    let Some(ratio) = ratio else { return };
    let (even, end) = (across(1.0), across(ratio));
    let (x, width) = (even.min(end), (even - end).abs().max(0.5));
    let text_x = if ratio < 1.0 { even + 4.0 } else { end + 4.0 };
    let _ = writeln!(
        picture,
        "<g><title>{name}, {way}: {ratio:.2} times</title>\
         <rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"10\" \
         fill=\"{colour}\"/><text x=\"{text_x:.1}\" y=\"{:.1}\" font-size=\"10\">\
         {ratio:.2}</text></g>",
        y + 9.0
    );
}
