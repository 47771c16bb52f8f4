function prepare()
  local only = wrk.format("GET")
  request = function() return only end
end
