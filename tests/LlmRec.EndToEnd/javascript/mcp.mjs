// Uses `llmrec mcp` as the official client of the Model Context Protocol does, and says what it got. Arguments: the program,
// the folder of the store. Runs in the folder that the package was installed in.
import { createRequire } from 'node:module';

const require = createRequire(`${process.cwd()}/`);
const { Client } = require('@modelcontextprotocol/sdk/client/index.js');
const { StdioClientTransport } = require('@modelcontextprotocol/sdk/client/stdio.js');
const [program, dataDir] = process.argv.slice(2);

const connect = async (...more) => {
  const client = new Client({ name: 'llmrec-tests', version: '1.0.0' });
  const transport = new StdioClientTransport({ command: program, args: ['mcp', '--data-dir', dataDir, ...more], stderr: 'pipe' });
  let errors = '';
  transport.stderr.on('data', chunk => { errors += chunk; });
  await client.connect(transport);
  return { client, transport, errors: () => errors };
};
// listTools first: the client then checks every structured result against the tool's output schema.
const { client, errors } = await connect();
const said = {};
said.server = { ...client.getServerVersion(), instructions: client.getInstructions(), capabilities: Object.keys(client.getServerCapabilities()) };
said.tools = (await client.listTools()).tools;
const call = async (name, args, of = client) => {
  const result = await of.callTool({ name, arguments: args });
  return { error: result.isError ?? false, text: result.content[0].text, data: result.structuredContent ?? null, parts: result.content.length };
};

said.search = await call('search', { query: 'a hostile creature in space', limit: 3 });
said.filtered = await call('search', { query: 'space', yearFrom: 1984, yearTo: 1986, categories: ['Action'] });
said.recommend = await call('recommend', { likes: ['alien', 'Blade Runner (1982)'], dislikes: ['Amélie'], wish: 'a machine', limit: 3 });
said.similar = await call('similar', { item: 'aliens', limit: 2 });
said.explain = await call('explain', { item: 'aliens', likes: ['Alien'] });
said.unknownYet = await call('recommend', { user: 'ana', limit: 1 });
said.remember = await call('remember', { user: 'ana', item: 'Alien', opinion: 'likes' });
said.again = await call('remember', { user: 'ana', item: 'alien', opinion: 'likes' });
said.forAna = await call('recommend', { user: 'ana', limit: 3 });
said.explainAna = await call('explain', { user: 'ana', item: 'aliens', versus: 'amelie' });
said.forget = await call('forget', { user: 'ana', item: 'alien' });
said.afterwards = await call('recommend', { user: 'ana', limit: 20 });
said.hostile = await call('search', { query: 'instructions', limit: 1 });
said.nulls = await call('recommend', { likes: null, wish: null, limit: null });

said.wrong = {};
for (const [name, tool, args] of [
  ['missing', 'search', {}],
  ['empty', 'search', { query: ' ' }],
  ['type', 'search', { query: 7 }],
  ['limit', 'search', { query: 'x', limit: 0 }],
  ['fraction', 'search', { query: 'x', limit: 1.5 }],
  ['unknown', 'search', { query: 'x', count: 3 }],
  ['years', 'search', { query: 'x', yearFrom: 2000, yearTo: 1990 }],
  ['long', 'search', { query: 'x'.repeat(100_000) }],
  ['noItem', 'similar', { item: 'Alein' }],
  ['list', 'recommend', { likes: 'alien' }],
  ['element', 'recommend', { likes: [1] }],
  ['noUser', 'remember', { item: 'alien', opinion: 'likes' }],
  ['opinion', 'remember', { user: 'ana', item: 'alien', opinion: 'loves' }],
  ['badUser', 'remember', { user: 'a\u0000b', item: 'alien', opinion: 'likes' }],
  ['stranger', 'explain', { item: 'alien', user: 'nobody' }],
  ['both', 'explain', { item: 'alien', user: 'ana', likes: ['aliens'] }],
  ['itself', 'explain', { item: 'alien', user: 'ana', versus: 'Alien (1979)' }],
]) {
  said.wrong[name] = await call(tool, args);
}
said.noTool = await call('nosuch', {}).catch(e => ({ code: e.code, message: e.message }));

said.templates = (await client.listResourceTemplates()).resourceTemplates;
said.item = (await client.readResource({ uri: 'llmrec://items/alien' })).contents[0];
said.slashed = (await client.readResource({ uri: 'llmrec://items/a%2Fb%20c' })).contents[0];
said.noItem = await client.readResource({ uri: 'llmrec://items/nosuch' }).then(() => null, e => ({ code: e.code, message: e.message }));

// Many calls at once, and one that is cancelled, harm nobody.
const many = await Promise.all(Array.from({ length: 20 }, (_, i) => call('search', { query: `creature ${i}`, limit: 2 })));
said.many = many.filter(m => !m.error && m.data.items.length > 0).length;
const controller = new AbortController();
const cancelled = client.callTool({ name: 'search', arguments: { query: 'x' } }, undefined, { signal: controller.signal });
controller.abort();
said.cancelled = await cancelled.then(() => 'answered', e => e.message);
said.afterCancel = (await call('search', { query: 'creature' })).error;
await client.close();
said.errors = errors();

// A session of one person's: calls name no user.
const mine = await connect('--user', 'bob');
said.mine = [
  await call('remember', { item: 'terminator', opinion: 'dislikes' }, mine.client),
  await call('explain', { item: 'terminator' }, mine.client),
  await call('recommend', { limit: 20 }, mine.client),
];
await mine.client.close();
console.log(JSON.stringify(said));
