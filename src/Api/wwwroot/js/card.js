import { beliefs } from './beliefs.js';
import { button, element, icon } from './dom.js';
import { yearOf } from './details.js';
import { explains } from './why.js';

const MOST_REASONS = 2;
const MOST_CATEGORIES = 3;

/**
 * A card of something recommended.
 * pick: id and title; reasons, channels and explanation where they are known. item: its details; undefined for none.
 * state(item, verdict) keeps what the visitor says of it.
 */
export function card(pick, item, state) {
  const why = button('Why this?', () => {}, { class: 'why', label: `Why this? ${pick.title}` });
  const reasons = element('ul', { class: 'reasons' }, (pick.reasons ?? []).slice(0, MOST_REASONS).map(reason => element('li', { dir: 'auto' }, reason.text)));
  const made = element('li', { class: 'card', 'data-id': pick.id },
    heading(pick, item),
    element('p', { class: 'facts', dir: 'auto' }, item?.categories.slice(0, MOST_CATEGORIES).join(' · ') ?? ''),
    element('p', { class: 'text', dir: 'auto' }, item?.text ?? ''),
    reasons,
    element('div', { class: 'actions' }, verdict('like', 'Like', pick, state), verdict('dislike', 'Not for me', pick, state), why));
  explains(made, reasons, why, pick);
  return made;
}

/** The title; its year, where it is known, stands back. */
function heading(pick, item) {
  const year = item && yearOf(item);
  return element('h3', { dir: 'auto' }, item?.title ?? pick.title, year && !item.title.includes(`(${year})`) ? element('span', { class: 'year' }, ` ${year}`) : null);
}

function verdict(name, label, pick, state) {
  const isPressed = () => beliefs.verdictOn(pick.id) === name;
  const made = button([icon(name === 'like' ? 'like' : 'not'), name === 'like' ? label : null], () => state(pick, isPressed() ? 'none' : name),
    { class: name === 'like' ? null : 'round', label: `${label}: ${pick.title}`, 'aria-pressed': String(isPressed()), title: label, 'data-verdict': name });
  return made;
}

/** Says on every card what is believed now. */
export function refreshVerdicts() {
  for (const made of document.querySelectorAll('[data-verdict]')) {
    made.setAttribute('aria-pressed', String(beliefs.verdictOn(made.closest('[data-id]').dataset.id) === made.dataset.verdict));
  }
}
