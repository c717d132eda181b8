/// 4000 as "4,000".
pub fn number(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn thousands_have_commas() {
        assert_eq!(number(7), "7");
        assert_eq!(number(1146), "1,146");
        assert_eq!(number(1_000_000), "1,000,000");
    }
}
