import { ask } from '../api.js';
import { combobox, marked } from '../combobox.js';
import { button, element, icon } from '../dom.js';
import { kindName } from '../names.js';
import { titlesOf } from '../suggestions.js';
import { count, moment, percent } from './figures.js';
import { nothing, Place } from './place.js';
import { note } from './views.js';

const LIMIT = 12;
const FEW = 15;

/** One user or item, and why it gets what it gets. */
export function start(section) {
  const root = element('div', { class: 'looked-up' });
  let asked = null;
  section.append(finder(look), root);
  const place = new Place(root, () => asked?.user ? readUser(asked.user) : asked?.item ? readItem(asked.item) : null, read =>
    read === null ? [nothing('Whom, or what?', 'Type the beginning of a user’s id or of an item’s title.')] : read.user ? drawUser(read, look) : drawItem(read, look));
  return {
    show(query) {
      asked = query.get('user') ? { user: query.get('user') } : query.get('item') ? { item: query.get('item') } : null;
      place.refresh();
    },
    hide() {},
  };

  async function look(what) {
    asked = what;
    note('look-up', what);
    await place.refresh();
    root.querySelector('h2')?.focus();
  }
}

const of = (kind, id, rest) => `/v1/${kind}/${encodeURIComponent(id)}${rest}`;

const readUser = async user => {
  const [known, preview] = await Promise.all([ask(of('users', user, '/beliefs')), ask(of('admin/users', user, `/preview?limit=${LIMIT}`))]);
  return { user, known, preview };
};

const readItem = async id => {
  const [item, preview] = await Promise.all([ask(of('items', id, '')), ask(of('admin/items', id, `/preview?limit=${LIMIT}`))]);
  return { item, preview };
};

const drawUser = ({ user, known, preview }, look) => [
  element('header', { class: 'subject' }, element('p', { class: 'small' }, 'User'), element('h2', { tabindex: '-1', dir: 'auto' }, user),
    known.text && element('p', { dir: 'auto' }, known.text),
    Object.keys(known.attributes).length > 0 && element('p', { class: 'soft', dir: 'auto' }, Object.entries(known.attributes).map(([name, value]) => `${name}: ${[value].flat().join(', ')}`).join(' · '))),
  element('div', { class: 'columns' },
    element('section', { class: 'part', 'aria-labelledby': 'gets-heading' }, heading('gets-heading', 'Gets', faults(preview)), list(preview, look, user)),
    element('section', { class: 'part', 'aria-labelledby': 'did-heading' }, heading('did-heading', 'Because of', `${count(known.itemCount)} items, ${known.kept.hasVector ? 'a vector of their taste' : 'no vector of their taste'}`),
      known.tastes.length > 0 && element('ul', { class: 'tastes' }, known.tastes.map(taste => element('li', { class: 'tag', dir: 'auto' }, `${taste.value} ${kindName(taste.kind)} `, element('span', { class: 'small' }, `${taste.likes} of ${taste.of}`)))),
      known.items.length === 0 ? element('p', { class: 'soft' }, 'Nothing that is in the catalogue.') : element('ul', { class: 'did' }, known.items.slice(0, FEW).map(item => element('li', {},
        titled(item, look), element('span', { class: 'small' }, [item.verdict === 'like' ? 'likes' : item.verdict === 'dislike' ? 'dislikes' : 'neither', `${item.type} ${item.value}`].join(', ')),
        item.at && element('span', { class: 'small number' }, moment(item.at))))),
      known.itemCount > FEW && element('p', { class: 'small' }, `and ${count(known.itemCount - Math.min(FEW, known.items.length))} more`))),
];

