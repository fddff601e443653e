import { isAborted } from './api.js';
import { beliefs } from './beliefs.js';
import { chipsOf } from './chips.js';
import { Broken } from './conversation.js';
import { byId, button, element, icon, redraw } from './dom.js';
import { tell } from './notice.js';
import { Turn } from './turn.js';

const ABOVE = 16;
const AGAIN = 'something else';

/** The conversation on the page. */
export class Talk {
  #log = byId('log');
  #field = byId('message');
  #send = byId('send');
  #conversation;
  #state;
  #stop = null;
  #last = null;
  #isEdited = false;
  #wanders = false;
  #kinds = [];

  /** state(item, verdict) keeps what is said of an item that is shown. */
  constructor(conversation, state) {
    this.#conversation = conversation;
    this.#state = state;
    this.#send.append(icon('send'));
    byId('say').addEventListener('submit', event => {
      event.preventDefault();
      if (this.#stop) this.#stop.abort();
      else this.#say(this.#field.value.trim());
    });
    this.#field.addEventListener('keydown', event => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      if (!this.#stop) this.#say(this.#field.value.trim());
    });
    byId('afresh').addEventListener('click', () => this.begin());
    // Whoever looks at what was said before is left there.
    for (const move of ['wheel', 'touchmove', 'pointerdown', 'keydown']) this.#log.addEventListener(move, () => { this.#wanders = true; }, { passive: true });
    conversation.addEventListener('change', () => this.#drawChips());
    beliefs.addEventListener('load', () => this.#log.querySelector('.begin') && this.#welcome());
    this.#welcome();
  }

  /** Shows the conversation that was open when the page was left. */
  async restore() {
    // What was said meanwhile, and perhaps not answered, stays.
    if (!this.#log.querySelector('.turn')) await this.#show(await this.#conversation.restore());
  }

  /** Kinds of things that there are, to begin with. */
  offer(kinds) {
    this.#kinds = kinds;
    if (this.#log.querySelector('.begin')) this.#welcome();
  }

  /** Shows another conversation. */
  async open(id) {
    this.#show(await this.#conversation.open(id));
    this.#field.focus();
  }

  /** Begins a new one. */
  begin() {
    this.#stop?.abort();
    this.#conversation.leave();
    this.#show([]);
    this.#field.focus();
  }

  async #show(turns) {
    this.#log.replaceChildren();
    if (turns.length === 0) return this.#welcome();
    byId('afresh').hidden = false;
    for (const kept of turns) {
      const turn = this.#append(kept.message);
      await turn.finish(this.#kept(kept, kept === turns.at(-1)));
    }
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  /** A turn that was read back: of its items the ids are known. */
  #kept = (kept, isLast) => ({
    reply: kept.reply, picks: kept.items.map(id => ({ id })), options: isLast ? this.#conversation.state?.question?.options : null, answer: text => this.#say(text),
  });

  #append(message) {
    this.#log.querySelector('.begin')?.remove();
    this.#last?.settle();
    this.#last = new Turn(message, this.#state);
    this.#log.append(this.#last.node);
    return this.#last;
  }

  #say(message) {
    if (!message || this.#stop) return;
    this.#field.value = '';
    byId('afresh').hidden = false;
    const turn = this.#append(message);
    this.#log.scrollTop = this.#log.scrollHeight;
    return this.#ask(turn);
  }

  async #ask(turn) {
    const stated = () => JSON.stringify([this.#conversation.state?.likes, this.#conversation.state?.dislikes]);
    const before = stated();
    this.#isEdited = this.#wanders = false;
    this.#busy(new AbortController());
    try {
      for await (const { type, data } of this.#conversation.say(turn.message, this.#stop.signal)) {
        // More chips leave less room above them.
        if (type === 'state') await this.#drawChips(data, () => this.#following());
        else if (type === 'token') this.#following(() => turn.add(data.text));
        else if (type === 'done') await this.#finish(turn, { reply: data.reply, picks: data.items, recommendationId: data.recommendationId, options: data.question?.options });
      }
    } catch (error) {
      this.#failed(turn, error);
    } finally {
      this.#busy(null);
    }
    if (stated() !== before) await beliefs.changed().catch(() => {});
  }

  #failed(turn, error) {
    const again = button('Ask again', () => { turn.retry(); this.#ask(turn); });
    this.#following(() => isAborted(error) ? turn.fail('Stopped.', again)
      : error instanceof Broken ? turn.fail(error.message, button('Get the rest', () => this.#resume(turn)), again)
        : turn.fail(error.message, again));
    turn.node.querySelector('.broken button').focus();
  }

  /** After a break: what was answered, when it is kept; else the question is put again. */
  async #resume(turn) {
    turn.retry();
    this.#wanders = false;
    this.#busy(new AbortController());
    let kept;
    try {
      kept = await this.#conversation.find(turn.message);
    } catch (error) {
      return this.#failed(turn, error);
    } finally {
      this.#busy(null);
    }
    if (!kept) return this.#ask(turn);
    await this.#finish(turn, this.#kept(kept, true));
    await beliefs.changed().catch(() => {});
  }

  async #finish(turn, whole) {
    await turn.finish({ answer: text => this.#say(text), ...whole });
    // The beginning of a long answer is read first.
    if (!this.#wanders) this.#log.scrollTop = turn.node.offsetTop - ABOVE;
  }

  #busy(stop) {
    this.#stop = stop;
    this.#log.setAttribute('aria-busy', String(stop !== null));
    this.#send.replaceChildren(icon(stop ? 'stop' : 'send'));
    this.#send.setAttribute('aria-label', stop ? 'Stop' : 'Send');
  }

  /** Changes the log, and shows its end to whoever waits there. */
  #following(change) {
    change?.();
    if (!this.#wanders) this.#log.scrollTop = this.#log.scrollHeight;
  }

  async #drawChips(state = this.#conversation.state, then = () => {}) {
    const chips = await chipsOf(state, edit => this.#edit(edit)).catch(() => null);
    if (!chips) return;
    const place = byId('state');
    place.hidden = chips.length === 0 && !this.#isEdited;
    redraw(place, [...chips, ...(this.#isEdited ? [button('Suggest again', () => this.#say(AGAIN), { class: 'again', 'data-focus': '' })] : [])], this.#field);
    then();
  }

  async #edit(edit) {
    try {
      this.#isEdited = true;
      await this.#conversation.edit(edit);
      if (edit.likes || edit.dislikes) await beliefs.changed();
    } catch (error) {
      tell(error.message);
    }
  }

  #welcome() {
    byId('afresh').hidden = true;
    const starts = [...beliefs.items('like').slice(0, 2).map(item => `Something like ${item.title}`), ...this.#kinds].slice(0, 3).concat('Surprise me');
    this.#log.replaceChildren(element('div', { class: 'begin' },
      element('h3', {}, 'In your own words'),
      element('p', {}, 'Say what you feel like, what you loved, what you have had enough of. What is understood stands below, and can be taken back.'),
      element('div', { class: 'chips' }, starts.map(text => button(text, () => this.#say(text), { dir: 'auto' })))));
  }
}
