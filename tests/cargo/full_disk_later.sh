#!/bin/sh
# Stands in for cargo, and fills the disk on which the verdict will be written.
ln -sf /dev/full "verdict-$PPID.ron-part"
exec "$REAL_CARGO" "$@"
