use std::collections::HashMap;

fn main() {
    for order in merges("", 2, 2) {
        let mut count = 0;
        let mut seen = HashMap::new();
        let mut steps = Vec::new();
        for task in order.chars() {
            if let Some(read) = seen.remove(&task) {
                count = read + 1;
                steps.push(format!("{task} writes {count}"));
            } else {
                seen.insert(task, count);
                steps.push(format!("{task} reads {count}"));
            }
        }
        let verdict = if count == 2 { "right" } else { "lost one" };
        println!("{}: {verdict}", steps.join(", "));
    }
}

/// Every way to go on from `begun` when A has `a` steps left and B has `b`.
fn merges(begun: &str, a: usize, b: usize) -> Vec<String> {
    if a + b == 0 {
        return vec![begun.to_string()];
    }
    let mut all = Vec::new();
    if a > 0 {
        all.extend(merges(&format!("{begun}A"), a - 1, b));
    }
    if b > 0 {
        all.extend(merges(&format!("{begun}B"), a, b - 1));
    }
    all
}
