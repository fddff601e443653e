import { element } from '../dom.js';
import { count, duration } from './figures.js';

const DOING = { backfill: 'Embedding texts', training: 'Training models', projection: 'Laying out the map' };

/** A job that is queued or running, to be brought up to date in place: nothing blinks, and the focus stays. */
export function jobBar(job) {
  const [what, share, facts] = [element('strong'), element('span', { class: 'small number' }), element('p', { class: 'job-facts' })];
  const track = element('div', { class: 'track', role: 'progressbar', 'aria-valuemin': 0, 'aria-valuemax': 100 }, element('i'));
  const bar = element('div', { class: 'job' }, element('div', { class: 'job-head' }, what, share), track, facts);
  return { bar, update };

  function update(now) {
    const name = now.detail?.doing ? `${DOING[now.kind] ?? now.kind}: ${now.detail.doing}` : DOING[now.kind] ?? now.kind;
    put(what, now.cancelRequested ? `${name}, stopping…` : now.state === 'queued' ? `${name}, waiting for a worker` : name);
    track.setAttribute('aria-label', name);
    const isKnown = now.total > 0;
    track.classList.toggle('unknown', !isKnown && !now.cancelRequested);
    const done = isKnown ? Math.min(100, 100 * now.done / now.total) : 0;
    if (isKnown) {
      track.setAttribute('aria-valuenow', Math.round(done));
      track.style.setProperty('--share', `${done.toFixed(1)}%`);
    } else {
      track.removeAttribute('aria-valuenow');
    }
    put(share, isKnown ? `${Math.floor(done)} %` : '');
    put(facts, [
      isKnown && `${count(now.done)} of ${count(now.total)}`,
      now.rate > 0 && `${now.rate >= 10 ? count(Math.round(now.rate)) : now.rate} a second`,
      now.etaSeconds > 0 && `${duration(now.etaSeconds)} to go`,
      now.failed > 0 && `${count(now.failed)} failed`,
      now.detail?.loss != null && `loss ${now.detail.loss}`,
      now.detail?.validation != null && `NDCG@10 ${now.detail.validation}`,
    ].filter(Boolean).join(' · '));
  }
}

const put = (node, text) => {
  if (node.textContent !== text) node.textContent = text;
};