const drawItem = ({ item, preview }, look) => [
  element('header', { class: 'subject' }, element('p', { class: 'small' }, 'Item ', element('code', {}, item.id)), element('h2', { tabindex: '-1', dir: 'auto' }, preview.title),
    element('p', { class: 'soft', dir: 'auto' }, item.categories.join(' · ')),
    item.text && element('p', { class: 'item-text', dir: 'auto' }, item.text),
    element('p', { class: 'small' }, preview.likes === 0 ? 'Liked by nobody yet' : `Liked by ${count(preview.likes)}`, ' · ', preview.hasVector ? 'has a vector' : 'has no vector: a backfill makes one', ' · ',
      element('a', { href: `#map?${new URLSearchParams({ item: item.id })}` }, 'On the map'))),
  element('section', { class: 'part', 'aria-labelledby': 'gets-heading' }, heading('gets-heading', 'Similar to it', faults(preview.similar)), list(preview.similar, look, null)),
];

const heading = (id, name, text) => element('header', {}, element('h3', { id }, name), text && element('p', { class: 'small' }, text));

const faults = preview => preview.faults?.map(fault => `${fault.part} ${fault.reason}`).join('; ');

const titled = (item, look) => button(element('span', { dir: 'auto' }, item.title), () => look({ item: item.id }), { class: 'link' });

const list = (preview, look, user) => preview.items.length === 0 ? element('p', { class: 'soft' }, 'Nothing.')
  : element('ol', { class: 'gets' }, preview.items.map(item => got(item, look, user)));

/** An item of a list: its score, split by the channels that found it, and the reasons; in words on demand. */
function got(item, look, user) {
  const words = element('p', { class: 'words', dir: 'auto', hidden: true });
  const inWords = user !== null && button('In words', async () => {
    inWords.disabled = true;
    words.hidden = false;
    words.textContent = 'Putting it into words…';
    try {
      words.textContent = (await ask(of('users', user, `/explanations/${encodeURIComponent(item.id)}`))).text;
    } catch (error) {
      words.textContent = error.message;
      inWords.disabled = false;
    }
  }, { class: 'quiet', label: `In words: ${item.title}` });
  return element('li', {},
    element('div', { class: 'got-head' }, titled(item, look), element('span', { class: 'number small' }, item.score.toFixed(3))),
    parts(item.channels),
    element('p', { class: 'small' }, item.channels.map(({ channel, share }) => `${channel} ${percent(share)}`).join(' · ')),
    element('div', { class: 'got-foot' }, element('p', { dir: 'auto' }, item.reasons.map(reason => reason.text).join('. ')), inWords), words);
}

function parts(channels) {
  const made = element('div', { class: 'parts', 'aria-hidden': 'true' }, channels.map(() => element('i')));
  channels.forEach(({ share }, at) => made.children[at].style.setProperty('--share', share));
  return made;
}

function finder(look) {
  const [field, found, status] = [
    element('input', { id: 'look-up-query', role: 'combobox', type: 'text', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': 'look-up-found', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', maxlength: 200, placeholder: 'A user’s id, or an item’s title' }),
    element('div', { id: 'look-up-found', class: 'suggestions', role: 'listbox', 'aria-label': 'Users and items', hidden: true }),
    element('p', { class: 'unseen', role: 'status' }),
  ];
  combobox(field, found, {
    look: async (typed, { signal }, show) => {
      const [titles, { ids }] = await Promise.all([titlesOf(typed, signal), ask(`/v1/admin/users?${new URLSearchParams({ prefix: typed, limit: 5 })}`, { signal })]);
      show([
        { name: 'Users', options: ids.map(id => ({ item: { user: id }, content: [element('span', { dir: 'auto' }, ...marked(id, typed))] })) },
        { name: 'Items', options: titles.map(({ id, title }) => ({ item: { item: id }, content: [element('span', { dir: 'auto' }, ...marked(title, typed))] })) },
      ], ids.length + titles.length ? null : 'No user’s id and no title begins so.');
    },
    pick: look,
    say: text => { status.textContent = text; },
  });
  return element('div', { class: 'picker' }, element('label', { class: 'unseen', for: 'look-up-query' }, 'A user’s id, or an item’s title'), element('div', { class: 'field' }, icon('search'), field), found, status);
}
