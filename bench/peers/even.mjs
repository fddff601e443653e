// Load at an even rate, whatever the answers take: request i is due at i / rate seconds, and its time counts from then.
// Arguments and output as load.mjs, connections being the most at once.
import http from "node:http";
import { order } from "./users.mjs";

const [url, ...numbers] = process.argv.slice(2);
const [users, connections, rate, seconds] = numbers.map(Number);
const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
const ids = order(users);
const times = [];
let failed = 0;
let sent = 0;
let answered = 0;
const start = performance.now();

function ask(due) {
  const done = ok => {
    times.push(performance.now() - due);
    failed += ok ? 0 : 1;
    if (++answered === rate * seconds) {
      times.sort((a, b) => a - b);
      const at = q => times[Math.min(times.length - 1, Math.floor(q * times.length))];
      console.log(JSON.stringify({ rate: answered / ((performance.now() - start) / 1000), p50: at(0.5), p99: at(0.99), max: times.at(-1), failed }));
      agent.destroy();
    }
  };
  http.get(`${url}/v1/users/u${ids[sent % users]}/recommendations?limit=10`, { agent }, response => {
    response.resume();
    response.on("end", () => done(response.statusCode === 200));
  }).on("error", () => done(false));
}

function tick() {
  const now = performance.now();
  for (let due = start + (sent * 1000) / rate; sent < rate * seconds && due <= now; due = start + (sent * 1000) / rate) {
    ask(due);
    sent++;
  }
  if (sent < rate * seconds) {
    setTimeout(tick, 1);
  }
}
tick();
