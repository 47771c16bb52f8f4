#!/bin/sh
# Requests a second of the program beside a bare server, in turns on the same machine. Needs wrk, curl and python3.
# Usage: bench/HttpBench/compare.sh [seconds] [connections] [rounds] [case ...]; cases: settings me put
set -eu
seconds=${1:-5}
connections=${2:-64}
rounds=${3:-3}
[ $# -ge 3 ] && shift 3 || shift $#
cases=${*:-settings me put}
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
port=5421
bare=5422
silo=
server=
trap 'kill $silo $server 2>/dev/null; rm -rf "$work"' EXIT

[ -n "${NO_BUILD:-}" ] || dotnet build -c Release -v quiet -nologo "$root/bench/HttpBench" >/dev/null
bin=${BIN:-"$root/bench/HttpBench/bin/Release/net10.0"}
limits=$(for tier in default read write; do printf ' --RateLimits:Policies:%s:Limit 1000000 --RateLimits:Policies:%s:WindowSeconds 1' $tier $tier; done)
# shellcheck disable=SC2086
dotnet "$bin/Actors.Silo.dll" --data "$work/data" --port $port --Passwords:BcryptCost 4 $limits \
    --RateLimits:Policies:auth:Limit 100000 --RateLimits:Policies:anonymous:Limit 100000 >"$work/log" 2>&1 &
silo=$!
dotnet "$bin/Actors.HttpBench.dll" serve $bare >/dev/null 2>&1 &
server=$!
tries=0
until curl -sf "http://127.0.0.1:$port/" >/dev/null; do
    tries=$((tries + 1))
    if [ $tries -gt 60 ] || ! kill -0 $silo; then cat "$work/log" >&2; exit 1; fi
    sleep 0.5
done

python3 - "$port" "$work" <<'PY'
import json, sys, urllib.request
port, work = sys.argv[1:]
def call(method, path, body, token=None):
    headers = {"Content-Type": "application/json"}
    if token: headers["Authorization"] = "Bearer " + token
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", json.dumps(body).encode(), headers, method=method)
    return json.load(urllib.request.urlopen(request))
tokens = []
for i in range(64):
    user = {"email": f"user{i}@example.org", "password": "a lantern over cold water"}
    call("POST", "/api/v1/auth/register", user)
    tokens.append(call("POST", "/api/v1/auth/login", user)["access_token"])
    call("PUT", "/api/v1/personas/default/settings", {"pad": "x" * 1000}, tokens[-1])
table = "local tokens = {" + ",".join(f'"Bearer {t}"' for t in tokens) + "}\nlocal n = 0\n"
open(f"{work}/get.lua", "w").write(table + """
request = function() n = n % #tokens + 1; return wrk.format(nil, nil, {["Authorization"] = tokens[n]}) end
""")
open(f"{work}/put.lua", "w").write(table + """
local pad = string.rep("x", 980)
local threads = 0
setup = function(thread) thread:set("id", threads); threads = threads + 1 end
request = function()
  n = n + 1
  return wrk.format("PUT", nil, {["Authorization"] = tokens[n % #tokens + 1], ["Content-Type"] = "application/json"},
    '{"n":"' .. id .. "-" .. n .. '","pad":"' .. pad .. '"}')
end
""")
PY

# Hundredths of a second of processor time that a process has used.
used() { awk '{print $14 + $15}' "/proc/$1/stat"; }

rate() {
    wrk -t2 -c"$connections" -d"${seconds}s" --latency -s "$work/$1" "$2" |
        awk '/Non-2xx/ {print "refused:", $0 > "/dev/stderr"} /99%/ {p=$2} /Requests\/sec/ {print $2, p}'
}

compare() {
    u0=$(used $server)
    b=$(rate "$2" "http://127.0.0.1:$bare$3")
    u1=$(used $server)
    v0=$(used $silo)
    s=$(rate "$2" "http://127.0.0.1:$port$4")
    v1=$(used $silo)
    echo "$b $s" | awk -v name="$1" -v t="$seconds" -v cb=$((u1 - u0)) -v cs=$((v1 - v0)) '{
        printf "%-9s bare %.0f/s (99 %% %s, %.1f us)   ours %.0f/s (99 %% %s, %.1f us) = %.2f of bare\n", name, $1, $2, cb * 1e4 / $1 / t, $3, $4, cs * 1e4 / $3 / t, $3 / $1 }'
}

# Once without counting: what runs for the first time is compiled.
for warm in get.lua put.lua; do wrk -t2 -c"$connections" -d3s -s "$work/$warm" "http://127.0.0.1:$port/api/v1/personas/default/settings" >/dev/null; done
wrk -t2 -c"$connections" -d3s -s "$work/get.lua" "http://127.0.0.1:$bare/document" >/dev/null

[ -z "${PROFILE:-}" ] || { echo "silo $silo"; sh -c "$PROFILE" -- "$silo" "$work" "$port"; }
for round in $(seq "$rounds"); do
    for case in $cases; do
        case $case in
            settings) compare settings get.lua /document /api/v1/settings ;;
            me) compare me get.lua /user /api/v1/auth/me ;;
            put) compare put put.lua /document /api/v1/personas/default/settings ;;
        esac
    done
done
