//! What a thing is, as the line says that makes it.

use explore::Object;

use super::Sources;

impl Sources {
    /// Whether it is a value that many watch.
    pub(crate) fn is_watch(self, object: &Object) -> bool {
        self.is_made_by(object, &["watch::"])
    }

    /// Whether it is a channel for one message.
    pub(crate) fn is_oneshot(self, object: &Object) -> bool {
        self.is_made_by(object, &["oneshot"])
    }

    /// Whether it is a token of cancellation, which is notified when it is cancelled.
    pub(crate) fn is_token(self, object: &Object) -> bool {
        self.is_made_by(object, &["CancellationToken", "child_token("])
    }

    /// Whether one of these words stands in the line that makes it.
    fn is_made_by(self, object: &Object, words: &[&str]) -> bool {
        let line = self.line(object.made.file(), object.made.line());
        line.is_some_and(|line| words.iter().any(|word| line.contains(word)))
    }
}
