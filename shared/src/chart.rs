//! A line chart: one line a series, named where it ends.

use std::fmt::Write;

use crate::svg::{self, COLOURS, escape};
use crate::{Kind, Transcript};

const LEFT: f64 = 76.0;
const TOP: f64 = 56.0;
const WIDE: f64 = 420.0;
const HIGH: f64 = 240.0;

/// Draws the points of the transcript. The same transcript gives the same bytes.
pub(crate) fn chart(title: &str, transcript: &Transcript) -> String {
    let series = series(transcript);
    let points = || series.iter().flat_map(|(_, points)| points);
    let x = Scale::of(points().map(|point| point.0));
    let y = Scale::of(points().map(|point| point.1));
    let names = series.iter().map(|(name, _)| svg::width(name)).max();
    let width = LEFT + WIDE + 46.0 + names.unwrap_or(0) as f64;
    let mut picture =
        svg::open(title, width as usize, (TOP + HIGH + 52.0) as usize);
    axes(&mut picture, transcript, &x, &y);
    let ends = label_heights(&series, &y);
    for (number, (name, points)) in series.iter().enumerate() {
        let colour = COLOURS[number % COLOURS.len()];
        let at = |point: &(f64, f64)| (x.across(point.0), y.up(point.1));
        let mut path = String::new();
        for (step, point) in points.iter().map(at).enumerate() {
            let move_or_line = if step == 0 { 'M' } else { 'L' };
            draw(
                &mut path,
                format_args!("{move_or_line}{:.1},{:.1}", point.0, point.1),
            );
        }
        draw(
            &mut picture,
            format_args!(
                "<path class=\"line\" stroke=\"{colour}\" d=\"{path}\"/>\n"
            ),
        );
        for point in points {
            let (cx, cy) = at(point);
            let value = format!("{name}: {} at {}", tick(point.1), tick(point.0));
            draw(
                &mut picture,
                format_args!(
                    "<g><title>{}</title>{}</g>\n",
                    escape(&value),
                    mark(number, cx, cy, colour)
                ),
            );
        }
        let label_x = LEFT + WIDE + 22.0;
        let label_y = ends[number];
        draw(
            &mut picture,
            format_args!(
                "{}<text x=\"{:.1}\" y=\"{:.1}\">{}</text>\n",
                mark(number, label_x, label_y, colour),
                label_x + 10.0,
                label_y + 4.0,
                escape(name)
            ),
        );
    }
    picture.push_str("</svg>\n");
    picture
}

type Series = (String, Vec<(f64, f64)>);

fn series(transcript: &Transcript) -> Vec<Series> {
    let mut series = Vec::<Series>::new();
    for event in &transcript.events {
        if event.kind != Kind::Point {
            continue;
        }
        let Some((name, point)) = parse_point(&event.text) else {
            continue;
        };
        match series.iter_mut().find(|(known, _)| *known == name) {
            Some((_, points)) => points.push(point),
            None => series.push((name, vec![point])),
        }
    }
    series
}

fn parse_point(text: &str) -> Option<(String, (f64, f64))> {
    let mut fields = text.rsplitn(3, ", ");
    let y = fields.next()?.parse().ok()?;
    let x = fields.next()?.parse().ok()?;
    Some((fields.next()?.to_string(), (x, y)))
}

/// From a value to a place. Logarithmic where the values differ by 30 times or more.
struct Scale {
    low: f64,
    high: f64,
    log: bool,
}

impl Scale {
    fn of(values: impl Iterator<Item = f64>) -> Self {
        let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
        for value in values {
            least = least.min(value);
            most = most.max(value);
        }
        let log = least > 0.0 && most / least >= 30.0;
        if log {
            let low = 10_f64.powf(least.log10().floor());
            // A value a little over a power of ten does not need the next one.
            let high = 10_f64.powf((most.log10() - 0.01).ceil());
            return Self { low, high, log };
        }
        let step = step(most);
        Self { low: 0.0, high: step * (most / step).ceil().max(1.0), log }
    }

    fn part(&self, value: f64) -> f64 {
        if self.log {
            (value / self.low).log10() / (self.high / self.low).log10()
        } else {
            (value - self.low) / (self.high - self.low)
        }
    }

    fn across(&self, value: f64) -> f64 {
        LEFT + self.part(value) * WIDE
    }

    fn up(&self, value: f64) -> f64 {
        TOP + (1.0 - self.part(value)) * HIGH
    }

    fn ticks(&self) -> Vec<f64> {
        let mut ticks = vec![self.low];
        let mut next = self.low;
        while next < self.high * 0.999 {
            next = if self.log { next * 10.0 } else { next + step(self.high) };
            ticks.push(next);
        }
        ticks
    }
}

