import { ask } from '../api.js';
import { bar, drawing, element } from '../dom.js';
import { count, percent } from './figures.js';
import { nothing, Place } from './place.js';

const DAYS = [1, 7, 30];
const ABOUT = {
  wish: 'free text: meaning and words', sequence: 'trained: the order of likes', masked: 'trained: likes as a pattern', 'two-tower': 'trained: histories and items in one space',
  ease: 'trained: what goes with what', 'text-adapter': 'trained: meaning learned here', 'item-knn': 'people who like this like that', transitions: 'what people like next',
  profile: 'near a whole taste', similar: 'near recent likes', 'similar-users': 'what people alike like', popular: 'what many like', fresh: 'new, untried items',
};
const ROW = 46;

/** The pipeline as a picture, each channel with its part in what was shown and clicked. */
export function start(section) {
  let days = 7;
  const root = element('div');
  const choice = element('fieldset', { class: 'days' }, element('legend', { class: 'unseen' }, 'Of which days'), DAYS.map(number => {
    const input = element('input', { type: 'radio', name: 'days', value: number, checked: number === days, change: () => { days = number; place.refresh(); } });
    return element('label', {}, input, number === 1 ? 'A day' : `${number} days`);
  }));
  section.append(choice, root);
  const place = new Place(root, () => Promise.all([ask('/v1/admin/overview'), ask(`/v1/admin/attribution?days=${days}`)]), ([{ pipeline }, report]) => [
    picture(pipeline, report),
    element('p', { class: 'of-shares' }, element('span', { class: 'key shown' }, 'share of what was shown'), element('span', { class: 'key clicked' }, 'share of what was clicked or liked afterwards')),
    element('section', { class: 'part', 'aria-labelledby': 'credit-heading' }, element('header', {}, element('h2', { id: 'credit-heading' }, 'Who brought what'), element('p', { class: 'small' }, said(report))), table(report)),
  ], 52);
  return { show: () => place.refresh(), hide() {} };
}

const said = ({ answers, isWhole, shown, clicked, unknown }) => shown === 0 ? 'Nothing was shown in this time.' : [
  `${count(shown)} items shown of ${isWhole ? '' : 'the latest '}${count(answers)} answers, ${count(clicked)} clicked or liked afterwards (${percent(clicked / shown)}).`,
  unknown > 0 && `${count(unknown)} were shown to people not known by then: what they did can’t be told.`,
].filter(Boolean).join(' ');

/** From who asks through channels to a list; the ribbons are as wide as each channel's share of what was shown. */
function picture({ channels, ranker, rerankers }, report) {
  const rows = report.channels.toSorted((a, b) => place(channels, a) - place(channels, b));
  const all = rows.length * ROW;
  const step = (name, text) => element('li', {}, element('strong', {}, name), element('span', { class: 'small' }, text));
  return element('div', { class: 'flow' },
    element('ul', { class: 'steps', 'aria-label': 'Who asks' }, step('Who asks', 'a user’s history, or what a visitor says')),
    ribbons(rows, all, 84, false),
    element('ul', { class: 'channels', 'aria-label': 'Channels, with their shares of what was shown and clicked' }, rows.map(channel)),
    ribbons(rows, all, 300, true),
    element('ol', { class: 'steps', 'aria-label': 'From candidates to a list' }, step('Merge', 'in turn, every finder credited'), step('Filter', 'what is seen or excluded'), step('Rank', ranker), step('Rerank', rerankers.join(', ') || 'none'), step('List', 'with evidence')));
}

const place = (order, { channel }) => order.includes(channel) ? order.indexOf(channel) : order.length;

const channel = ({ channel: name, shown, clicked }) => element('li', { class: 'channel' },
  element('div', {}, element('strong', {}, name), element('span', { class: 'small' }, ABOUT[name] ?? '')),
  element('div', { class: 'shares' },
    element('div', { class: 'shown' }, bar(shown.share), element('span', {}, element('span', { class: 'unseen' }, 'shown '), percent(shown.share))),
    element('div', { class: 'clicked' }, bar(clicked.share), element('span', {}, element('span', { class: 'unseen' }, 'clicked '), percent(clicked.share)))));

/** Bands between one place in the middle and the rows; what brought nothing has a thin broken line. */
function ribbons(rows, all, most, isRight) {
  const total = rows.reduce((sum, row) => sum + row.shown.share, 0) || 1;
  let at = (all - most) / 2;
  return drawing('svg', { class: 'ribbons', viewBox: `0 0 100 ${all}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, rows.map(({ shown }, row) => {
    const middle = (row + .5) * ROW;
    const [near, far] = isRight ? [0, 100] : [100, 0];
    if (shown.share === 0) return drawing('path', { class: 'silent', d: `M${near} ${middle}C50 ${middle} 50 ${at} ${far} ${at}` });
    const thick = most * shown.share / total;
    const [half, from] = [Math.min(thick, ROW * .8) / 2, at];
    at += thick;
    return drawing('path', { d: `M${near} ${middle - half}C50 ${middle - half} 50 ${from} ${far} ${from}L${far} ${at}C50 ${at} 50 ${middle + half} ${near} ${middle + half}Z` });
  }));
}

const table = ({ channels, shown }) => shown === 0
  ? nothing('Nothing was shown yet', 'As soon as a page tells what it showed (POST /v1/impressions; the page at / does), each channel’s part stands here.')
  : element('div', { class: 'tables', tabindex: '0', role: 'group', 'aria-label': 'What each channel brought' }, element('table', {},
    element('thead', {},
      element('tr', {}, element('th', { scope: 'col' }, 'Channel'), ['shown', 'clicked'].flatMap(what => [`Only it, ${what}`, `With others, ${what}`, `Share of ${what}`]).map(name => element('th', { scope: 'col', class: 'number' }, name)))),
    element('tbody', {}, channels.map(({ channel: name, shown: s, clicked: c }) => element('tr', {}, element('th', { scope: 'row' }, name),
      [s, c].flatMap(credit => [count(credit.alone), count(credit.together), percent(credit.share)]).map(text => element('td', { class: 'number' }, text)))))));
