#!/bin/sh
# What each idle watcher takes of the process, in memory and processor. Needs curl and python3, and descriptors for twice as many sockets.
# Usage: bench/HttpBench/watch.sh [watchers]
set -eu
count=${1:-5000}
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
port=5423
silo=
trap 'kill $silo 2>/dev/null; rm -rf "$work"' EXIT

[ -n "${NO_BUILD:-}" ] || dotnet build -c Release -v quiet -nologo "$root/bench/HttpBench" >/dev/null
bin=${BIN:-"$root/bench/HttpBench/bin/Release/net10.0"}
password='a lantern over cold water'
dotnet "$bin/Actors.Silo.dll" --data "$work/data" --port $port --RateLimits:Enabled false --Passwords:BcryptCost 4 --Admin:Password "$password" >"$work/log" 2>&1 &
silo=$!
tries=0
until curl -sf "http://127.0.0.1:$port/api/v1/auth/login" -H 'Content-Type: application/json' \
    -d "{\"email\":\"admin@localhost\",\"password\":\"$password\"}" >"$work/login"; do
    tries=$((tries + 1))
    if [ $tries -gt 120 ] || ! kill -0 $silo; then cat "$work/log" >&2; exit 1; fi
    sleep 0.5
done

token=$(python3 -c 'import json,sys; print(json.load(open(sys.argv[1]))["access_token"])' "$work/login")
dotnet "$bin/Actors.HttpBench.dll" watch "http://127.0.0.1:$port" "$token" "$count" "$silo"
