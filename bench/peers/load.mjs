// Load by autocannon: each connection sends its share of a second back to back, then rests. Arguments: URL, users, connections, requests a second (0: as many as it holds), seconds. Distinct users
// in a seeded random order; prints {"rate","p50","p99","max","failed"}.
import autocannon from "autocannon";
import { order } from "./users.mjs";

const [url, ...numbers] = process.argv.slice(2);
const [users, connections, rate, seconds] = numbers.map(Number);
const ids = order(users);
let next = 0;
const result = await autocannon({
  url,
  connections,
  duration: seconds,
  ...(rate > 0 ? { overallRate: rate } : {}),
  // One request with a path of its own each time: every connection would else begin with the same user.
  requests: [{ setupRequest: request => ({ ...request, method: "GET", path: `/v1/users/u${ids[next++ % users]}/recommendations?limit=10` }) }],
});
console.log(JSON.stringify({
  rate: result.requests.average, p50: result.latency.p50, p99: result.latency.p99, max: result.latency.max, failed: result.non2xx + result.errors + result.timeouts,
}));
