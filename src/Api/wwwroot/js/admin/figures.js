import { element } from '../dom.js';

const whole = new Intl.NumberFormat();
const short = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const when = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A count in full, up to a hundred thousand; shortened above. */
export const count = number => number < 100_000 ? whole.format(number) : short.format(number);

/** A share of 0 to 1 as a percentage. */
export const percent = share => `${(100 * share).toLocaleString(undefined, { maximumFractionDigits: share > 0 && share < .1 ? 1 : 0 })} %`;

/** Milliseconds, at a precision that says something. */
export const milliseconds = ms => ms >= 10_000 ? `${Math.round(ms / 1000)} s` : ms >= 1000 ? `${(ms / 1000).toFixed(1)} s` : `${ms >= 10 ? Math.round(ms) : ms.toFixed(1)} ms`;

/** A length of time in words: `40 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(seconds) {
  const s = Math.max(0, Math.round(seconds));
  return s < 60 ? `${s} s` : s < 3600 ? `${Math.floor(s / 60)} min${s % 60 ? ` ${s % 60} s` : ''}` : `${Math.floor(s / 3600)} h ${Math.floor(s % 3600 / 60)} min`;
}

/** A point in time. */
export const moment = iso => element('time', { datetime: iso }, when.format(new Date(iso)));

/**
 * A strip of figures: [name, value, note, isBad] each. Where nothing is known yet the places stand all the same.
 */
export const figures = entries => element('dl', { class: 'figures' }, entries.map(([name, value, note, isBad]) => element('div', {},
  element('dt', {}, name), element('dd', { class: isBad ? 'bad' : null }, value ?? '–'), element('dd', { title: note ?? null }, note ?? ''))));
