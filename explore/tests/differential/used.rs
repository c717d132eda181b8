//! What is documented holds on both.

use explore::Explore;

use crate::model::programs::uses as modelled;
use crate::real::programs::uses as real;

#[test]
fn what_uses_all_of_an_interface_ends_well_on_both() {
    assert_eq!(modelled::ALL.len(), real::ALL.len());
    real::ALL.iter().for_each(|program| program());
    for program in modelled::ALL {
        Explore::reduced().max_schedules(2_000).run(program).clean();
    }
}
