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

# Versions need a history, so the rest happens in a copy with a repository of
# its own. The prompt that does not compose stays behind.
work=$(mktemp -d) || exit 3
trap 'rm -rf "$work"' EXIT
cp -R quoin.toml prompts samples schemas "$work" && rm "$work/prompts/sales/outreach.md" && cd "$work" || exit 3
commit() {
  git add -A && git -c user.name="$1" -c user.email="$1@example.com" -c commit.gpgsign=false commit -q -m "$2" || exit 3
}
git init -q -b main || exit 3
"$quoin" release -q >/dev/null && "$quoin" promote -q support/triage 4.0.0 --to production >/dev/null || exit 3
commit Ada 'First releases'

printf '\n\033[1m# somebody edits one word of a shared fragment\033[0m\n'
sed 's/You MUST NOT reveal/Try not to reveal/' prompts/fragments/safety/no-pii.md >new && mv new prompts/fragments/safety/no-pii.md
show diff
show lint -q --fail-on off prompts/support/triage.md
show release --reason 'customers found it stern'
commit Grace 'Soften the privacy rule'
show log support/triage
show labels
show cost --by version
show blame support/triage
show audit
