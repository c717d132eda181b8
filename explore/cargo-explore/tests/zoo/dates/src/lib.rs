//! Files have dates, and so has the clock.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// What was read of a file, and when it was written.
#[derive(Debug)]
pub struct Cached {
    pub text: String,
    pub written: SystemTime,
}

/// Reads a file.
pub fn read(path: &Path) -> io::Result<Cached> {
    let written = path.metadata()?.modified()?;
    Ok(Cached { text: fs::read_to_string(path)?, written })
}

impl Cached {
    /// Whether it is younger than that.
    pub fn is_fresh(&self, age: Duration) -> bool {
        SystemTime::now().duration_since(self.written).unwrap() < age
    }
}

/// A file of its own, whoever runs the test.
pub fn file(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("dates-{}-{name}", std::process::id()))
}

/// Says when a file was written.
pub fn touch(path: &Path, written: SystemTime) -> io::Result<()> {
    File::options().write(true).open(path)?.set_modified(written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;
    use std::thread;
    use std::time::UNIX_EPOCH;

    const HOUR: Duration = Duration::from_secs(3_600);

    /// says: the one behaviour of one thread
    #[test]
    fn a_file_is_written_before_it_is_read() {
        let path = file("written");
        let before = SystemTime::now();
        fs::write(&path, "text").unwrap();
        let cached = read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        assert!(cached.written <= SystemTime::now());
        assert!(before - HOUR < cached.written);
        assert!(cached.is_fresh(HOUR) && cached.text == "text");
        thread::sleep(HOUR);
        assert!(!cached.is_fresh(HOUR));
    }

    /// says: the one behaviour of one thread
    #[test]
    fn a_file_gets_a_date() {
        let path = file("dated");
        fs::write(&path, "text").unwrap();
        for date in [UNIX_EPOCH + HOUR, SystemTime::now() + 24 * HOUR] {
            touch(&path, date).unwrap();
            assert_eq!(read(&path).unwrap().written, date);
        }
        assert!(read(&path).unwrap().written > SystemTime::now() + HOUR);
        fs::remove_file(&path).unwrap();
    }

    /// says: the one behaviour of 2 threads
    #[test]
    fn the_date_is_that_of_the_schedule() {
        let begin = SystemTime::now();
        let (tell, told) = channel();
        let task = thread::spawn(move || {
            thread::sleep(HOUR);
            tell.send(SystemTime::now()).unwrap();
        });
        assert_eq!(told.recv().unwrap(), begin + HOUR);
        task.join().unwrap();
        // Who looks again and again waits.
        while begin.elapsed().unwrap() < 2 * HOUR {}
    }
}
