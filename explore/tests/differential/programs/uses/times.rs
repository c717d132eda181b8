use super::thread;
use super::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const SOON: Duration = Duration::from_millis(1);

pub fn clock() {
    let start = Instant::now();
    thread::sleep(SOON);
    let end = Instant::now();
    assert!(end - start >= SOON && end.duration_since(start) >= SOON);
    assert!(start.elapsed() >= SOON && end > start);
    assert_eq!(start.checked_duration_since(end), None);
    assert_eq!(start.saturating_duration_since(end), Duration::ZERO);
    assert_eq!(start.checked_add(SOON).unwrap().checked_sub(SOON), Some(start));
    let mut moved = start + SOON;
    moved += SOON;
    moved -= SOON;
    assert_eq!(moved - SOON, start);
}

pub fn date() {
    let start = SystemTime::now();
    thread::sleep(SOON);
    assert!(start.elapsed().unwrap() >= SOON);
    let later = start + SOON;
    assert_eq!(later.duration_since(start).unwrap(), SOON);
    assert_eq!(start.duration_since(later).unwrap_err().duration(), SOON);
    assert_eq!(start.checked_add(SOON).unwrap().checked_sub(SOON), Some(start));
    assert!(start > UNIX_EPOCH && SystemTime::UNIX_EPOCH == UNIX_EPOCH);
    let mut moved = start;
    moved += SOON;
    moved -= SOON;
    assert_eq!(moved, later - SOON);
}
