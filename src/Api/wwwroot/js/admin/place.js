import { isAborted } from '../api.js';
import { button, element, redraw } from '../dom.js';
import { askForKey, tell } from '../notice.js';
import { reload } from './views.js';

/**
 * A part of the page that is read from the service. Until the first answer it keeps its room; where there is none it says
 * why; when a later look fails, what was there stays.
 */
export class Place {
  #root;
  #load;
  #draw;
  #isDrawn = false;
  #latest = 0;

  /** root: what is filled. load(): what to show. draw(what): its nodes. room: how high it waits, in rem. */
  constructor(root, load, draw, room) {
    [this.#root, this.#load, this.#draw] = [root, load, draw];
    if (room) this.#wait(room);
  }

  /** Reads and draws anew; whether it could. */
  async refresh() {
    const own = ++this.#latest;
    try {
      const read = await this.#load();
      // An answer that was overtaken by a later one says nothing any more.
      if (own !== this.#latest) return true;
      const content = this.#draw(read);
      if (content) redraw(this.#root, content.filter(Boolean), document.getElementById('main'));
      this.#isDrawn = true;
      this.#root.removeAttribute('aria-busy');
      return true;
    } catch (error) {
      if (!isAborted(error)) this.#fail(error);
      return false;
    }
  }

  #wait(room) {
    this.#root.setAttribute('aria-busy', 'true');
    const blank = element('div', { class: 'wait', 'aria-hidden': 'true' });
    blank.style.height = `${room}rem`;
    this.#root.replaceChildren(blank);
  }

  #fail(error) {
    this.#root.removeAttribute('aria-busy');
    if (error.status === 403) askForKey(reload, 'This page asks for a key of scope admin');
    if (this.#isDrawn) {
      // That nobody answers is told once, for the whole page.
      if (error.status && error.status !== 401 && error.status !== 403) tell(error.message);
      return;
    }
    const isKey = error.status === 401 || error.status === 403;
    this.#root.replaceChildren(nothing(isKey ? 'A key is needed' : 'This can’t be read just now', error.message, !isKey && button('Try again', () => this.refresh())));
  }
}

/** What is said where there is nothing to show. */
export const nothing = (title, text, ...actions) => element('div', { class: 'none' }, element('h2', {}, title), element('p', {}, text), ...actions);

/** Does something again and again while its view is looked at; less and less often while it fails. act() says whether it could. */
export function repeat(act, interval) {
  let [timer, failures, isStopped, isRunning] = [0, 0, false, false];
  const again = () => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(run, Math.min(interval * 2 ** failures, 60_000));
  };
  async function run() {
    if (isRunning || isStopped) return;
    isRunning = true;
    if (!document.hidden) failures = await act() ? 0 : failures + 1;
    isRunning = false;
    again();
  }
  const wake = () => document.hidden || run();
  document.addEventListener('visibilitychange', wake);
  run();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', wake);
  };
}
