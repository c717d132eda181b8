use super::channel::{self, Select, select, select_biased};
use super::time::{Duration, Instant};

const SOON: Duration = Duration::from_millis(1);

pub fn selects() {
    let (sender, receiver) = channel::bounded(1);
    let (other, more) = channel::bounded::<u8>(1);
    let mut select = Select::new();
    assert_eq!((select.recv(&receiver), select.recv(&more)), (0, 1));
    assert!(select.try_select().is_err() && select.try_ready().is_err());
    assert!(
        select.select_timeout(SOON).is_err() && select.ready_timeout(SOON).is_err()
    );
    assert!(select.select_deadline(Instant::now() + SOON).is_err());
    assert!(select.ready_deadline(Instant::now() + SOON).is_err());
    sender.send(1).unwrap();
    assert_eq!(
        (select.ready(), select.try_ready(), select.clone().ready()),
        (0, Ok(0), 0)
    );
    let operation = select.select();
    assert_eq!((operation.index(), operation.recv(&receiver)), (0, Ok(1)));
    select.remove(0);
    other.send(2).unwrap();
    let operation = select.try_select().unwrap();
    assert_eq!((operation.index(), operation.recv(&more)), (1, Ok(2)));
    let mut select = Select::new_biased();
    assert_eq!((select.send(&sender), select.send(&other)), (0, 1));
    let operation = select.select();
    assert_eq!((operation.index(), operation.send(&sender, 3)), (0, Ok(())));
    let seen = select! {
        recv(receiver) -> message => message.unwrap(),
        recv(more) -> message => u8::from(message.is_ok()),
    };
    assert_eq!(seen, 3);
    let seen = select_biased! {
        send(other, 4) -> sent => sent.is_ok(),
        recv(receiver) -> _ => false,
        default => false,
    };
    assert!(seen);
    select! {
        recv(receiver) -> _ => unreachable!(),
        default(SOON) => {}
    }
}
