local n = 0

function prepare() end

function request()
  n = n % #users + 1
  return put_request(users[n])
end
