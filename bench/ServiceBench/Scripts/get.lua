function prepare()
  request = in_turn(function(user) return wrk.format("GET", nil, { ["Authorization"] = user.access }) end)
end
