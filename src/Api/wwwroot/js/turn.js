import { card } from './card.js';
import { details, titleOf } from './details.js';
import { button, element } from './dom.js';
import { isShown } from './shown.js';

/** A turn of the conversation as it is shown: what was said, what is answered, what is shown with it. */
export class Turn {
  #reply = element('p', { class: 'reply', dir: 'auto' });
  #below = element('div');

  /** state(item, verdict) keeps what is said of an item that is shown. */
  constructor(message, state) {
    this.message = message;
    this.state = state;
    this.node = element('div', { class: 'turn' }, element('p', { class: 'said', dir: 'auto' }, message), this.#reply);
  }

  /** More of the answer's words. */
  add(text) {
    this.#reply.append(text);
  }

  /** The whole answer. picks: ids with, where they are known, title, reasons, channels and explanation. */
  async finish({ reply, picks, recommendationId, options, answer }) {
    this.#reply.textContent = reply;
    this.#below.remove();
    const items = await details(picks.map(pick => pick.id));
    const shown = picks.filter(pick => pick.title || items.has(pick.id));
    if (shown.length) {
      this.node.append(element('ol', {}, shown.map((pick, at) => {
        const made = card({ ...pick, title: pick.title ?? titleOf(items.get(pick.id)) }, items.get(pick.id), this.state);
        isShown(made, recommendationId, pick.id, at + 1);
        return made;
      })));
    }
    if (options?.length) {
      this.node.append(element('div', { class: 'options', role: 'group', 'aria-label': 'Answers' },
        [...options, 'It doesn’t matter'].map(option => button(option, () => answer(option), { dir: 'auto' }))));
    }
  }

  /** What went wrong, and what can be done. */
  fail(message, ...buttons) {
    if (!this.#reply.textContent) this.#reply.remove();
    this.#below = element('div', { class: 'broken' }, element('p', {}, message), ...buttons);
    this.node.append(this.#below);
  }

  /** From the beginning, after something went wrong. */
  retry() {
    this.#below.remove();
    this.#reply.textContent = '';
    this.node.append(this.#reply);
  }

  /** Answers are given once. */
  settle() {
    this.node.querySelector('.options')?.remove();
  }
}
