-- Comes before each of the other scripts. What follows -- on the command line: a file of users, how many threads there are, a name of this run,
-- and how many milliseconds a connection waits before each request.
-- A line of the file: access token, refresh token, e-mail address, device token, parted by tabs. Each thread takes its share of them.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(arguments)
  users, run = {}, arguments[3]
  local line_number = 0
  for line in io.lines(arguments[1]) do
    if line_number % tonumber(arguments[2]) == number then
      local access, refresh, email, device = line:match("^(%S+)\t(%S+)\t(%S+)\t(%S+)$")
      users[#users + 1] = { access = "Bearer " .. access, refresh = refresh, email = email, device = device }
    end
    line_number = line_number + 1
  end
  local pause = tonumber(arguments[4])
  -- wrk waits before each request where there is this function, and not at all where there is none.
  if pause > 0 then delay = function() return pause end end
  prepare()
end

-- A request for each user, made beforehand, one after the other and again from the first.
function in_turn(make)
  local requests, n = {}, 0
  for i, user in ipairs(users) do requests[i] = make(user) end
  return function()
    n = n % #requests + 1
    return requests[n]
  end
end

-- Refresh tokens: each is spent once, and answers bring new ones.
local tokens, first, last = {}, 1, 0

function keep_token(token)
  last = last + 1
  tokens[last] = token
end

function spend_token()
  local token = tokens[first]
  if token then
    tokens[first] = nil
    first = first + 1
  end
  return token or "none"
end

function refresh_request()
  return wrk.format("POST", "/api/v1/auth/refresh", { ["Content-Type"] = "application/json" }, '{"refresh_token":"' .. spend_token() .. '"}')
end

local written, pad = 0, string.rep("x", 980)

-- A document of 1 KB, each time another.
function put_request(user)
  written = written + 1
  return wrk.format("PUT", "/api/v1/personas/load/settings", { ["Authorization"] = user.access, ["Content-Type"] = "application/json" },
    '{"n":"' .. run .. "-" .. number .. "-" .. written .. '","pad":"' .. pad .. '"}')
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    '\nSUMMARY {"seconds":%.6f,"requests":%d,"connect":%d,"read":%d,"write":%d,"status":%d,"timeout":%d,"p50":%.0f,"p99":%.0f,"p999":%.0f}\n',
    summary.duration / 1e6, summary.requests, e.connect, e.read, e.write, e.status, e.timeout,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
end
