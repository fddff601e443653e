import { send } from './api.js';
import { visitor } from './visitor.js';

/* Which recommendations were seen, told to the service in batches: what recommends well is learned from it. */
const PAUSE = 1500;
const waiting = new Map();
let [timer, isRefused] = [0, false];

const watcher = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    watcher.unobserve(target);
    const { recommendationId, id, position } = target.shownAs;
    waiting.set(recommendationId, [...(waiting.get(recommendationId) ?? []), { id, position }]);
  }
  if (waiting.size && !timer) timer = setTimeout(tell, PAUSE);
}, { threshold: .6 });

/** Tells, once it is seen, that a card was shown: as which place (from 1) of which answer. */
export function isShown(card, recommendationId, id, position) {
  if (!recommendationId || isRefused) return;
  card.shownAs = { recommendationId, id, position };
  watcher.observe(card);
}

async function tell() {
  timer = 0;
  const body = [...waiting].map(([recommendationId, items]) => ({ recommendationId, userId: visitor(), items }));
  waiting.clear();
  try {
    await send('/v1/impressions', { method: 'POST', body, keepalive: true });
  } catch (error) {
    // A key that may only read: the page works all the same.
    isRefused = error.status === 401 || error.status === 403;
  }
}
