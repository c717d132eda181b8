// cargo add crossbeam@0.8.5

use std::thread;

use crossbeam::channel::{self, never, select};

fn main() {
    let (letters_in, mut letters) = channel::bounded(1);
    let (parcels_in, mut parcels) = channel::bounded(1);

    thread::scope(|scope| {
        scope.spawn(move || {
            for number in 1..=3 {
                letters_in.send(number).unwrap();
            }
        }); // the sender is dropped here, which closes the channel
        scope.spawn(move || {
            for number in 1..=5 {
                parcels_in.send(number).unwrap();
            }
        });

        let mut open = 2;
        while open > 0 {
            select! {
                recv(letters) -> letter => match letter {
                    Ok(number) => println!("letter {number}"),
                    Err(closed) => {
                        println!("letters: {closed}");
                        letters = never();
                        open -= 1;
                    }
                },
                recv(parcels) -> parcel => match parcel {
                    Ok(number) => println!("parcel {number}"),
                    Err(closed) => {
                        println!("parcels: {closed}");
                        parcels = never();
                        open -= 1;
                    }
                },
            }
        }
    });
    println!("both are closed");
}
