function prepare()
  for _, user in ipairs(users) do keep_token(user.refresh) end
end

request = refresh_request

function response(status, headers, body)
  local token = body:match('"refresh_token":"([^"]+)"')
  if token then keep_token(token) end
end
