import { ask } from './api.js';

const LIMIT = 7;
const FEW = 3;

/** Titles that begin so. */
export const titlesOf = async (typed, signal) => (await ask(`/v1/titles?${new URLSearchParams({ q: typed, limit: LIMIT })}`, { signal })).items;

/**
 * Whether to look for what is close in meaning, too: where titles are few and there is enough to go by. A single word that
 * begins a title is a title being typed: what it might mean besides would only be in the way.
 */
export const isToBeRead = (typed, titles) => titles.length < FEW && typed.length > 2 && (titles.length === 0 || typed.includes(' '));

/** What is close in meaning to what is typed, without the titles that are listed already. */
export async function closeTo(typed, titles, signal) {
  const found = (await ask(`/v1/search?${new URLSearchParams({ q: typed, limit: LIMIT })}`, { signal })).items;
  return found.filter(item => !titles.some(title => title.id === item.id)).slice(0, LIMIT - Math.min(titles.length, FEW));
}
