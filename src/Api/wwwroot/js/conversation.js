import { ask, isAborted, Problem, send } from './api.js';
import { eventsOf } from './events.js';
import { openConversation, setConversation, visitor } from './visitor.js';

/** The line broke while an answer came: some of it may have been said, and it may be kept. */
export class Broken extends Error {
  constructor() {
    super('The line broke before the answer was whole.');
  }
}

/** The conversation with the service; says `change` when the state, or which conversation it is, has changed. */
export class Conversation extends EventTarget {
  id = null;
  state = null;
  turns = 0;

  /** Goes back to the conversation that was open, or else to the latest. Answers its turns; empty for a new one. */
  async restore() {
    const open = openConversation();
    if (open === '') return [];
    const all = await this.all();
    const known = all.find(one => one.id === open) ?? (open === null ? all[0] : null);
    return known ? this.open(known.id) : [];
  }

  /** The visitor's conversations, the latest first. */
  all = () => ask(`/v1/conversations?${new URLSearchParams({ user: visitor() })}`);

  /** Goes on with a conversation. Answers its turns. */
  async open(id) {
    const { conversation, turns } = await ask(`/v1/conversations/${id}`);
    this.#be(id, conversation.state, conversation.turns);
    return turns;
  }

  /** Leaves the conversation; it is kept. */
  leave() {
    this.#be('', null, 0);
  }

  /** Says something. Yields the events of the answer; throws Broken when they end before their end, and a Problem. */
  async *say(message, signal) {
    const response = await this.#send(message, signal);
    try {
      for await (const event of eventsOf(response)) {
        if (event.type === 'error') throw new Problem(event.data.detail ?? 'The answer could not be made.');
        if (event.type === 'done') {
          const { conversationId, state, turn } = event.data;
          this.#be(conversationId, state, turn + 1);
          yield event;
          return;
        }
        yield event;
      }
    } catch (error) {
      throw isAborted(error) || error instanceof Problem ? error : new Broken();
    }
    throw new Broken();
  }

  /** After a break: the turn that answers the message, when it was kept; else null, and it is to be said again. */
  async find(message) {
    const id = this.id || (await this.all())[0]?.id;
    if (!id) return null;
    const { conversation, turns } = await ask(`/v1/conversations/${id}`);
    const last = turns.at(-1);
    if (!last || last.message !== message || last.number < this.turns) return null;
    this.#be(id, conversation.state, conversation.turns);
    return last;
  }

  /** Takes something out of the state. */
  async edit(edit) {
    const { state } = await ask(`/v1/conversations/${this.id}`, { method: 'PATCH', body: edit });
    this.#be(this.id, state, this.turns);
  }

  /** Erases a conversation. */
  async erase(id) {
    await ask(`/v1/conversations/${id}`, { method: 'DELETE' });
    if (id === this.id) this.leave();
    else this.dispatchEvent(new Event('change'));
  }

  async #send(message, signal) {
    const post = () => send('/v1/chat', {
      method: 'POST', signal, headers: { accept: 'text/event-stream' }, body: { message, userId: visitor(), ...(this.id && { conversationId: this.id }) },
    });
    try {
      return await post();
    } catch (error) {
      if (error.status !== 404 || !this.id) throw error;
      // It was erased elsewhere: what is said begins another.
      this.leave();
      return post();
    }
  }

  #be(id, state, turns) {
    Object.assign(this, { id, state, turns });
    setConversation(id);
    this.dispatchEvent(new Event('change'));
  }
}
