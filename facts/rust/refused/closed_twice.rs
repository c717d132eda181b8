// holds channel_basics closing: "Closing twice does not compile"
// with crossbeam

pub fn closes() {
    let (send, _receive) = crossbeam::channel::bounded::<u8>(1);
    drop(send);
    drop(send);
}

// does not compile: E0382
