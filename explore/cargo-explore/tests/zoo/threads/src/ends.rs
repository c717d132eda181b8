//! How a test may end.

#[cfg(test)]
mod tests {
    use std::process::{ExitCode, exit};
    use std::sync::mpsc::{RecvError, channel};
    use std::thread;

    /// says: the one behaviour of 2 threads
    #[test]
    fn a_result_is_good() -> Result<(), RecvError> {
        let (tell, told) = channel();
        let task = thread::spawn(move || tell.send(1));
        told.recv()?;
        let _ = task.join();
        Ok(())
    }

    /// says: FAILS, the test does not succeed
    #[test]
    fn a_result_is_bad() -> Result<(), RecvError> {
        let (_, told) = channel();
        told.recv()
    }

    /// says: FAILS, the test does not succeed
    #[test]
    fn a_code_is_bad() -> ExitCode {
        ExitCode::FAILURE
    }

    /// says: the one behaviour of one thread
    #[test]
    #[should_panic]
    fn it_should_panic() {
        panic!("anything");
    }

    /// says: the one behaviour of one thread
    #[should_panic(expected = "empty")]
    #[test]
    fn it_should_panic_so() {
        panic!("it is empty");
    }

    /// says: FAILS, the test panics with another message
    #[test]
    #[should_panic = "empty"]
    fn it_should_panic_otherwise() {
        panic!("it is full");
    }

    /// says: FAILS, the test does not panic
    #[test]
    #[should_panic]
    fn it_should_have_panicked() {}

    /// says: FAILS, the test does not panic
    #[test]
    #[should_panic]
    fn another_thread_panics() {
        let _ = thread::spawn(|| panic!("where nobody looks")).join();
    }

    /// says: left out: #[ignore]
    #[test]
    #[ignore = "it takes long"]
    fn it_takes_long() {}

    /// says: refused
    #[test]
    fn it_ends_the_process() {
        exit(0);
    }

    /// says: FAILS, the process is ended
    #[test]
    fn a_thread_ends_the_process() {
        thread::spawn(|| exit(1));
    }

    /// says: FAILS, the process is ended
    #[test]
    #[should_panic]
    fn to_end_the_process_is_no_panic() {
        exit(1);
    }

    /// says: refused
    #[test]
    fn a_thread_ends_the_process_well() {
        let _ = thread::spawn(|| exit(0)).join();
    }
}
