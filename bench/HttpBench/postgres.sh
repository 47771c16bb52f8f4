#!/bin/sh
# Durable PUTs of settings on PostgreSQL: as the program does it, with a commit for each write (one prepared statement over a pool of 64),
# and a bare server, in turns on the same machine. Needs PostgreSQL's programs, wrk and python3.
# Usage: bench/HttpBench/postgres.sh [seconds] [connections] [rounds]
set -eu
seconds=${1:-5}
connections=${2:-64}
rounds=${3:-3}
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
programs=$(dirname "$(command -v initdb || find /usr/lib/postgresql -name initdb | sort -V | tail -n 1)")
psql=$(command -v psql || echo "$programs/psql")
batched=
alone=
bare=
# The server refuses to run as root.
as() { if [ "$(id -u)" -eq 0 ]; then (cd / && runuser -u nobody -- "$@"); else "$@"; fi; }
end() {
    for process in $batched $alone $bare; do kill "$process" 2>/dev/null && wait "$process" 2>/dev/null; done
    as "$programs/pg_ctl" stop -s -m fast -D "$work/pg" || true
    rm -rf "$work"
}
trap end EXIT

[ -n "${NO_BUILD:-}" ] || dotnet build -c Release -v quiet -nologo "$root/bench/HttpBench" >/dev/null
bin=$root/bench/HttpBench/bin/Release/net10.0
mkdir "$work/pg"
chmod 755 "$work"
[ "$(id -u)" -ne 0 ] || chown nobody "$work/pg"
as "$programs/initdb" -D "$work/pg" -U actors --auth=trust --encoding=UTF8 --locale=C >/dev/null
as "$programs/pg_ctl" start -s -w -D "$work/pg" -l "$work/pg/log" -o "-c listen_addresses= -c unix_socket_directories=$work/pg -c max_connections=200 -c synchronous_commit=on"
sql() { as "$psql" -qAt -h "$work/pg" -U actors -d "$1" -c "$2"; }

# Starts one on a database of its own: name, port, program.
start() {
    name=$1
    port=$2
    shift 2
    sql postgres "CREATE DATABASE $name TEMPLATE template0"
    "$@" --data "$work/$name" --port "$port" --Storage:Provider postgres --ConnectionStrings:Actors "Host=$work/pg;Username=actors;Database=$name" \
        --Passwords:BcryptCost 4 --RateLimits:Enabled false --Logging:LogLevel:Default Warning ${OPTIONS:-} >"$work/$name.log" 2>&1 &
}
start batched 5431 dotnet "$bin/Actors.Silo.dll"
batched=$!
start alone 5432 dotnet "$bin/Actors.HttpBench.dll" unbatched
alone=$!
dotnet "$bin/Actors.HttpBench.dll" serve 5433 >/dev/null 2>&1 &
bare=$!
for port in 5431 5432; do
    tries=0
    until curl -sf "http://127.0.0.1:$port/" >/dev/null; do
        tries=$((tries + 1))
        if [ $tries -gt 120 ] || ! kill -0 $batched || ! kill -0 $alone; then cat "$work"/*.log >&2; exit 1; fi
        sleep 0.5
    done
done

python3 - "$work" 5431 5432 <<'PY'
import json, sys, urllib.request
work, *ports = sys.argv[1:]
def call(port, path, body):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"})
    return json.load(urllib.request.urlopen(request))
for port in ports:
    tokens = []
    for i in range(64):
        user = {"email": f"user{i}@example.org", "password": "a lantern over cold water"}
        call(port, "/api/v1/auth/register", user)
        tokens.append(call(port, "/api/v1/auth/login", user)["access_token"])
    open(f"{work}/{port}.lua", "w").write("local tokens = {" + ",".join(f'"Bearer {t}"' for t in tokens) + '''}
local pad, n, threads = string.rep("x", 980), 0, 0
setup = function(thread) thread:set("id", threads); threads = threads + 1 end
request = function()
  n = n + 1
  return wrk.format("PUT", nil, {["Authorization"] = tokens[n % #tokens + 1], ["Content-Type"] = "application/json"},
    '{"n":"' .. id .. "-" .. n .. '","pad":"' .. pad .. '"}')
end
''')
PY
cp "$work/5431.lua" "$work/5433.lua"

# Hundredths of a second of processor time: of a process, and of the server's processes for a database.
used() { awk '{print $14 + $15}' "/proc/$1/stat"; }
served() { for process in $(sql postgres "SELECT pid FROM pg_stat_activity WHERE datname = '$1'"); do used "$process"; done | awk '{n += $1} END {print n + 0}'; }
commits() { sql postgres "SELECT xact_commit FROM pg_stat_database WHERE datname = '$1'"; }
rate() {
    wrk -t2 -c"$connections" -d"$2s" -s "$work/$1.lua" "http://127.0.0.1:$1$3" | awk '/Non-2xx/ {print "refused:", $0 > "/dev/stderr"} /Requests\/sec/ {print $2}'
}
put=/api/v1/personas/default/settings
# Once without counting: what runs for the first time is compiled.
for port in 5431 5432; do rate $port 5 $put >/dev/null; done
rate 5433 3 /document >/dev/null

for round in $(seq "$rounds"); do
    before=$(commits batched)
    a0=$(used $batched)
    p0=$(served batched)
    together=$(rate 5431 "$seconds" $put)
    a1=$(used $batched)
    p1=$(served batched)
    after=$(commits batched)
    b0=$(used $alone)
    q0=$(served alone)
    own=$(rate 5432 "$seconds" $put)
    b1=$(used $alone)
    q1=$(served alone)
    yard=$(rate 5433 "$seconds" /document)
    awk -v r="$round" -v a="$together" -v b="$own" -v y="$yard" -v c=$((after - before)) -v t="$seconds" \
        -v ca=$((a1 - a0)) -v pa=$((p1 - p0)) -v cb=$((b1 - b0)) -v pb=$((q1 - q0)) 'BEGIN {
        printf "round %d: batched %.0f PUT/s (%.1f a commit), a commit each %.0f PUT/s: %.2f times as many; bare %.0f/s, of which batched is %.2f\n", r, a, a * t / (c > 0 ? c : 1), b, a / b, y, a / y
        printf "   processor time of a PUT: batched %.0f us and %.0f us of the database, a commit each %.0f us and %.0f us\n", ca * 1e4 / a / t, pa * 1e4 / a / t, cb * 1e4 / b / t, pb * 1e4 / b / t }'
done
