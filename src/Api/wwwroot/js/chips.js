import { details, titleOf } from './details.js';
import { button, element, icon } from './dom.js';

/**
 * The chips of a dialogue state: each says what was understood, and takes it out when it is pressed.
 * remove(edit) is asked to. Answers an empty list for a state that holds nothing.
 */
export async function chipsOf(state, remove) {
  if (!state) return [];
  const items = await details([...state.likes, ...state.dislikes, ...state.examples]);
  const titled = id => items.has(id) ? titleOf(items.get(id)) : id;
  const all = [
    ...state.likes.map(id => ['like', titled(id), `you like ${titled(id)}`, { likes: [id] }]),
    ...state.dislikes.map(id => ['not', `not ${titled(id)}`, `you do not like ${titled(id)}`, { dislikes: [id] }]),
    ...state.examples.map(id => ['', `like ${titled(id)}`, `something like ${titled(id)}`, { examples: [id] }]),
    ...state.wanted.flatMap(wish => [wish, ...wish.or]).map(wish => ['', wish.value, wish.value, { wanted: [wish.value] }]),
    ...state.unwanted.map(wish => ['not', `no ${wish.value}`, `no ${wish.value}`, { unwanted: [wish.value] }]),
    ...(state.yearFrom ?? state.yearTo) == null ? [] : [['', years(state), years(state), { years: true }]],
    ...state.ranges.map(range => ['', bounds(range), bounds(range), { ranges: [range.attribute] }]),
    ...state.wishes.map(words => ['', `“${words}”`, `your words: ${words}`, { wishes: [words] }]),
    ...state.moreOf.map(words => ['', `more ${words}`, `more ${words}`, { moreOf: [words] }]),
    ...state.aversions.map(words => ['not', `not “${words}”`, `your words: not ${words}`, { aversions: [words] }]),
  ];
  return all.map(([kind, text, label, edit]) => button(
    [element('span', { dir: 'auto' }, text), icon('remove')], () => remove(edit),
    { class: kind === 'not' ? 'chip not' : 'chip', label: `Remove: ${label}`, 'data-focus': JSON.stringify(edit) }));
}

const bounds = ({ attribute, from, to }) => `${attribute} ${to == null ? `from ${round(from)}` : from == null ? `up to ${round(to)}` : `${round(from)}–${round(to)}`}`;

const round = number => Math.round(number * 100) / 100;

const years = ({ yearFrom, yearTo }) => yearTo == null ? `from ${yearFrom}` : yearFrom == null ? `up to ${yearTo}` : yearFrom === yearTo ? `${yearFrom}` : `${yearFrom}–${yearTo}`;
