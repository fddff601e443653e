import { ask, isAborted } from './api.js';
import { beliefs } from './beliefs.js';
import { card } from './card.js';
import { details } from './details.js';
import { byId, button, element } from './dom.js';
import { counted } from './names.js';
import { isShown } from './shown.js';
import { ofVisitor } from './visitor.js';

const PAGE = 8;
const MOST = 48;
const STARTING = 1500;

/** What is recommended now, and more of it on demand. */
export class Recommendations {
  /** The categories of what is shown, each once. */
  kinds = [];

  /** The first title; null when there is none. */
  first = null;
  #list = byId('cards');
  #status = byId('for-you-status');
  #more = byId('more');
  #asking = null;
  #ids = [];
  #state;

  constructor(state) {
    this.#state = state;
    this.#more.addEventListener('click', () => this.#showMore());
  }

  /** Asks anew; until the answer is there, what was shown stays where it is. */
  async load() {
    this.#list.setAttribute('aria-busy', 'true');
    const drawn = await this.#drawn([]);
    if (!drawn) return;
    const focused = this.#list.contains(document.activeElement) ? this.#placeOf(document.activeElement) : null;
    this.#ids = drawn.ids;
    this.kinds = drawn.kinds;
    this.first = drawn.answer.items[0]?.title ?? null;
    this.#list.replaceChildren(...(drawn.cards.length ? drawn.cards : [await this.#nothing()]));
    if (focused) (this.#list.children[Math.min(focused.at, this.#list.childElementCount - 1)]?.querySelector(focused.which) ?? byId('for-you')).focus();
    this.#list.setAttribute('aria-busy', 'false');
    this.#status.textContent = drawn.answer.degraded ? `Not everything could be asked: ${drawn.answer.faults.map(fault => `${fault.part} ${fault.reason}`).join('; ')}` : this.#heading();
  }

  async #showMore() {
    this.#more.disabled = true;
    const drawn = await this.#drawn(this.#ids);
    this.#more.disabled = false;
    if (!drawn) return;
    this.#ids.push(...drawn.ids);
    this.#list.append(...drawn.cards);
    drawn.cards[0]?.querySelector('button')?.focus({ preventScroll: true });
    this.#status.textContent = drawn.cards.length ? `${counted(this.#ids.length, 'recommendation')} now` : 'There is nothing more.';
  }

  /** An answer and its cards, with details and all: what comes in pieces jumps. Null when it failed or nobody waits for it. */
  async #drawn(exclude) {
    this.#asking?.abort();
    const { signal } = this.#asking = new AbortController();
    try {
      const query = new URLSearchParams({ limit: PAGE, ...(exclude.length && { exclude: exclude.join(',') }) });
      const answer = await ask(ofVisitor(`/recommendations?${query}`), { signal });
      // An id with a comma in it can't be excluded by name.
      const picks = answer.items.filter(pick => !exclude.includes(pick.id));
      const items = await details(picks.map(pick => pick.id));
      signal.throwIfAborted();
      this.#more.hidden = answer.items.length < PAGE || exclude.length + PAGE >= MOST;
      const cards = picks.map((pick, at) => {
        const made = card(pick, items.get(pick.id), this.#state);
        isShown(made, answer.recommendationId, pick.id, at + 1);
        return made;
      });
      return { answer, cards, ids: picks.map(pick => pick.id), kinds: [...new Set([...items.values()].flatMap(item => item.categories))] };
    } catch (error) {
      if (!isAborted(error)) this.#failed(error);
      return null;
    }
  }

  #failed(error) {
    this.#list.setAttribute('aria-busy', 'false');
    const isEmpty = !this.#list.querySelector('.card');
    this.#status.textContent = isEmpty ? '' : error.message;
    if (isEmpty) {
      this.#list.replaceChildren(element('li', { class: 'nothing' },
        element('h3', {}, 'No recommendations just now'), element('p', {}, error.message), button('Try again', () => this.load())));
    }
  }

  /** Why there is nothing: the service is still starting, or has nothing to recommend. */
  async #nothing() {
    if ((await fetch('/health/ready').catch(() => null))?.status === 503) {
      setTimeout(() => this.load(), STARTING);
      return element('li', { class: 'nothing' }, element('h3', {}, 'The service is starting'), element('p', {}, 'The catalogue is being brought in. This fills by itself.'));
    }
    return element('li', { class: 'nothing' }, element('h3', {}, 'Nothing to recommend yet'),
      element('p', {}, beliefs.items('like').length ? 'You know all there is.' : 'The catalogue is empty: send items in with PUT /v1/items.'));
  }

  #heading() {
    const likes = beliefs.items('like').length;
    return this.#ids.length === 0 ? '' : likes ? `From ${likes === 1 ? 'the one thing' : `the ${likes.toLocaleString()} things`} you like` : 'What others like, until you say what you do';
  }

  #placeOf(focused) {
    const at = [...this.#list.children].findIndex(child => child.contains(focused));
    return { at, which: focused.dataset.verdict ? `[data-verdict="${focused.dataset.verdict}"]` : '.why' };
  }
}
