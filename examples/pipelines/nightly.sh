#!/bin/sh
# Proves the policy, compares with the snapshot, and records it anew: for any runner, or cron, which starts it elsewhere:
#   0 3 * * * cd /srv/di-jobs && ./nightly.sh
# Exit code: 0 all is well, 1 findings or drift, 2 not everything could be checked.
worst=0

gate() {
  "$@"
  status=$?
  [ "$status" -le 2 ] || status=2
  [ "$status" -le "$worst" ] || worst=$status
}

gate npx --no-install dijobs check --policy dijobs.policy.yaml --format text --format json=out/check.json
gate npx --no-install dijobs drift --format text --format json=out/drift.json
gate npx --no-install dijobs refresh --ignore-status --format markdown=out/change.md

# Only what differs in more than a status has changed a file.
if ! git diff --quiet -- 'dataworks.snapshot.*'; then
  git switch --quiet --force-create di-jobs-refresh
  { printf 'DI jobs: refresh the snapshot\n\n' && cat out/change.md; } |
    git commit --quiet --file - -- 'dataworks.snapshot.*'
fi
exit "$worst"
