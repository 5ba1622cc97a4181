#!/bin/sh
# What `make demo` shows: each command on the sample workspace beside this
# file, with the command line above its output. The sample's faults are on
# purpose, so a command that finds them is no failure here.
quoin=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$(dirname "$0")" || exit 3

show() {
  printf '\n\033[1m$ quoin %s\033[0m\n' "$*"
  "$quoin" "$@"
  code=$?
  if [ $code -gt 1 ]; then
    printf 'demo: unexpected exit code %d\n' $code
    exit $code
  fi
}

show compose support/triage --samples --var tier=enterprise --explain
show graph
show tokens support/triage
show cost
show cost --by fragment
show lint
