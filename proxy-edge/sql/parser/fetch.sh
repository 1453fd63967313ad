#!/bin/sh
# Fetches libpg_query's WebAssembly from the npm registry, once, and refuses any other than the pinned one.
set -eu
want=378b64e6182f65c71ad5dbd2c31c81e9dfed7d2f2debfb4b51c0d0de8fa2ae36
here=$(dirname "$0")
into=$1
wasm=$into/node_modules/libpg-query/wasm/libpg-query.wasm
right() { [ -f "$wasm" ] && echo "$want  $wasm" | { sha256sum -c - || shasum -a 256 -c -; } >/dev/null 2>&1; }
right && exit 0
mkdir -p "$into"
cp "$here/package.json" "$here/package-lock.json" "$into/"
(cd "$into" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
right || { echo "$wasm is not the pinned build of libpg_query 18.1.5" >&2; exit 1; }
