// cargo add crossbeam@0.8.5

use crossbeam::channel::{self, Receiver};
use crossbeam::select;

fn main() {
    let (sender, letters) = channel::bounded(3);
    let mut parcels: Receiver<u32> = channel::never();

    for letter in 1..=3 {
        sender.send(letter).unwrap();
    }
    for _ in 0..3 {
        select! {
            recv(letters) -> letter => println!("letter {}", letter.unwrap()),
            recv(parcels) -> parcel => println!("parcel {}", parcel.unwrap()),
        }
    }
    let (parcel_sender, switched_on) = channel::bounded(1);
    parcel_sender.send(1).unwrap(); // `sender` is still there, so `letters` is open
    parcels = switched_on;
    select! {
        recv(letters) -> letter => println!("letter {}", letter.unwrap()),
        recv(parcels) -> parcel => println!("parcel {}", parcel.unwrap()),
    }
}
