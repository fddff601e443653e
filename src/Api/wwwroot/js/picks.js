import { beliefs } from './beliefs.js';
import { byId, button, element, icon } from './dom.js';
import { say } from './picker.js';

const MOST_SHOWN = 24;

/** What the visitor likes, each to be taken back with a press. */
export function startPicks(state) {
  const [list, none] = [byId('picks'), byId('no-picks')];
  beliefs.addEventListener('load', () => {
    const likes = beliefs.items('like');
    none.hidden = likes.length > 0;
    list.replaceChildren(
      ...likes.slice(0, MOST_SHOWN).map((item, at) => element('li', {}, chip(item, at))),
      ...(likes.length > MOST_SHOWN ? [element('li', { class: 'soft' }, element('a', { href: '#about' }, `and ${likes.length - MOST_SHOWN} more`))] : []));
  });

  const chip = (item, at) => button([element('span', { dir: 'auto' }, item.title), icon('remove')], () => {
    state(item, 'none');
    say(`${item.title} no longer counts`);
    // The next one has moved up under the finger, or there is none left.
    (list.querySelectorAll('button')[at] ?? list.querySelector('li:last-child button') ?? byId('query')).focus();
  }, { class: 'chip', label: `Remove ${item.title}` });
}
