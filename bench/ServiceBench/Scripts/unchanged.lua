-- The documents have version 1 and are not written to.
function prepare()
  request = in_turn(function(user) return wrk.format("GET", nil, { ["Authorization"] = user.access, ["If-None-Match"] = '"1"' }) end)
end
