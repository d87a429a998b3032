#!/bin/sh
# Opens a report in headless Chromium at the widths of a phone, a desktop and a printed page, in light and in
# dark, and checks it: nothing in the console, nothing wider than the page, no violation found by axe-core.
#
#   tests/accessibility/run.sh report.html…
#
# Needs Chromium and Python's websocket module (Debian: chromium, python3-websocket); fetches axe-core
# (MPL-2.0) once into target/. Where any of these cannot be had, it says so and ends well.
set -eu
cd "$(dirname "$0")"
export OLDPWD # where the reports are named from
axe_version=4.10.3
axe_sha256=880970c081707360e64f34cea25ff91892f5bc95675b0776925b9709dd8a68bb
store=../../target/accessibility
axe="$store/axe-$axe_version.min.js"

skip() {
  echo "SKIPPED: the report was not checked in a browser: $1" >&2
  exit 0
}

command -v chromium >/dev/null || skip "there is no Chromium (Debian: apt install chromium)"
python=
for candidate in python3 /usr/bin/python3; do
  "$candidate" -c 'import websocket' 2>/dev/null && python=$candidate && break
done
[ -n "$python" ] || skip "there is no Python with a websocket module (Debian: apt install python3-websocket)"
mkdir -p "$store"
if [ ! -s "$axe" ]; then
  command -v curl >/dev/null || skip "there is no curl to fetch axe-core with"
  curl -sSfL -m 120 "https://registry.npmjs.org/axe-core/-/axe-core-$axe_version.tgz" -o "$store/axe.tgz" \
    || skip "axe-core cannot be fetched"
  tar -xzf "$store/axe.tgz" -C "$store" package/axe.min.js 2>/dev/null \
    || skip "what came is not the package of axe-core"
  mv "$store/package/axe.min.js" "$axe"
fi
echo "$axe_sha256  $axe" | sha256sum --check --quiet || { rm -f "$axe"; skip "axe-core is not the file expected"; }
"$python" check.py "$axe" "$@"
