import { ask } from './api.js';

/* What is shown of an item beside its title. Few at a time, however large the catalogue: only what is on the page is asked for. */
const MOST_KEPT = 1000;
const MOST_AT_ONCE = 100;
const known = new Map();

/** Items by id; those that are not in the catalogue are left out. */
export async function details(ids) {
  const missing = [...new Set(ids)].filter(id => !known.has(id));
  if (known.size > MOST_KEPT) known.clear();
  for (let at = 0; at < missing.length; at += MOST_AT_ONCE) {
    const query = new URLSearchParams(missing.slice(at, at + MOST_AT_ONCE).map(id => ['id', id]));
    for (const item of await ask(`/v1/items?${query}`)) known.set(item.id, item);
  }
  return new Map(ids.filter(id => known.has(id)).map(id => [id, known.get(id)]));
}

/** An item's year; null when it has none. */
export const yearOf = item => Number.isInteger(item.attributes?.year) ? item.attributes.year : null;

/** An item's title with its year, as the service writes it. */
export function titleOf(item) {
  const year = yearOf(item);
  return year === null || item.title.includes(`(${year})`) ? item.title : `${item.title} (${year})`;
}
