pub fn place() -> &'static str {
    assert!(module_path!().ends_with("folder::beside"), "{}", module_path!());
    file!()
}
