// Exact search by usearch. Arguments: a file of 32-bit floats, the dimension, the hits wanted. Reads the path of a file of
// queries a line, and answers {"milliseconds":[…],"keys":[[…]]}, one query at a time.
import { createInterface } from "node:readline";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { exactSearch, MetricKind } from "usearch";

const [file, dimension, limit] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const rows = floats(file);
console.log(JSON.stringify({ ready: true }));
for await (const line of createInterface({ input: process.stdin })) {
  const queries = floats(line);
  const answer = { milliseconds: [], keys: [] };
  for (let i = 0; i < queries.length; i += dimension) {
    // A copy: the library reads a view from the beginning of what it is a view of.
    const query = queries.slice(i, i + dimension);
    const started = performance.now();
    const found = exactSearch(rows, query, dimension, limit, MetricKind.IP);
    answer.milliseconds.push(performance.now() - started);
    answer.keys.push(Array.from(found.keys, Number));
  }
  console.log(JSON.stringify(answer));
}
process.exit(0);

// readFileSync stops at 2 GiB.
function floats(path) {
  const handle = openSync(path, "r");
  const bytes = new ArrayBuffer(fstatSync(handle).size);
  for (let at = 0; at < bytes.byteLength; ) {
    at += readSync(handle, new Uint8Array(bytes), at, Math.min(1 << 30, bytes.byteLength - at), at);
  }
  closeSync(handle);
  return new Float32Array(bytes);
}
