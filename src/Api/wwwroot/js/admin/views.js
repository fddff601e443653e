import { byId, element } from '../dom.js';

/* One view at a time, named by the address: #map?item=alien. The one that is looked at is loaded first. */
const VIEWS = {
  overview: () => import('./overview.js'),
  jobs: () => import('./jobs.js'),
  models: () => import('./models.js'),
  traffic: () => import('./traffic.js'),
  pipeline: () => import('./pipeline.js'),
  map: () => import('./map.js'),
  'look-up': () => import('./look-up.js'),
};
const started = new Map();
let current = null;
let turn = 0;

/** Shows what the address names, now and whenever it changes. */
export async function startViews() {
  addEventListener('hashchange', () => show(true));
  await show(false);
  // The others while nothing is to do: a view is there, and says what it can't read, when the line is down.
  requestIdleCallback(async () => {
    await Promise.allSettled(Object.values(VIEWS).map(load => load()));
    document.documentElement.dataset.views = 'loaded';
  });
}

/** Reads what is shown anew. */
export function reload() {
  if (!current) return show(false);
  current.hide();
  current.show(place().query);
}

/** Goes to a view. */
export function go(name, query = {}) {
  const asked = new URLSearchParams(query).toString();
  location.hash = asked ? `${name}?${asked}` : name;
}

/** Notes in the address what is looked at, without another entry in the browser's history. */
export const note = (name, query) => history.replaceState(null, '', `#${name}?${new URLSearchParams(query)}`);

function place() {
  const [name, query] = location.hash.slice(1).split(/\?(.*)/s);
  return { name: Object.hasOwn(VIEWS, name) ? name : 'overview', query: new URLSearchParams(query ?? '') };
}

async function show(isMove) {
  const own = ++turn;
  const { name, query } = place();
  current?.hide();
  current = null;
  for (const section of document.querySelectorAll('main > section')) section.hidden = section.id !== name;
  for (const link of document.querySelectorAll('.rail a')) {
    if (link.hash !== `#${name}`) link.removeAttribute('aria-current');
    else {
      link.setAttribute('aria-current', 'page');
      link.parentElement.scrollLeft = link.offsetLeft - (link.parentElement.clientWidth - link.offsetWidth) / 2;
    }
  }
  const section = byId(name);
  const heading = section.querySelector('h1');
  document.title = `${heading.textContent} · LlmRec admin`;
  if (isMove) {
    scrollTo({ top: 0, behavior: 'instant' });
    heading.focus({ preventScroll: true });
  }
  try {
    if (!started.has(name)) started.set(name, (await VIEWS[name]()).start(section));
  } catch {
    started.delete(name);
    section.querySelector('.unloaded')?.remove();
    section.append(element('p', { class: 'unloaded failed' }, 'This view could not be loaded. Check the line, and load the page again.'));
    return;
  }
  if (own !== turn) return;
  section.querySelector('.unloaded')?.remove();
  current = started.get(name);
  current.show(query);
}
