-- Of ten requests eight read the account and two write settings.
local me
local n = 0

function prepare()
  me = in_turn(function(user) return wrk.format("GET", "/api/v1/auth/me", { ["Authorization"] = user.access }) end)
end

function request()
  n = n + 1
  if n % 5 == 0 then return put_request(users[n % #users + 1]) end
  return me()
end
