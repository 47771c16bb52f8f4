function prepare()
  request = in_turn(function(user)
    return wrk.format("POST", nil, { ["Authorization"] = user.access, ["Content-Type"] = "application/json" }, '{"policy":"bench","key":"customer-1"}')
  end)
end
