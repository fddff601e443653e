import { ask } from './api.js';
import { beliefs } from './beliefs.js';
import { drawEvidence, fromFacts, fromReasons } from './evidence.js';
import { element } from './dom.js';
import { ofVisitor } from './visitor.js';

const HOVER = 220;
const LEAVE = 260;
let open = null;
let count = 0;

/**
 * Shows why a pick is here: when the pointer rests on `area`, when `button` has the keyboard's focus, and on a click or
 * tap. It can be pointed at, and goes with Escape, a click elsewhere, or the focus.
 */
export function explains(card, area, button, pick) {
  let timer = 0;
  const panel = element('div', { id: `why-${++count}`, class: 'because', role: 'group', 'aria-label': `Why ${pick.title}`, hidden: true });
  const self = { card, close };
  button.setAttribute('aria-controls', panel.id);
  button.setAttribute('aria-expanded', 'false');
  card.append(panel);

  function show({ isSought } = {}) {
    clearTimeout(timer);
    if (open === self) return;
    open?.close();
    open = self;
    panel.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    const filled = panel.childElementCount ? Promise.resolve() : fill(panel, pick);
    if (isSought) filled.then(() => open === self && panel.scrollIntoView({ block: 'nearest' }));
  }

  function close() {
    clearTimeout(timer);
    if (open === self) open = null;
    self.isPinned = false;
    panel.hidden = true;
    button.setAttribute('aria-expanded', 'false');
  }

  const later = (act, wait) => event => {
    clearTimeout(timer);
    if (event.pointerType === 'mouse') timer = setTimeout(() => act(), wait);
  };
  for (const place of [area, button, panel]) {
    place.addEventListener('pointerenter', later(show, HOVER));
    place.addEventListener('pointerleave', later(() => self.isPinned || close(), LEAVE));
  }
  button.addEventListener('focus', () => button.matches(':focus-visible') && show({ isSought: true }));
  button.addEventListener('click', event => {
    // What the pointer's rest has opened, a click keeps open.
    const stays = open !== self || (event.detail > 0 && !self.isPinned);
    if (stays) show({ isSought: true });
    else close();
    self.isPinned = stays;
  });
  card.addEventListener('focusout', event => open === self && !card.contains(event.relatedTarget) && !self.isPinned && close());
}

document.addEventListener('keydown', event => event.key === 'Escape' && open?.close());
document.addEventListener('pointerdown', event => open && !open.card.contains(event.target) && open.close());

/** Words and evidence: what came with the pick, else what the service says of it now. */
async function fill(panel, pick) {
  const words = element('p', { class: 'words', dir: 'auto' });
  panel.append(words);
  const draw = explanation => {
    words.removeAttribute('aria-busy');
    words.textContent = explanation?.text ?? pick.reasons?.map(reason => reason.text).join('. ') ?? '';
    const evidence = pick.reasons?.length ? fromReasons(pick.reasons) : explanation && fromFacts(explanation.evidence);
    panel.append(...[
      evidence && drawEvidence(evidence, pick.channels),
      explanation && element('p', { class: 'small' }, `${explanation.source === 'llm' ? `Worded by ${explanation.model}` : 'Worded by a template'}, checked against this evidence.`),
    ].filter(Boolean));
  };
  if (pick.explanation || !beliefs.current?.isKnown) return draw(pick.explanation);
  words.setAttribute('aria-busy', 'true');
  words.textContent = 'Putting it into words…';
  try {
    draw(await ask(ofVisitor(`/explanations/${encodeURIComponent(pick.id)}`)));
  } catch (error) {
    draw(null);
    panel.append(element('p', { class: 'small' }, error.message));
  }
}
