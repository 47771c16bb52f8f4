-- Of a hundred requests 40 read the account, 40 the settings, 15 write them, 5 refresh a session.
local me, settings
local n = 0

function prepare()
  for _, user in ipairs(users) do keep_token(user.refresh) end
  me = in_turn(function(user) return wrk.format("GET", "/api/v1/auth/me", { ["Authorization"] = user.access }) end)
  settings = in_turn(function(user) return wrk.format("GET", "/api/v1/settings", { ["Authorization"] = user.access }) end)
end

function request()
  n = n + 1
  local kind = n * 37 % 100
  if kind < 40 then return me() end
  if kind < 80 then return settings() end
  if kind < 95 then return put_request(users[n % #users + 1]) end
  return refresh_request()
end

function response(status, headers, body)
  local token = body:match('"refresh_token":"([^"]+)"')
  if token then keep_token(token) end
end
