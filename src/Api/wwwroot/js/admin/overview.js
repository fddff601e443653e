import { ask } from '../api.js';
import { byId, element } from '../dom.js';
import { count, figures, moment } from './figures.js';
import { isActive, jobFeed } from './job-feed.js';
import { jobBar } from './job-bar.js';
import { Place, repeat } from './place.js';
import { drawHour } from './hour.js';

const EVERY = 15_000;

/** What there is, what is going on, and what serves it. */
export function start(section) {
  const numbers = element('div', {}, figures(drawn(null)));
  const [work, hour, serves] = ['At work', 'The last hour', 'What serves'].map((name, at) => panel(name, ['#jobs', '#traffic', '#pipeline'][at], ['All jobs', 'Traffic', 'Pipeline'][at]));
  section.append(numbers, element('div', { class: 'part columns overview-columns' },
    element('div', { class: 'stack' }, work.panel, hour.panel), serves.panel));
  const all = new Place(serves.body, () => ask('/v1/admin/overview'), overview => {
    numbers.replaceChildren(figures(drawn(overview)));
    return [providers(overview)];
  }, 20);
  const traffic = new Place(hour.body, () => ask('/v1/admin/traffic'), read => [drawHour(read)], 11);
  const jobs = watchWork(work.body);
  let leave = [];
  return {
    show() {
      leave = [repeat(() => all.refresh(), EVERY), repeat(() => traffic.refresh(), EVERY), jobFeed.watch()];
      jobs();
    },
    hide: () => leave.forEach(stop => stop()),
  };
}

function panel(name, href, label) {
  const [id, body] = [`overview-${href.slice(1)}`, element('div')];
  return { body, panel: element('section', { class: 'panel', 'aria-labelledby': id }, element('header', { class: 'panel-head' }, element('h2', { id }, name), element('a', { href, class: 'small' }, label)), body) };
}

function drawn(overview) {
  const [stored, space, index] = [overview?.catalogue, overview?.space, overview?.index];
  const missing = overview ? stored.items - space.items : 0;
  return [
    ['Items', stored && count(stored.items), stored && (missing > 0 ? `${count(missing)} without a vector` : 'all with a vector')],
    ['Users', stored && count(stored.users), space && `${count(space.users)} with a vector`],
    ['Interactions', stored && count(stored.interactions), stored && stored.users > 0 ? `${(stored.interactions / stored.users).toFixed(1)} a user` : null],
    ['Shown', stored && count(stored.impressions), stored && `of ${count(stored.answers)} answers kept`],
    ['Vectors in the index', index && count(index.items), index && (index.spaceVersion < space.version ? 'being rebuilt' : `${index.name}, ${space.dimension} numbers`)],
  ];
}

/** What is queued or running, and how the last one ended. */
function watchWork(root) {
  const bars = new Map();
  const idle = element('p', { class: 'soft idle' }, 'Looking…');
  root.replaceChildren(idle);
  function draw() {
    const active = jobFeed.jobs?.filter(isActive) ?? [];
    for (const job of active) {
      if (!bars.has(job.id)) {
        const made = jobBar(job);
        bars.set(job.id, made);
        root.append(made.bar);
      }
      bars.get(job.id).update(job);
    }
    for (const [id, { bar }] of bars) {
      if (active.some(job => job.id === id)) continue;
      bar.remove();
      bars.delete(id);
    }
    const last = jobFeed.jobs?.find(job => !isActive(job));
    if (jobFeed.jobs) idle.replaceChildren(...active.length ? [] : ['Nothing is running. '], ...last ? [`The last one, a ${last.kind}, ${ENDED[last.state]} `, moment(last.finishedAt ?? last.createdAt), '.'] : active.length ? [] : ['There was no job yet.']);
  }
  jobFeed.addEventListener('change', () => byId('overview').hidden || draw());
  jobFeed.addEventListener('error', ({ problem }) => { if (!jobFeed.jobs) idle.textContent = problem.message; });
  return draw;
}

const ENDED = { succeeded: 'succeeded', failed: 'failed', cancelled: 'was stopped' };

const providers = ({ version, space, pipeline, providers: parts }) => element('dl', { class: 'serves' }, [
  ...parts.map(({ part, name, detail }) => [part, name ?? 'none', detail]),
  ['vector space', space.name, space.meanOf > 0 ? `version ${space.version}, centred by the mean of ${count(space.meanOf)} vectors` : `version ${space.version}, not centred yet`],
  ['ranker', pipeline.ranker, `then ${pipeline.rerankers.join(', ')}`],
  ['LlmRec', version, null],
].map(([name, value, detail]) => element('div', {}, element('dt', {}, name[0].toUpperCase() + name.slice(1)),
  element('dd', {}, value, detail && element('span', { class: 'small' }, detail)))));
