#!/bin/sh
# Stands in for cargo: builds two crates of three, and then nothing until it may go on.
if test "$1" = tree; then
    printf '%s\n' 'one v1.0.0' 'two v1.0.0' 'three v1.0.0' 'one v1.0.0 (*)'
    exit
fi
for name in one two; do
    printf '{"reason":"compiler-artifact","package_id":"%s",' "$name"
    printf '"manifest_path":"/%s/Cargo.toml","target":{"name":"%s"},' "$name" "$name"
    printf '"fresh":false}\n'
done
while test ! -e "$MAY_GO_ON" && kill -0 "$PPID"; do
    sleep 0.01
done
echo "error: No space left on device (os error 28)" >&2
exit 101
