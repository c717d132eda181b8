#!/bin/sh
# Stands in for cargo: notes what is kept of earlier builds, and fails by no line's fault.
echo $(ls "$KEPT") >>"$TRIES"
echo "the linker is gone" >&2
exit 1
