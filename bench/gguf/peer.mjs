// The peer: llama.cpp through node-llama-cpp. Reads one JSON request a line, {"ids","max","end"}, and answers
// {"ids","firstTokenMs","tokensPerSecond"} with the greedy answer.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, file, threads] = process.argv.slice(2);
const entry = createRequire(pathToFileURL(`${modules}/`)).resolve("node-llama-cpp");
const { getLlama, LlamaLogLevel } = await import(pathToFileURL(entry));
const llama = await getLlama({ gpu: false, build: "never", logLevel: LlamaLogLevel.error, maxThreads: Number(threads) });
const model = await llama.loadModel({ modelPath: file });
const context = await model.createContext({ contextSize: 1024, threads: Number(threads) });
const sequence = context.getSequence();
console.log(JSON.stringify({ ready: true }));
for await (const line of createInterface({ input: process.stdin })) {
  const { ids, max, end } = JSON.parse(line);
  await sequence.clearHistory();
  const started = performance.now();
  let first = 0;
  const answer = [];
  for await (const token of sequence.evaluate(ids, { temperature: 0 })) {
    first ||= performance.now();
    if (token === end) break;
    answer.push(token);
    if (answer.length === max) break;
  }
  const seconds = (performance.now() - first) / 1000;
  console.log(JSON.stringify({ ids: answer, firstTokenMs: first - started, tokensPerSecond: answer.length > 1 ? (answer.length - 1) / seconds : 0 }));
}
process.exit(0);
