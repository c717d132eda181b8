//! exit 0: clean
fn main() {
    println!("hello");
    std::fs::read_dir(".").unwrap();
    let arguments: Vec<String> = std::env::args().collect();
    assert_eq!(arguments[0], "hello");
    for (number, argument) in arguments.iter().enumerate().skip(1) {
        assert_eq!(*argument, format!("--argument {number}"));
    }
}
