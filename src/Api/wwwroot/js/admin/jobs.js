import { button, byId, element, redraw } from '../dom.js';
import { tell } from '../notice.js';
import { confirmed } from './confirm.js';
import { count, duration, moment } from './figures.js';
import { jobBar } from './job-bar.js';
import { isActive, jobFeed } from './job-feed.js';
import { nothing } from './place.js';

const KINDS = [
  { kind: 'backfill', name: 'Backfill', path: '/v1/backfills', text: 'Embeds items and users that have no current vector. Picks up where a stop or a kill left it.',
    stop: 'What is embedded so far stays. The next backfill goes on from there.',
    options: () => [choice('force', 'Embed anew what has a vector', false)] },
  { kind: 'training', name: 'Training', path: '/v1/trainings', text: 'Trains models on what is stored, compares each with the one in use, and promotes what is not worse.',
    stop: 'What this training has done is thrown away. Models in use stay in use.',
    options: () => [...['ease', 'sequence', 'fusion', 'masked', 'two-tower', 'text-adapter'].map(model => choice(model, model, ['ease', 'sequence', 'fusion'].includes(model), 'models')), choice('promote', 'Promote', true)] },
  { kind: 'projection', name: 'Map', path: '/v1/projections', text: 'Lays all item vectors out in two dimensions, for the view Map. Quick to redo; begins anew after a stop.',
    stop: 'The map stays as it was.', options: () => [] },
];

/** Jobs: to start, to follow, to stop; and what came of those before. */
export function start(section) {
  const cards = KINDS.map(card);
  const past = element('div', { class: 'past-jobs', 'aria-busy': 'true' }, element('div', { class: 'wait past-wait', 'aria-hidden': 'true' }));
  section.append(
    element('div', { class: 'kinds' }, cards.map(({ node }) => node)),
    element('section', { class: 'part', 'aria-labelledby': 'past-heading' }, element('header', {}, element('h2', { id: 'past-heading' }, 'Before')), past));
  const draw = () => {
    if (section.hidden || !jobFeed.jobs) return;
    cards.forEach(({ update }) => update());
    drawPast(past, jobFeed.jobs.filter(job => !isActive(job)));
  };
  jobFeed.addEventListener('change', draw);
  jobFeed.addEventListener('error', ({ problem }) => {
    if (section.hidden || jobFeed.jobs) return;
    past.replaceChildren(nothing(problem.status === 401 || problem.status === 403 ? 'A key is needed' : 'Jobs can’t be read just now', problem.message, button('Try again', () => jobFeed.load())));
    past.removeAttribute('aria-busy');
  });
  let leave;
  return {
    show() {
      leave = jobFeed.watch();
      draw();
    },
    hide: () => leave(),
  };
}

/** What one kind of job is for, with the means to start it, or, while one is active, how far it is and the means to stop it. */
function card({ kind, name, path, text, stop, options }) {
  const fields = options();
  const choices = fields.length > 0 && element('fieldset', {}, element('legend', {}, kind === 'training' ? 'Which models' : 'Options'), fields);
  const begin = button(`Start`, () => act(begin, () => jobFeed.start(path, body(fields))), { class: 'primary', label: `Start ${name.toLowerCase()}` });
  const end = button('Stop', async () => {
    const { id } = jobFeed.active(kind);
    if (await confirmed(`Stop the ${name.toLowerCase()} job?`, stop, 'Stop it', 'Let it run')) act(end, () => jobFeed.cancel(id));
  }, { class: 'danger', label: `Stop ${name.toLowerCase()}` });
  const [middle, last] = [element('div', { class: 'middle' }, choices), element('div', { class: 'actions' }, begin)];
  let bar = null;
  const node = element('section', { class: 'panel kind', 'aria-label': name }, element('h2', {}, name), element('p', {}, text), middle, last);
  return { node, update };

  function update() {
    const job = jobFeed.active(kind);
    if (job && bar?.id !== job.id) {
      bar = { id: job.id, ...jobBar(job) };
      replace(end, bar.bar);
    } else if (!job && bar) {
      bar = null;
      replace(begin, choices);
    }
    bar?.update(job);
    if (job) end.disabled = job.cancelRequested;
  }

  function replace(action, content) {
    const hadFocus = last.contains(document.activeElement);
    middle.replaceChildren(...content ? [content] : []);
    last.replaceChildren(action);
    if (hadFocus) action.focus();
  }
}

async function act(control, work) {
  control.disabled = true;
  try {
    await work();
  } catch (error) {
    tell(error.message);
    jobFeed.load();
  } finally {
    control.disabled = false;
  }
}

const choice = (name, label, isOn, group) => element('label', {}, element('input', { type: 'checkbox', name, checked: isOn, 'data-group': group }), label);

/** What is chosen, as the service takes it. */
function body(fields) {
  const inputs = fields.map(field => field.querySelector('input'));
  const made = Object.fromEntries(inputs.filter(input => !input.dataset.group).map(input => [input.name, input.checked]));
  const named = inputs.filter(input => input.dataset.group);
  return named.length ? { ...made, models: named.filter(input => input.checked).map(input => input.name) } : made;
}

function drawPast(root, jobs) {
  root.removeAttribute('aria-busy');
  // Rows that stand are left alone: who reads in one, or has opened it, is not disturbed.
  const shown = jobs.map(job => job.id).join();
  if (root.dataset.shown === shown) return;
  root.dataset.shown = shown;
  redraw(root, jobs.length === 0 ? [nothing('No job has ended yet', 'What is started here, by POST or on the command line appears in this list.')] : [
    element('div', { class: 'tables', tabindex: '0', role: 'group', 'aria-label': 'Jobs that have ended' }, element('table', { class: 'past' },
      element('thead', {}, element('tr', {}, ['Job', 'Ended', 'Began', 'Took', 'What came of it'].map(name => element('th', { scope: 'col', class: name === 'Took' ? 'number' : null }, name)))),
      element('tbody', {}, jobs.map(row)))),
  ], byId('main'));
}

const row = job => element('tr', {},
  element('th', { scope: 'row' }, KINDS.find(known => known.kind === job.kind)?.name ?? job.kind),
  element('td', {}, element('span', { class: `state ${job.state}` }, job.state)),
  element('td', {}, moment(job.startedAt ?? job.createdAt)),
  element('td', { class: 'number' }, job.startedAt && job.finishedAt ? duration((new Date(job.finishedAt) - new Date(job.startedAt)) / 1000) : '–'),
  element('td', {}, outcome(job)));

function outcome(job) {
  if (job.error) return element('span', { class: 'failed' }, job.error);
  if (job.detail?.models) {
    return element('details', {}, element('summary', {}, `${job.detail.models.filter(model => model.promoted).length} of ${job.detail.models.length} promoted`),
      element('ul', {}, job.detail.models.map(model => element('li', {}, element('strong', {}, model.model), ` ${model.verdict}`))));
  }
  const counts = Object.entries(job.counts).filter(([, number]) => number > 0).map(([name, number]) => `${count(number)} ${name}`);
  return [...counts, job.failed > 0 && `${count(job.failed)} failed`].filter(Boolean).join(', ') || (job.state === 'cancelled' ? `stopped at ${count(job.done)} of ${count(job.total)}` : 'nothing to do');
}
