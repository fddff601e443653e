import { ask } from '../api.js';
import { element } from '../dom.js';
import { chart, minuteTable } from './chart.js';
import { count, figures, milliseconds, percent } from './figures.js';
import { BARS, readMinute, requestsChart, sayHour } from './hour.js';
import { nothing, Place, repeat } from './place.js';

const EVERY = 10_000;
const LINES = [
  { name: 'half within', class: 'half', of: ({ answered }) => answered.p50 },
  { name: '95 of 100 within', class: 'most', of: ({ answered }) => answered.p95 },
];
const orDash = (value, say) => value == null ? '–' : say(value);

/** Requests, errors and latency over the last hour. */
export function start(section) {
  const [numbers, charts] = [element('div', {}, figures(strip(null))), element('div', { class: 'part' })];
  section.append(numbers, charts);
  const place = new Place(charts, () => ask('/v1/admin/traffic'), hour => {
    numbers.replaceChildren(figures(strip(hour)));
    // Who has a table open, or points at a chart, is not disturbed.
    if (charts.querySelector('details[open], .chart svg:hover')) return null;
    return [
      element('div', { class: 'columns' },
        element('div', { class: 'panel' }, requestsChart(hour)),
        element('div', { class: 'panel' }, chart({
          title: 'Time to answer', summary: sayHour(hour), minutes: hour.minutes, lines: LINES, unit: milliseconds, read: readMinute,
        }))),
      minuteTable('Requests and times to answer, by minute', [...hour.minutes].reverse(), [
        ...BARS.map(bar => [bar.name, minute => count(bar.of(minute))]), ...LINES.map(line => [line.name, minute => orDash(line.of(minute), milliseconds)]),
      ]),
      element('section', { class: 'part', 'aria-labelledby': 'routes-heading' }, element('header', {}, element('h2', { id: 'routes-heading' }, 'By route')), routes(hour.routes)),
    ];
  }, 34);
  let stop;
  return { show() { stop = repeat(() => place.refresh(), EVERY); }, hide: () => stop() };
}

const strip = hour => {
  const all = hour?.all;
  const rate = number => all.requests > 0 ? percent(number / all.requests) : null;
  return [
    ['Requests', all && count(all.requests), all && (all.requests < 60 ? 'less than one a minute' : `${count(Math.round(all.requests / 60))} a minute`)],
    ['Refused', all && count(all.refused), all && rate(all.refused)],
    ['Failed', all && count(all.failed), all && rate(all.failed), all?.failed > 0],
    ['Half within', all && orDash(all.p50, milliseconds), null],
    ['95 of 100 within', all && orDash(all.p95, milliseconds), null],
  ];
};

const routes = list => list.length === 0 ? nothing('No requests yet', 'As soon as somebody searches or is recommended something, their routes stand here.')
  : element('div', { class: 'tables', tabindex: '0', role: 'group', 'aria-label': 'Requests by route' }, element('table', {},
    element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'Route'), ['Requests', 'Refused', 'Failed', 'Half within', '95 of 100 within'].map(name => element('th', { scope: 'col', class: 'number' }, name)))),
    element('tbody', {}, list.map(({ method, route, answered }) => element('tr', {},
      element('th', { scope: 'row' }, element('code', {}, `${method} ${route}`)),
      [answered.requests, answered.refused, answered.failed].map(number => element('td', { class: 'number' }, count(number))),
      [answered.p50, answered.p95].map(number => element('td', { class: 'number' }, orDash(number, milliseconds))))))));
