#!/bin/sh
# Stands in for cargo, and says what cargo and rustc say when the disk is full.
cat <<'END'
{"reason":"compiler-message","message":{"level":"error","spans":[],"rendered":"error: failed to write `/t/full.rmeta`: No space left on device (os error 28)\n"}}
END
echo "error: could not compile \`explore\` (lib) due to 1 previous error" >&2
exit 101
