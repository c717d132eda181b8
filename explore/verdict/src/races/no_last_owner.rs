//! Who is the last to own what is in an `Arc` is to do something, and nobody is.

use explore::sync::{NOBODY_ELSE_OWNS_IT, OTHERS_OWN_IT};
use explore::{Act, Step};

use crate::diagnosis::{Diagnosis, Sure};
use crate::whereabouts::line_at;

/// Two tasks ask whether others own it, before either of them lets go, and nobody finds
/// that it is alone.
pub(crate) fn diagnose(steps: &[Step]) -> Option<Diagnosis> {
    let told = |step: &Step, answer: &str| {
        step.act == Act::Notes && step.operation == answer
    };
    if steps.iter().any(|step| told(step, NOBODY_ELSE_OWNS_IT)) {
        return None;
    }
    let asks = |place: &usize| told(&steps[*place], OTHERS_OWN_IT);
    let all: Vec<usize> = (0..steps.len()).filter(asks).collect();
    let &late = all.last()?;
    let of_another = |&&place: &&usize| steps[place].task != steps[late].task;
    let &early = all.iter().rfind(of_another)?;
    let (first, second) = (&steps[early], &steps[late]);
    let sentence = format!(
        "{} asked in line {} whether others own what is in an Arc, and {} in line {}. Each \
         found that others do, as neither had dropped its own clone. So both dropped it, \
         and none of them was the last.",
        first.task,
        line_at(first.location),
        second.task,
        line_at(second.location)
    );
    Some(Diagnosis {
        steps: vec![early, late],
        wrong: Some(late),
        sure: Sure::Certain,
        ask: Some(
            "which function asks and drops in one step? Arc::into_inner does"
                .into(),
        ),
        ..Diagnosis::told("nobody was the last owner", sentence)
    })
}
