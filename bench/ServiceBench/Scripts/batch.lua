function prepare()
  local checks = {}
  for i = 1, 100 do checks[i] = string.format('{"policy":"bench","key":"customer-%d"}', i) end
  local body = '{"checks":[' .. table.concat(checks, ",") .. "]}"
  request = in_turn(function(user)
    return wrk.format("POST", nil, { ["Authorization"] = user.access, ["Content-Type"] = "application/json" }, body)
  end)
end
