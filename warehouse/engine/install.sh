#!/bin/sh
# Fetches the embedded ClickHouse engine (libchdb) that package-lock.json pins. Called by the Maven build.
# Never fails the build: a home with a ClickHouse server of its own needs no embedded engine.
cd "$(dirname "$0")" || exit 1
stamp=node_modules/.tvarsyn-lock
if [ -f "$stamp" ] && cmp -s package-lock.json "$stamp"; then exit 0; fi
way_out="install npm and build again, or set warehouse.url in tvarsyn.yaml to a ClickHouse server"
if ! command -v npm >/dev/null 2>&1; then
  echo "warehouse/engine: npm is missing, so there is no embedded ClickHouse: $way_out" >&2
  exit 0
fi
if ! npm ci --no-progress >npm-ci.log 2>&1; then
  echo "warehouse/engine: npm could not fetch the embedded ClickHouse (see warehouse/engine/npm-ci.log): $way_out" >&2
  exit 0
fi
rm -f npm-ci.log
if [ -d node_modules ]; then cp package-lock.json "$stamp"; fi
