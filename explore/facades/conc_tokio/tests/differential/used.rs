//! What is documented holds on both.

use explore::Explore;

use crate::{model, real};

#[test]
fn what_uses_all_of_an_interface_ends_well_on_both() {
    assert_eq!(model::uses::ALL.len(), real::uses::ALL.len());
    real::uses::ALL.iter().for_each(|program| program());
    for program in model::uses::ALL {
        Explore::reduced().max_schedules(2_000).run(program).clean();
    }
}
