import { ask } from '../api.js';
import { byId } from '../dom.js';
import { repeat } from './place.js';

const EVERY = 15_000;

/** Whether the service can answer, in the bar at the top. */
export function watchHealth() {
  const [dot, words] = byId('health').children;
  const say = (state, text) => {
    dot.className = `dot ${state}`;
    // A status that says the same is not said again.
    if (words.textContent !== text) words.textContent = text;
  };
  return repeat(async () => {
    try {
      const { parts } = await ask('/health/ready');
      say('good', parts.every(part => part.ok) ? 'Ready' : 'Not ready');
      return true;
    } catch (error) {
      const faults = error.body?.parts?.filter(part => !part.ok).map(part => part.note ?? part.name);
      say('bad', faults?.length ? `Not ready: ${faults.join('; ')}` : navigator.onLine ? 'No answer' : 'Offline');
      return false;
    }
  }, EVERY);
}
