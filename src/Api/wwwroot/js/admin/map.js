import { ask, send } from '../api.js';
import { combobox, marked } from '../combobox.js';
import { button, element, icon } from '../dom.js';
import { tell } from '../notice.js';
import { titlesOf } from '../suggestions.js';
import { count, moment } from './figures.js';
import { jobBar } from './job-bar.js';
import { jobFeed } from './job-feed.js';
import { MapCanvas } from './map-canvas.js';
import { nothing, Place } from './place.js';
import { note } from './views.js';

const NEIGHBOURS = 12;
const PAUSE = 70;
const STEP = 1.6;

/** The map of the catalogue's vectors. */
export function start(section) {
  const [about, work, root] = [element('p', { class: 'soft map-about' }, 'Looking…'), element('div', { class: 'map-work' }), element('div')];
  section.append(element('div', { class: 'map-head' }, about, work), root);
  let [shown, stage, wanted] = [null, null, null];
  const place = new Place(root, async () => {
    const overview = await ask('/v1/admin/map');
    return { overview, points: overview.tag && overview.tag !== shown ? await pointsOf() : null };
  }, ({ overview, points }) => {
    about.replaceChildren(...said(overview));
    if (overview.tag === null) {
      [shown, stage] = [null, null];
      return [overview.vectors < 2
        ? nothing('Nothing to lay out yet', 'Items have no vectors. A backfill makes them.', element('a', { class: 'button', href: '#jobs' }, 'To the jobs'))
        : nothing('No map yet', `${count(overview.vectors)} items have a vector. Laying them out takes seconds for thousands, minutes for a hundred thousand.`, layOut('Lay the map out'))];
    }
    if (!points) return null;
    shown = overview.tag;
    stage ??= makeStage();
    stage.show(points, overview.bands);
    return [stage.node];
  }, 40);
  const drawWork = watchProjection(work, section, () => place.refresh());
  let leave;
  return {
    show(query) {
      wanted = query.get('item');
      leave = jobFeed.watch();
      drawWork();
      place.refresh().then(() => wanted && stage?.choose(wanted));
    },
    hide: () => leave(),
  };
}

/** The points: x and y, point by point, and behind them a byte for the band of each. */
async function pointsOf() {
  const bytes = await (await send('/v1/admin/map/points')).arrayBuffer();
  const all = bytes.byteLength / 5;
  return { places: new Int16Array(bytes, 0, 2 * all), bands: new Uint8Array(bytes, 4 * all) };
}

const layOut = (label, attributes = { class: 'primary' }) => button(label, () => jobFeed.start('/v1/projections', {}).catch(error => tell(error.message)), attributes);

const said = ({ tag, items, leftOut, madeAt, isBehind, vectors }) => tag === null ? [`${count(vectors)} items with a vector.`] : [
  `${count(items)} items, laid out `, moment(madeAt), '. ',
  leftOut > 0 && `${count(leftOut)} more are left out: a sample is shown. `,
  isBehind && 'Vectors have changed since. ', isBehind && layOut('Lay out anew', {}),
].filter(Boolean);

/** How far a projection is; when one has ended, the map is read anew. */
function watchProjection(root, section, again) {
  let [made, id] = [null, null];
  const draw = () => {
    if (section.hidden) return;
    const job = jobFeed.active('projection');
    section.classList.toggle('works', Boolean(job));
    if (job) {
      if (id !== job.id) {
        [made, id] = [jobBar(job), job.id];
        root.replaceChildren(made.bar);
      }
      made.update(job);
    } else if (id) {
      const ended = jobFeed.jobs?.find(one => one.id === id);
      root.replaceChildren();
      [made, id] = [null, null];
      if (ended?.state === 'failed') tell(ended.error);
      else again();
    }
  };
  jobFeed.addEventListener('change', draw);
  return draw;
}

