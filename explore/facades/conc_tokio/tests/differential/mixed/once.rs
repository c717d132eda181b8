//! A channel for one answer.

use conc_tokio::time::timeout;

use super::world::{Own, SHORT};

pub const STEPS: u8 = 9;

/// Does this step. Returns what the task sees.
pub async fn take(step: u8, own: &mut Own) -> String {
    let number = own.number();
    match (step, &mut own.answer, &mut own.answered) {
        (0 | 1, Some(_), _) => {
            let sent = own.answer.take().map(|answer| answer.send(number));
            format!("{sent:?}")
        }
        (2, Some(_), _) => {
            own.answer = None;
            "drops".into()
        }
        (3, Some(answer), _) => format!("{}", answer.is_closed()),
        (4, Some(answer), _) => {
            format!("{:?}", timeout(SHORT, answer.closed()).await)
        }
        (0..=5, _, Some(_)) => {
            let answered = own.answered.take().unwrap();
            format!("{:?}", answered.await)
        }
        (6, _, Some(answered)) => format!("{:?}", answered.try_recv()),
        (7, _, Some(answered)) => {
            answered.close();
            "closes".into()
        }
        (8, _, Some(_)) => {
            own.answered = None;
            "drops".into()
        }
        _ => "none".into(),
    }
}
