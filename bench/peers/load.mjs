// Load by autocannon. Arguments: URL, users, connections, requests a second (0: as many as it holds), seconds. Distinct users
// in a seeded random order; prints {"rate","p50","p99","max","failed"}.
import autocannon from "autocannon";

const [url, ...numbers] = process.argv.slice(2);
const [users, connections, rate, seconds] = numbers.map(Number);
let seed = 7;
const order = Array.from({ length: users }, (_, i) => i);
for (let i = users - 1; i > 0; i--) {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  const j = seed % (i + 1);
  [order[i], order[j]] = [order[j], order[i]];
}
let next = 0;
const result = await autocannon({
  url,
  connections,
  duration: seconds,
  ...(rate > 0 ? { overallRate: rate } : {}),
  // One request with a path of its own each time: every connection would else begin with the same user.
  requests: [{ setupRequest: request => ({ ...request, method: "GET", path: `/v1/users/u${order[next++ % users]}/recommendations?limit=10` }) }],
});
console.log(JSON.stringify({
  rate: result.requests.average, p50: result.latency.p50, p99: result.latency.p99, max: result.latency.max, failed: result.non2xx + result.errors + result.timeouts,
}));
