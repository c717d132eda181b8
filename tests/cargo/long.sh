#!/bin/sh
# Stands in for a cargo that builds while another call fails: ends when that has failed
# once, and some looks later. Notes what has gone of what is kept meanwhile.
echo >"$BEGUN"
while [ ! -e "$TRIES" ] && kill -0 "$PPID"; do sleep 0.01; done
looks=0
while [ $looks -lt 50 ]; do
    [ -d "$KEPT/downloads-1" ] || { echo gone >"$GONE"; break; }
    sleep 0.01
    looks=$((looks + 1))
done
echo "No space left on device" >&2
exit 1