/// A step of 1, 2 or 5 times a power of ten that gives three to seven ticks.
fn step(most: f64) -> f64 {
    let power = 10_f64.powf(most.max(f64::MIN_POSITIVE).log10().floor());
    let fitting =
        [0.2, 0.5, 1.0].into_iter().find(|part| most / (part * power) <= 6.0);
    fitting.unwrap_or(2.0) * power
}

fn tick(value: f64) -> String {
    if value >= 100.0 || value.fract() == 0.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.3}").trim_end_matches('0').to_string()
    }
}

fn axes(picture: &mut String, transcript: &Transcript, x: &Scale, y: &Scale) {
    let named = transcript.events.iter().find(|event| event.kind == Kind::Axes);
    let (x_name, y_name) =
        named.and_then(|event| event.text.split_once(", ")).unwrap_or(("", ""));
    let (right, bottom) = (LEFT + WIDE, TOP + HIGH);
    for value in y.ticks() {
        let up = y.up(value);
        draw(
            picture,
            format_args!(
                "<line class=\"grid\" x1=\"{LEFT}\" y1=\"{up:.1}\" x2=\"{right}\" \
             y2=\"{up:.1}\"/><text class=\"end-text faint\" x=\"{}\" y=\"{:.1}\">{}</text>\n",
                LEFT - 6.0,
                up + 4.0,
                tick(value)
            ),
        );
    }
    for value in x.ticks() {
        draw(
            picture,
            format_args!(
                "<text class=\"mid-text faint\" x=\"{:.1}\" y=\"{}\">{}</text>\n",
                x.across(value),
                bottom + 18.0,
                tick(value)
            ),
        );
    }
    draw(
        picture,
        format_args!(
            "<line class=\"axis\" x1=\"{LEFT}\" y1=\"{bottom}\" x2=\"{right}\" y2=\"{bottom}\"/>\
         <text class=\"end-text\" x=\"{right}\" y=\"{}\">{}</text>\
         <text x=\"12\" y=\"{}\">{}</text>\n",
            bottom + 38.0,
            escape(x_name),
            TOP - 14.0,
            escape(y_name)
        ),
    );
}

/// A shape of its own for every series, so that the chart reads without colour.
fn mark(series: usize, x: f64, y: f64, colour: &str) -> String {
    let shape = match series % 4 {
        0 => {
            return format!(
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"{colour}\"/>"
            );
        }
        1 => [(-4.0, -4.0), (4.0, -4.0), (4.0, 4.0), (-4.0, 4.0)],
        2 => [(0.0, -5.0), (5.0, 4.0), (0.0, 4.0), (-5.0, 4.0)],
        _ => [(0.0, -5.0), (5.0, 0.0), (0.0, 5.0), (-5.0, 0.0)],
    };
    let corners = shape.map(|(dx, dy)| format!("{:.1},{:.1}", x + dx, y + dy));
    format!("<polygon points=\"{}\" fill=\"{colour}\"/>", corners.join(" "))
}

/// Where the names stand: beside the last points, but never on each other.
fn label_heights(series: &[Series], y: &Scale) -> Vec<f64> {
    let end = |(_, points): &Series| points.last().map_or(TOP, |last| y.up(last.1));
    let mut heights: Vec<f64> = series.iter().map(end).collect();
    let mut order: Vec<usize> = (0..series.len()).collect();
    order.sort_by(|&a, &b| heights[a].total_cmp(&heights[b]));
    let mut free = TOP - 16.0;
    for number in order {
        heights[number] = heights[number].max(free + 16.0);
        free = heights[number];
    }
    heights
}

fn draw(picture: &mut String, shape: std::fmt::Arguments<'_>) {
    picture.write_fmt(shape).expect("a string takes every write");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Log;

    #[test]
    fn every_series_has_its_line_and_its_name() {
        let log = Log::silent();
        let main = log.task("main");
        main.axes("threads", "ns");
        for threads in 1..=4 {
            main.point("mutex", f64::from(threads), 20.0 * f64::from(threads));
            main.point("a, b & c", f64::from(threads), 3.0);
        }
        let picture = chart("Cost", &log.transcript());
        assert_eq!(picture.matches("class=\"line\"").count(), 2, "{picture}");
        assert!(picture.contains(">a, b &amp; c</text>"), "{picture}");
        assert_eq!(picture, chart("Cost", &log.transcript()));
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(Scale::of([3.0, 40.0].into_iter()).ticks().len(), 5);
        assert_eq!(
            Scale::of([1.0, 1000.0].into_iter()).ticks(),
            [1.0, 10.0, 100.0, 1000.0]
        );
    }
}
