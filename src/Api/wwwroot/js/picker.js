import { beliefs } from './beliefs.js';
import { combobox, marked } from './combobox.js';
import { byId, element, icon } from './dom.js';
import { closeTo, isToBeRead, titlesOf } from './suggestions.js';

/** The field in which things to like are found: titles that begin so, and what is close in meaning. */
export function startPicker(pick) {
  const field = byId('query');
  field.before(icon('search'));
  combobox(field, byId('suggestions'), { look, pick, say });
}

async function look(typed, { signal, isAsked }, show) {
  const titles = await titlesOf(typed, signal);
  const isRead = isAsked || isToBeRead(typed, titles);
  const begin = group('Titles', titles, typed);
  show([begin], isRead ? 'Looking for what it means…' : titles.length ? null : 'No title begins so.');
  if (!isRead) return;
  const near = await closeTo(typed, titles, signal);
  show([begin, group('Close to what you describe', near)], titles.length + near.length ? null : 'Nothing found.');
}

const group = (name, items, mark) => ({ name, options: items.map(item => ({ item, content: [
  element('span', { dir: 'auto' }, ...mark ? marked(item.title, mark) : [item.title]),
  element('span', { class: 'note', dir: 'auto' }, beliefs.verdictOn(item.id) === 'like' ? 'already liked' : item.reasons?.[0]?.text ?? ''),
] })) });

/** What a screen reader says of the picker. */
export const say = text => { byId('picker-status').textContent = text; };
