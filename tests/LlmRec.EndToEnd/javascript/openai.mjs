// Uses this service as OpenAI's own JavaScript client uses a model, and says what it got. Arguments: the base address, a key.
// Runs in the folder that the package was installed in.
import { createRequire } from 'node:module';

const { OpenAI } = createRequire(`${process.cwd()}/`)('openai');
const [baseURL, apiKey] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const model = 'llmrec';
const user = content => ({ role: 'user', content });
const ids = message => (message.annotations ?? []).map(a => a.item.id);
const refused = async promise => {
  try {
    await promise;
    return null;
  } catch (e) {
    return { class: e.constructor.name, status: e.status, code: e.code, param: e.param, type: e.type, message: e.message, hasRequestId: Boolean(e.requestID) };
  }
};

const said = {};
said.models = (await client.models.list()).data.map(m => m.id);
said.model = await client.models.retrieve('use-lite');

const first = await client.chat.completions.create({ model, messages: [{ role: 'system', content: 'Be brief.' }, user('I loved Alien')], temperature: 0.3, seed: 7 });
const message = first.choices[0].message;
said.first = { object: first.object, finish: first.choices[0].finish_reason, usage: first.usage, content: message.content, ids: ids(message), likes: message.llmrec.state.likes, annotation: message.annotations[0] };

// As most programs do: the message that came is put into the history as it is.
const second = await client.chat.completions.create({ model, messages: [user('I loved Alien'), message, user('more')] });
said.second = { ids: ids(second.choices[0].message), shown: second.choices[0].message.llmrec.state.shown };
// As chat pages do: only the words are kept.
const third = await client.chat.completions.create({ model, messages: [user('I loved Alien'), { role: 'assistant', content: message.content }, user([{ type: 'text', text: 'why the second one?' }].map(p => p.text).join('')), ] });
said.why = third.choices[0].message.content;
const parts = await client.chat.completions.create({ model, messages: [user([{ type: 'text', text: 'something like Alien,' }, { type: 'text', text: 'but no horror' }])] });
said.parts = { ids: ids(parts.choices[0].message), unwanted: parts.choices[0].message.llmrec.state.unwanted.map(u => u.value) };

const chunks = [];
for await (const chunk of await client.chat.completions.create({ model, messages: [user('I loved Alien')], stream: true, stream_options: { include_usage: true } })) {
  chunks.push(chunk);
}
said.stream = {
  content: chunks.map(c => c.choices[0]?.delta?.content ?? '').join(''),
  role: chunks[0].choices[0].delta.role,
  finish: chunks.map(c => c.choices[0]?.finish_reason).filter(Boolean),
  pieces: chunks.length,
  ids: chunks.length > 0 && new Set(chunks.map(c => c.id)).size,
  usage: chunks.at(-1).usage,
  lastChoices: chunks.at(-1).choices,
};
const helper = client.chat.completions.stream({ model, messages: [user('I loved Alien')] });
let heard = '';
helper.on('content', delta => { heard += delta; });
const final = await helper.finalChatCompletion();
said.helper = { same: heard === final.choices[0].message.content, content: final.choices[0].message.content, ids: ids(final.choices[0].message), likes: final.choices[0].message.llmrec.state.likes };

const stopped = await client.chat.completions.create({ model, messages: [user('I loved Alien')], stop: ['\n\n'] });
said.stopped = { content: stopped.choices[0].message.content, finish: stopped.choices[0].finish_reason, ids: ids(stopped.choices[0].message) };
const short = await client.chat.completions.create({ model, messages: [user('I loved Alien')], max_completion_tokens: 5 });
said.short = { finish: short.choices[0].finish_reason, tokens: short.usage.completion_tokens };

const texts = ['a heist that goes wrong', 'een film over de zee 🌊'];
const asked = await client.embeddings.create({ model: 'use-lite', input: texts });
const floats = await client.embeddings.create({ model: 'use-lite', input: texts, encoding_format: 'float', dimensions: 512 });
const raw = await client.embeddings.create({ model: 'use-lite', input: texts[0], encoding_format: 'base64' });
said.embeddings = {
  counts: asked.data.map(d => d.embedding.length),
  same: asked.data.every((d, i) => d.embedding.every((x, j) => x === Math.fround(floats.data[i].embedding[j]))),
  norm: Math.hypot(...asked.data[0].embedding),
  model: asked.model,
  usage: asked.usage,
  base64: typeof raw.data[0].embedding,
};

const chat = body => client.chat.completions.create({ model, messages: [user('I loved Alien')], ...body });
said.errors = {
  key: await refused(new OpenAI({ baseURL, apiKey: 'wrong', maxRetries: 0 }).models.list()),
  model: await refused(chat({ model: 'gpt-4o' })),
  encoder: await refused(chat({ model: 'use-lite' })),
  modelGet: await refused(client.models.retrieve('no/such model')),
  n: await refused(chat({ n: 2 })),
  tools: await refused(chat({ tools: [{ type: 'function', function: { name: 'f', parameters: {} } }] })),
  json: await refused(chat({ response_format: { type: 'json_object' } })),
  image: await refused(chat({ messages: [user([{ type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } }])] })),
  long: await refused(chat({ messages: [user('x'.repeat(100_000))] })),
  streamed: await refused(chat({ stream: true, messages: [] })),
  tokens: await refused(client.embeddings.create({ model: 'use-lite', input: [1, 2, 3] })),
  dimensions: await refused(client.embeddings.create({ model: 'use-lite', input: 'x', dimensions: 64 })),
  responses: await refused(client.responses.create({ model, input: 'hello' })),
};
console.log(JSON.stringify(said));
