#!/usr/bin/env bash
# All benches, or those named: bench/run.sh [encoder|quality|index|map|http|import|backfill|torch|step|scale|ablations …] [--size small|full] [--out FILE]. See README.md.
set -euo pipefail
cd "$(dirname "$0")"
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
fi
for project in ../src/Api ../src/Cli suite; do
  dotnet build "$project" -c Release --nologo -v quiet
done
exec dotnet "suite/bin/Release/net10.0/LlmRec.Bench.dll" "$@"
