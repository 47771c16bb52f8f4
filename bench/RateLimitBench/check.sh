#!/bin/sh
# Requests a second of a check, of a batch of 100 and of a bare endpoint, in turns on the same machine. Needs wrk, curl and python3.
# Usage: bench/RateLimitBench/check.sh [seconds] [connections]
set -eu
seconds=${1:-5}
connections=${2:-32}
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
port=5411
bare=5412
trap 'kill $silo $server 2>/dev/null; rm -rf "$work"' EXIT

dotnet build -c Release -v quiet -nologo "$root/bench/RateLimitBench" >/dev/null
bin="$root/bench/RateLimitBench/bin/Release/net10.0"
dotnet "$bin/Actors.Silo.dll" --data "$work/data" --port $port --RateLimits:Enabled false --Logging:LogLevel:Default Warning \
    --Admin:Email admin@localhost --Admin:Password 'a lantern over cold water' \
    --RateLimits:Policies:bench:Limit 1000000 --RateLimits:Policies:bench:WindowSeconds 1 >"$work/log" 2>&1 &
silo=$!
dotnet "$bin/Actors.RateLimitBench.dll" serve $bare >/dev/null 2>&1 &
server=$!
tries=0
until curl -sf "http://127.0.0.1:$port/" >/dev/null; do
    tries=$((tries + 1))
    if [ $tries -gt 60 ] || ! kill -0 $silo; then cat "$work/log" >&2; exit 1; fi
    sleep 0.5
done

token=$(curl -sf "http://127.0.0.1:$port/api/v1/auth/login" -H 'Content-Type: application/json' \
    -d '{"email":"admin@localhost","password":"a lantern over cold water"}' | python3 -c 'import json,sys; print(json.load(sys.stdin)["access_token"])')

cat >"$work/post.lua" <<LUA
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer $token"
wrk.body = '{"policy":"bench","key":"customer-1"}'
LUA
{
    cat "$work/post.lua"
    echo 'local c = {}; for i = 1, 100 do c[i] = string.format(\x27{"policy":"bench","key":"customer-%d"}\x27, i) end' | sed "s/\\\\x27/'/g"
    echo 'wrk.body = [[{"checks":[]] .. table.concat(c, ",") .. "]}"'
} >"$work/batch.lua"

# Hundredths of a second of processor time that a process has used.
used() { awk '{print $14 + $15}' "/proc/$1/stat"; }

rate() { wrk -t2 -c"$connections" -d"${seconds}s" -s "$work/$1" "$2" | awk '/Non-2xx/ {print "refused:", $0 > "/dev/stderr"} /Requests\/sec/ {print $2}'; }

for round in 1 2 3; do
    u0=$(used $server)
    b=$(rate post.lua "http://127.0.0.1:$bare/bare")
    u1=$(used $server)
    v0=$(used $silo)
    s=$(rate post.lua "http://127.0.0.1:$port/api/v1/ratelimits/check")
    v1=$(used $silo)
    h=$(rate batch.lua "http://127.0.0.1:$port/api/v1/ratelimits/check")
    v2=$(used $silo)
    awk -v b="$b" -v s="$s" -v h="$h" -v t="$seconds" -v cb=$((u1 - u0)) -v cs=$((v1 - v0)) -v ch=$((v2 - v1)) 'BEGIN {
        printf "bare %.0f/s   check %.0f/s = %.2f of bare   batch of 100 %.0f/s = %.0f decisions/s, %.1f times single checks\n", b, s, s / b, h, h * 100, h * 100 / s
        printf "   processor time: bare %.1f us   check %.1f us   a decision of a batch %.2f us\n", cb * 1e4 / b / t, cs * 1e4 / s / t, ch * 1e2 / h / t }'
done
