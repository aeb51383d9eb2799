#!/bin/sh
# What the policy finds in all workspaces, for the textfile collector of Prometheus' node exporter. For cron:
#   */15 * * * * cd /srv/di-jobs && ./metrics.sh /var/lib/node_exporter/textfile_collector
# Findings, and what could not be checked, are metrics. A run that could not begin leaves those of before, and says why.
umask 022 # the exporter is another user
mkdir -p out
touch out/began
npx --no-install dijobs check --policy fleet.policy.yaml --timeout 10m \
  --format prometheus="$1/dijobs.prom" > out/metrics.log 2>&1
[ "$1/dijobs.prom" -nt out/began ] || { cat out/metrics.log >&2; exit 2; }
