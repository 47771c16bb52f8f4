-- From a device that is known.
function prepare()
  request = in_turn(function(user)
    return wrk.format("POST", nil, { ["Content-Type"] = "application/json", ["X-Device-Token"] = user.device },
      '{"email":"' .. user.email .. '","password":"a lantern over cold water"}')
  end)
end
