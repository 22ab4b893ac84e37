-- With WRK_BODIES, the lines of that file are posted one after the other, each from an address of its
-- own, as a proxy would tell it.
local path = os.getenv("WRK_BODIES")
if path then
  local bodies, place = {}, 0
  for line in io.lines(path) do bodies[#bodies + 1] = line end
  function request()
    place = place + 1
    local address = string.format("10.%d.%d.%d", place / 65536 % 256, place / 256 % 256, place % 256)
    local headers = { ["Content-Type"] = "application/json", ["X-Forwarded-For"] = address }
    return wrk.format("POST", nil, headers, bodies[(place - 1) % #bodies + 1])
  end
end

-- What wrk prints at its end does not name the 95th percentile: print one line of JSON.
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "duration_us": %d, "p50_us": %d, "p95_us": %d, "errors": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(95),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
