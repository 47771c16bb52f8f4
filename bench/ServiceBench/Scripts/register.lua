local n = 0

function prepare() end

function request()
  n = n + 1
  return wrk.format("POST", nil, { ["Content-Type"] = "application/json" },
    '{"email":"new-' .. run .. "-" .. number .. "-" .. n .. '@example.org","password":"a lantern over cold water"}')
end
