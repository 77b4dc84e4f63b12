#!/bin/sh
# Fetches what package-lock.json pins and copies what the pages are served with into the folder of the first argument.
# Called by the Maven build. Never fails it: without the library a page shows its tables and draws no charts.
cd "$(dirname "$0")" || exit 1
to=${1:?the folder to copy to}
stamp=node_modules/.tvarsyn-lock
way_out="install npm and build again; until then the pages have tables and no charts"
if ! { [ -f "$stamp" ] && cmp -s package-lock.json "$stamp"; }; then
  if ! command -v npm >/dev/null 2>&1; then
    echo "web: npm is missing, so there are no charts: $way_out" >&2
    exit 0
  fi
  if ! npm ci --no-progress >npm-ci.log 2>&1; then
    echo "web: npm could not fetch the charts' library (see web/npm-ci.log): $way_out" >&2
    exit 0
  fi
  rm -f npm-ci.log
  cp package-lock.json "$stamp"
fi
mkdir -p "$to"
# Bars, lines and axes; the whole library is more than twice as long.
cmp -s node_modules/echarts/dist/echarts.simple.min.js "$to/echarts.js" ||
  cp node_modules/echarts/dist/echarts.simple.min.js "$to/echarts.js"
cmp -s node_modules/echarts/LICENSE "$to/echarts-LICENSE.txt" || cp node_modules/echarts/LICENSE "$to/echarts-LICENSE.txt"
