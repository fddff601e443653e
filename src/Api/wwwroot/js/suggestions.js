import { ask } from './api.js';

const LIMIT = 7;
const FEW = 3;

/**
 * What somebody may mean who typed so much: titles that begin so, then, where these are few and there is enough to go by,
 * items that are close in meaning.
 */
export async function suggest(typed, { signal, byMeaning = false }) {
  const titles = (await ask(`/v1/titles?${new URLSearchParams({ q: typed, limit: LIMIT })}`, { signal })).items;
  // A single word that begins a title is a title being typed: what it might mean besides would only be in the way.
  const means = byMeaning || (titles.length < FEW && typed.length > 2 && (titles.length === 0 || typed.includes(' ')));
  if (!means) return { titles, close: [] };
  const found = (await ask(`/v1/search?${new URLSearchParams({ q: typed, limit: LIMIT })}`, { signal })).items;
  return { titles, close: found.filter(item => !titles.some(title => title.id === item.id)).slice(0, LIMIT - Math.min(titles.length, FEW)) };
}
