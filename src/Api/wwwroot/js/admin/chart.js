import { drawing, element } from '../dom.js';

const WIDTH = 600;
const HEIGHT = 100;
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/**
 * A chart over minutes. What is drawn is stretched to the room there is; words stand beside it, in their own size.
 *
 * title: its name. summary: what it says, for those who don't see it. minutes: [{ at, … }].
 * bars: [{ name, of(minute), class }], stacked; or lines: the same, null for no value.
 * unit(number): a value in words. read(minute): what is said of the minute under the pointer.
 */
export function chart({ title, summary, minutes, bars = [], lines = [], unit, read }) {
  const series = [...bars, ...lines];
  const highest = Math.max(0, ...minutes.map(minute => bars.length ? bars.reduce((sum, one) => sum + one.of(minute), 0) : Math.max(...lines.map(one => one.of(minute) ?? 0))));
  // Of whole numbers, marks at whole numbers.
  const top = roundUp(bars.length ? Math.max(highest, 4) : highest);
  const step = WIDTH / minutes.length;
  const y = value => HEIGHT - HEIGHT * value / top;
  const band = drawing('rect', { class: 'band', y: 0, width: step, height: HEIGHT, visibility: 'hidden' });
  const plot = drawing('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': `${title}. ${summary}` },
    [.25, .5, .75].map(share => drawing('line', { class: 'rule', x1: 0, x2: WIDTH, y1: HEIGHT * share, y2: HEIGHT * share })),
    band, stacked(minutes, bars, step, y), lines.map(line => path(minutes, line, step, y)));
  const [reading, quiet] = [element('p', { class: 'reading', 'aria-hidden': 'true' }), highest === 0 ? 'Nothing yet' : ''];
  reading.textContent = quiet;
  const node = element('figure', { class: 'chart' },
    element('figcaption', {}, element('span', { class: 'chart-title' }, title), series.length > 1 && element('span', { class: 'keys' }, series.map(one => element('span', { class: `key ${one.class}` }, one.name)))),
    element('div', { class: 'plot' },
      element('div', { class: 'scale', 'aria-hidden': 'true' }, element('span', {}, unit(top)), element('span', {}, unit(top / 2)), element('span', {}, '0')),
      plot,
      element('div', { class: 'axis', 'aria-hidden': 'true' }, [0, Math.floor(minutes.length / 2), minutes.length - 1].map(at => element('span', {}, clock.format(new Date(minutes[at].at)))))),
    reading);
  plot.addEventListener('pointermove', event => {
    const { left, width } = plot.getBoundingClientRect();
    const at = Math.min(minutes.length - 1, Math.max(0, Math.floor(minutes.length * (event.clientX - left) / width)));
    band.setAttribute('x', at * step);
    band.setAttribute('visibility', 'visible');
    reading.textContent = `${clock.format(new Date(minutes[at].at))}: ${read(minutes[at])}`;
  });
  plot.addEventListener('pointerleave', () => {
    band.setAttribute('visibility', 'hidden');
    reading.textContent = quiet;
  });
  return node;
}

/** The minutes as a table, which says the same as a chart to those who don't see it. */
export const minuteTable = (caption, minutes, columns) => element('details', {}, element('summary', {}, 'By minute, as a table'),
  element('div', { class: 'tables', tabindex: '0', role: 'group', 'aria-label': caption }, element('table', {},
    element('caption', {}, caption),
    element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'Minute'), columns.map(([name]) => element('th', { scope: 'col', class: 'number' }, name)))),
    element('tbody', {}, minutes.map(minute => element('tr', {}, element('th', { scope: 'row', class: 'number' }, clock.format(new Date(minute.at))), columns.map(([, of]) => element('td', { class: 'number' }, of(minute)))))))));

const stacked = (minutes, bars, step, y) => minutes.map((minute, at) => {
  let below = 0;
  return bars.map(bar => {
    const value = bar.of(minute);
    below += value;
    return value > 0 && drawing('rect', { class: bar.class, x: at * step + step * .14, width: step * .72, y: y(below), height: y(below - value) - y(below) });
  });
}).flat(2);

/** A line with gaps where there is no value; a value that stands alone is a short stroke. */
function path(minutes, line, step, y) {
  let [drawn, isOpen] = ['', false];
  minutes.forEach((minute, at) => {
    const value = line.of(minute);
    if (value == null) isOpen = false;
    else {
      const x = (at + .5) * step;
      drawn += isOpen ? `L${x} ${y(value)}` : `M${x - step * .3} ${y(value)}L${x} ${y(value)}`;
      isOpen = true;
    }
  });
  return drawing('path', { class: `line ${line.class}`, d: drawn || 'M0 0' });
}

/** The next of 1, 2, 4, 5 and 10 times a power of ten: halves of it are round, too. */
function roundUp(value) {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 5, 10].find(step => step * power >= value) * power;
}
