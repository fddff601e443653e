// Uses a server as Qdrant's own client does, and says what it got. Arguments: the address, an API key. Runs in the folder
// that the package was installed in.
import { createRequire } from 'node:module';

const { QdrantClient } = createRequire(`${process.cwd()}/`)('@qdrant/js-client-rest');
const [url, apiKey] = process.argv.slice(2);
const client = new QdrantClient({ url, apiKey, checkCompatibility: true });
const vector = i => [Math.cos(i), Math.sin(i), i / 50, 1];
const refused = async promise => {
  try {
    await promise;
    return null;
  } catch (e) {
    return { status: e.status, error: e.data?.status?.error };
  }
};

const said = {};
said.created = await client.createCollection('js-v1', {
  vectors: { size: 4, distance: 'Cosine' },
  hnsw_config: { m: 16, ef_construct: 100 },
  quantization_config: { scalar: { type: 'int8', quantile: 0.99, always_ram: true } },
});
said.exists = (await client.collectionExists('js-v1')).exists;
said.indexed = (await client.createPayloadIndex('js-v1', { field_name: 'tag', field_schema: 'keyword', wait: true })).status;
said.upserted = (await client.upsert('js-v1', {
  wait: true,
  points: Array.from({ length: 50 }, (_, i) => ({ id: i, vector: vector(i), payload: { tag: `t${i % 5}`, n: i } })),
})).status;
said.count = (await client.count('js-v1', { exact: true })).count;
said.aliased = await client.updateCollectionAliases({ actions: [{ create_alias: { collection_name: 'js-v1', alias_name: 'js' } }] });
said.aliases = (await client.getAliases()).aliases;
said.info = (await client.getCollection('js')).points_count;
said.nearest = (await client.query('js', { query: vector(7), limit: 3, with_payload: ['n'] })).points.map(p => p.payload.n);
said.recommended = (await client.query('js', {
  query: { recommend: { positive: [3, 4], negative: [30], strategy: 'average_vector' } },
  filter: { must: [{ key: 'tag', match: { any: ['t1', 't2'] } }] },
  limit: 4,
})).points.length;
said.batch = (await client.queryBatch('js', { searches: [{ query: vector(1), limit: 2 }, { query: 5, limit: 3 }] })).map(r => r.points.length);
said.fused = (await client.query('js', { prefetch: [{ query: vector(1), limit: 10 }, { query: vector(2), limit: 10 }], query: { fusion: 'rrf' }, limit: 5 })).points.length;
said.facet = (await client.facet('js', { key: 'tag' })).hits;
const page = await client.scroll('js', { limit: 20, with_payload: false });
said.scrolled = [page.points.length, page.next_page_offset];
said.set = (await client.setPayload('js', { payload: { tag: 'new' }, points: [0, 1], wait: true })).status;
said.retrieved = (await client.retrieve('js', { ids: [0, 999], with_payload: true })).map(p => p.payload.tag);
said.deleted = (await client.delete('js', { filter: { must: [{ key: 'tag', match: { value: 'new' } }] }, wait: true })).status;
said.left = (await client.count('js', { exact: true })).count;
said.again = await refused(client.createCollection('js-v1', { vectors: { size: 4, distance: 'Cosine' } }));
said.dimension = await refused(client.query('js', { query: [1, 2], limit: 1 }));
said.missing = await refused(client.getCollection('none'));
said.wrongKey = await refused(new QdrantClient({ url, apiKey: 'wrong', checkCompatibility: false }).getCollections());
said.collections = (await client.getCollections()).collections.map(c => c.name);
said.dropped = await client.deleteCollection('js-v1');
console.log(JSON.stringify(said));
