import { element } from '../dom.js';
import { chart } from './chart.js';
import { count, milliseconds, percent } from './figures.js';

export const BARS = [
  { name: 'answered', class: 'fine', of: ({ answered }) => answered.requests - answered.refused - answered.failed },
  { name: 'refused', class: 'refused', of: ({ answered }) => answered.refused },
  { name: 'failed', class: 'failed', of: ({ answered }) => answered.failed },
];

export const readMinute = ({ answered: { requests, refused, failed, p95 } }) => [
  `${count(requests)} requests`, refused > 0 && `${count(refused)} refused`, failed > 0 && `${count(failed)} failed`, p95 != null && `95 % within ${milliseconds(p95)}`,
].filter(Boolean).join(', ');

/** What the hour was like, in a sentence. */
export const sayHour = ({ all }) => all.requests === 0 ? 'Nobody has asked anything in the last hour.'
  : `${count(all.requests)} requests, ${all.failed === 0 ? 'none failed' : `${count(all.failed)} failed (${percent(all.failed / all.requests)})`}, half answered within ${milliseconds(all.p50)}, 95 of 100 within ${milliseconds(all.p95)}.`;

/** Requests a minute. */
export const requestsChart = hour => chart({ title: 'Requests a minute', summary: sayHour(hour), minutes: hour.minutes, bars: BARS, unit: number => count(number), read: readMinute });

/** The last hour, small. */
export const drawHour = hour => element('div', { class: 'hour' }, element('p', { class: 'soft' }, sayHour(hour)), requestsChart(hour));
