//! Ctrl-C ends what runs, and leaves what is known by then.

use workshop::Stop;

/// What Ctrl-C stops. A second one ends this program at once. Elsewhere than on Unix the
/// first one does.
pub(crate) fn stop() -> Stop {
    let stop = Stop::sole();
    #[cfg(unix)]
    {
        use std::thread;

        use signal_hook::consts::{SIGINT, SIGTERM};
        use signal_hook::iterator::Signals;
        use signal_hook::low_level::emulate_default_handler;

        let stops = stop.clone();
        let listen = move |mut signals: Signals| {
            for signal in &mut signals {
                if stops.is_stopped() {
                    let _ = emulate_default_handler(signal);
                }
                stops.stop();
            }
        };
        // Without, Ctrl-C ends this program as it ends others.
        if let Ok(signals) = Signals::new([SIGINT, SIGTERM]) {
            thread::spawn(move || listen(signals));
        }
    }
    stop
}