/** Canvas, legend, search and what is chosen. */
function makeStage() {
  const canvas = element('canvas', { class: 'map', tabindex: '0', role: 'application', 'aria-label': 'Map of the catalogue. Arrow keys move, plus and minus zoom, Enter chooses what lies in the middle. To find an item and its neighbours by name, use the search.' });
  const tip = element('div', { class: 'map-tip', hidden: true });
  const map = new MapCanvas(canvas);
  const [legend, details] = [element('ul', { class: 'legend', 'aria-label': 'Categories, each to be hidden or shown' }), element('div', { class: 'map-chosen', 'aria-live': 'polite' })];
  const titles = new Map();
  let [asking, timer] = [0, 0];
  map.addEventListener('hover', ({ detail: { point, x, y } }) => {
    clearTimeout(timer);
    tip.hidden = true;
    if (point < 0) return;
    const own = ++asking;
    timer = setTimeout(async () => {
      const item = titles.get(point) ?? (await ask(`/v1/admin/map/items?at=${point}`).catch(() => null))?.items[0];
      if (!item || own !== asking) return;
      titles.set(point, item);
      tip.replaceChildren(element('strong', { dir: 'auto' }, item.title ?? 'No longer in the catalogue'), element('span', { dir: 'auto' }, item.categories.slice(0, 3).join(' · ')));
      tip.hidden = false;
      const left = Math.min(Math.max(8, x + 14), canvas.clientWidth - tip.offsetWidth - 8);
      tip.style.translate = `${left}px ${y > canvas.clientHeight / 2 ? y - tip.offsetHeight - 12 : y + 14}px`;
    }, titles.has(point) ? 0 : PAUSE);
  });
  map.addEventListener('pick', async ({ detail: point }) => {
    if (point < 0) return clear();
    try {
      const { items: [item] } = await ask(`/v1/admin/map/items?at=${point}`);
      if (item?.id) await choose(item.id, { isMoving: false });
    } catch (error) {
      tell(error.message);
    }
  });

  function clear() {
    [map.chosen, map.near] = [-1, []];
    map.draw();
    details.replaceChildren(element('p', { class: 'soft' }, 'Click a point, or search above, to see an item’s nearest neighbours.'));
    note('map', {});
  }

  async function choose(id, { isMoving = true } = {}) {
    try {
      const [{ items: [item] }, { items: near }] = await Promise.all([
        ask(`/v1/admin/map/items?${new URLSearchParams({ id })}`), ask(`/v1/admin/map/neighbours?${new URLSearchParams({ id, limit: NEIGHBOURS })}`)]);
      const places = near.map(one => one.at).filter(at => at !== null);
      [map.chosen, map.near] = [item.at ?? -1, places];
      if (isMoving && item.at !== null) map.frame([item.at, ...places]);
      map.draw();
      note('map', { item: id });
      const hadFocus = details.contains(document.activeElement);
      details.replaceChildren(chosen(item, near));
      if (hadFocus) details.querySelector('button')?.focus();
    } catch (error) {
      tell(error.message);
    }
  }

  const chosen = (item, near) => element('div', {},
    element('h2', { dir: 'auto' }, item.title),
    element('p', { class: 'soft', dir: 'auto' }, item.categories.join(' · ') || 'no category'),
    item.at === null && element('p', { class: 'small' }, 'Not on this map: it came, or got its vector, later.'),
    element('a', { class: 'small', href: `#look-up?${new URLSearchParams({ item: item.id })}` }, 'Why it gets what it gets'),
    element('h3', {}, near.length ? 'Nearest by vector' : 'No neighbours: it has no vector'),
    element('ol', { class: 'near' }, near.map(one => element('li', {},
      button([element('span', { dir: 'auto' }, one.title), element('span', { class: 'small number' }, one.cosine.toFixed(2))], () => choose(one.id), { class: 'quiet' })))));

  const node = element('div', { class: 'map-desk' },
    element('div', { class: 'stage' }, canvas, tip, element('div', { class: 'zoom' },
      button('+', () => map.zoomBy(STEP), { label: 'Zoom in' }), button('−', () => map.zoomBy(1 / STEP), { label: 'Zoom out' }), button('All', () => map.whole(), { label: 'All of the map' }))),
    element('div', { class: 'map-side' }, finder(choose), details, element('h2', { class: 'legend-name' }, 'Categories'), legend));
  clear();
  return {
    node, choose,
    show({ places, bands }, names) {
      titles.clear();
      map.show(places, bands);
      legend.replaceChildren(...names.map(({ category, items }, at) => entry(category, items, at + 1 === names.length ? 0 : at + 1)).filter(Boolean));
    },
  };

  function entry(category, items, band) {
    if (items === 0) return null;
    map.hide(band, false);
    const made = button([element('i', { class: `swatch band-${band}` }), element('span', { dir: 'auto' }, category ?? 'All others'), element('span', { class: 'small number' }, count(items))], () => {
      const isShown = made.getAttribute('aria-pressed') !== 'true';
      made.setAttribute('aria-pressed', String(isShown));
      map.hide(band, !isShown);
    }, { class: 'quiet', 'aria-pressed': 'true' });
    return element('li', {}, made);
  }
}

/** A search for an item to choose. */
function finder(choose) {
  const [field, list, status] = [
    element('input', { id: 'map-query', role: 'combobox', type: 'text', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': 'map-found', autocomplete: 'off', spellcheck: 'false', maxlength: 200, placeholder: 'Find an item' }),
    element('div', { id: 'map-found', class: 'suggestions', role: 'listbox', 'aria-label': 'Items', hidden: true }),
    element('p', { class: 'unseen', role: 'status' }),
  ];
  combobox(field, list, {
    look: async (typed, { signal }, show) => {
      const titles = await titlesOf(typed, signal);
      show([{ name: 'Titles', options: titles.map(item => ({ item, content: [element('span', { dir: 'auto' }, ...marked(item.title, typed))] })) }], titles.length ? null : 'No title begins so.');
    },
    pick: item => choose(item.id),
    say: text => { status.textContent = text; },
  });
  return element('div', { class: 'picker' }, element('label', { class: 'unseen', for: 'map-query' }, 'Find an item on the map'), element('div', { class: 'field' }, icon('search'), field), list, status);
}
