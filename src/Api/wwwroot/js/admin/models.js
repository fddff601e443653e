import { ask } from '../api.js';
import { button, element } from '../dom.js';
import { tell } from '../notice.js';
import { confirmed } from './confirm.js';
import { count, moment } from './figures.js';
import { nothing, Place } from './place.js';

const ABOUT = {
  ease: 'What goes with what: a linear model over all pairs of items.',
  sequence: 'The order of likes: a transformer that guesses the next one.',
  masked: 'Likes as a pattern: a transformer that fills in hidden ones.',
  'two-tower': 'Histories and items in one space.',
  'text-adapter': 'The encoder’s space, bent towards what is liked together.',
  fusion: 'How much each channel’s score counts.',
};

/** Trained models with their versions, what was promoted when, and the way back. */
export function start(section) {
  const root = element('div', { class: 'models' });
  section.append(root);
  const place = new Place(root, () => ask('/v1/admin/models'), ({ versions }) => {
    const models = Map.groupBy(versions, version => version.name);
    return models.size === 0
      ? [nothing('No model has been trained here', 'Channels that need no training serve meanwhile. A training takes minutes, and needs users with a few likes each.', element('a', { class: 'button', href: '#jobs' }, 'To the jobs'))]
      : [...models].map(([name, all]) => model(name, all, () => place.refresh()));
  }, 20);
  return { show: () => place.refresh(), hide() {} };
}

function model(name, versions, again) {
  const inUse = versions.find(version => version.inUse);
  const before = versions.find(version => !version.inUse && version.promotedAt);
  const back = inUse && button('Roll back', async () => {
    const text = before ? `Version ${inUse.version} goes out of use, and ${before.version} is in use again with the next answer.`
      : `Version ${inUse.version} goes out of use. No other was promoted before it: the channel falls silent until a training.`;
    if (await confirmed(`Roll ${name} back?`, text, 'Roll back', 'Keep it')) await rollBack(name, back, again);
  }, { class: 'danger', label: `Roll back ${name}`, 'data-focus': name });
  return element('section', { class: 'panel model', 'aria-label': name },
    element('header', {}, element('div', {}, element('h2', {}, name), element('p', { class: 'soft' }, ABOUT[name])), back),
    element('ol', { class: 'versions' }, versions.map(version)));
}

const version = ({ version: name, inUse, promotedAt, createdAt, items, ok, fault, newItemBoost }) => element('li', { class: inUse ? 'in-use' : promotedAt ? null : 'never' },
  element('p', {}, element('code', {}, name), ' ', inUse ? element('strong', {}, 'in use') : promotedAt ? 'was in use' : 'not promoted'),
  element('p', { class: 'small number' }, items != null && `${count(items)} items`),
  element('p', { class: 'small' },
    ...createdAt ? ['trained ', moment(createdAt)] : [], ...promotedAt ? [createdAt ? ', promoted ' : 'promoted ', moment(promotedAt)] : [],
    newItemBoost ? `, favours new items by ${newItemBoost.chosen}` : null, !ok && element('span', { class: 'failed' }, ` ${fault}`)));

async function rollBack(name, control, again) {
  control.disabled = true;
  try {
    const { was, inUse } = await ask(`/v1/admin/models/${encodeURIComponent(name)}/rollback`, { method: 'POST' });
    tell(inUse ? `${name}: ${was} is out of use, ${inUse} is in use again.` : `${name}: ${was} is out of use, and none is in use now.`);
  } catch (error) {
    tell(error.message);
  }
  control.disabled = false;
  await again();
}
