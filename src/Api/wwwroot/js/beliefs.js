import { ask } from './api.js';
import { ofVisitor, visitor } from './visitor.js';

const VALUES = { like: 1, dislike: -1, none: 0 };

/** What the service knows of the visitor; says `change` whenever that may have changed, and `load` when it was read. */
class Beliefs extends EventTarget {
  #current = null;

  /** What was read last; null before the first time. */
  get current() {
    return this.#current;
  }

  /** The items with a verdict: like, dislike or none. */
  items = verdict => this.#current?.items.filter(item => item.verdict === verdict) ?? [];

  verdictOn = id => this.#current?.items.find(item => item.id === id)?.verdict ?? 'none';

  /** Reads what is known. */
  async load() {
    this.#current = await ask(ofVisitor('/beliefs'));
    this.dispatchEvent(new Event('load'));
  }

  /** Keeps what the visitor says of an item; it is shown at once, and taken back when it can't be kept. */
  async say(item, verdict) {
    const before = this.#current;
    const said = { id: item.id, title: item.title, verdict, type: 'stated', value: VALUES[verdict], at: new Date().toISOString() };
    this.#current = { ...before, items: [said, ...(before?.items ?? []).filter(known => known.id !== item.id)] };
    this.dispatchEvent(new Event('load'));
    try {
      await ask('/v1/interactions', { method: 'POST', body: [{ userId: visitor(), itemId: item.id, type: 'stated', value: VALUES[verdict] }] });
    } catch (error) {
      this.#current = before;
      this.dispatchEvent(new Event('load'));
      throw error;
    }
    await this.changed();
  }

  /** Something was said elsewhere: reads anew. */
  async changed() {
    await this.load();
    this.dispatchEvent(new Event('change'));
  }
}

export const beliefs = new Beliefs();
