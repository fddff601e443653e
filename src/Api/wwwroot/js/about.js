import { ask } from './api.js';
import { beliefs } from './beliefs.js';
import { bar, byId, button, element, redraw } from './dom.js';
import { counted, kindName, timeName } from './names.js';
import { tell } from './notice.js';
import { forgetVisitor, ofVisitor, visitor } from './visitor.js';

const FEW = 12;
const DEEDS = { stated: 'you said so', rating: 'you rated it', click: 'you looked at it', purchase: 'you bought it', like: 'you liked it', dislike: 'you disliked it' };

/** What is believed of the visitor, and the means to correct and erase it. */
export class About {
  #place = byId('beliefs');
  #conversation;
  #talks = [];
  #isWhole = false;
  #state;
  #open;

  /** state(item, verdict) keeps what is said of an item; open(id) goes on with a conversation. */
  constructor(conversation, state, open) {
    this.#conversation = conversation;
    this.#state = state;
    this.#open = open;
    beliefs.addEventListener('load', () => this.#draw());
    conversation.addEventListener('change', () => this.loadTalks());
  }

  /** Reads which conversations are kept. */
  async loadTalks() {
    this.#talks = await this.#conversation.all().catch(() => this.#talks);
    this.#draw();
  }

  /** Says why nothing can be shown. */
  fail(error) {
    this.#place.replaceChildren(element('p', { class: 'soft' }, `This can’t be read just now. ${error.message}`));
  }

  #draw() {
    const known = beliefs.current;
    if (!known) return;
    const parts = [
      known.tastes?.length > 0 && this.#tastes(known.tastes),
      known.items.length > 0 && this.#items(known.items, known.itemCount),
      (known.text || Object.keys(known.attributes ?? {}).length > 0) && this.#sentIn(known),
      this.#talks.length > 0 && this.#conversations(),
      this.#kept(known),
    ].filter(Boolean);
    redraw(this.#place, parts, byId('about'));
  }

  #tastes = tastes => part('Your likes have in common', element('ul', { class: 'tastes' }, tastes.map(taste => element('li', {},
    element('div', { class: 'share' },
      element('span', { dir: 'auto' }, taste.value, ' ', element('span', { class: 'kind' }, kindName(taste.kind))),
      element('span', {}, `${taste.likes} of ${taste.of}`)),
    bar(taste.likes / taste.of),
    element('p', { class: 'from', dir: 'auto' }, taste.from.join(', '), taste.likes > taste.from.length ? ' …' : '')))));

  #items(items, count) {
    const shown = this.#isWhole ? items : items.slice(0, FEW);
    const more = items.length > shown.length && element('p', { class: 'more' }, button(`Show all ${items.length}`, () => { this.#isWhole = true; this.#draw(); }, { 'data-focus': 'all' }));
    const gone = Math.max(0, (count ?? 0) - items.length);
    return part('What you said and did', element('ul', { class: 'rows' }, shown.map(item => this.#item(item))), more,
      gone > 0 && element('p', { class: 'soft' }, `${counted(gone, 'more thing')}, older or no longer in the catalogue.`));
  }

  #item(item) {
    const choice = (verdict, label) => button(label, () => this.#state(item, item.verdict === verdict ? 'none' : verdict),
      { label: `${label}: ${item.title}`, 'aria-pressed': String(item.verdict === verdict), 'data-focus': `${verdict} ${item.id}` });
    const how = item.verdict === 'none' && item.type === 'stated' ? 'taken back: counts neither way' : DEEDS[item.type] ?? item.type;
    return element('li', {},
      element('div', {}, element('span', { dir: 'auto' }, item.title), ' ', element('span', { class: 'small' }, [how, item.at && timeName(item.at)].filter(Boolean).join(', '))),
      element('div', { class: 'verdict' }, choice('like', 'Like'), choice('dislike', 'Not for me')));
  }

  #sentIn(known) {
    const forget = (name, text, change) => element('li', {}, element('div', { dir: 'auto' }, name ? `${name}: ${text}` : text),
      button('Forget', () => this.#tryTo(async () => {
        await ask('/v1/users', { method: 'PUT', body: [{ id: visitor(), text: known.text, attributes: known.attributes, ...change }] });
        await beliefs.changed();
      }), { label: `Forget ${name ?? 'what you say of yourself'}`, 'data-focus': `sent ${name}` }));
    return part('Told about you', element('ul', { class: 'rows' },
      known.text ? forget(null, known.text, { text: null }) : null,
      Object.entries(known.attributes).map(([name, value]) => forget(name, [value].flat().join(', '),
        { attributes: Object.fromEntries(Object.entries(known.attributes).filter(([other]) => other !== name)) }))));
  }

  #conversations = () => part('Conversations', element('ul', { class: 'rows' }, this.#talks.map(talk => {
    const when = timeName(talk.updatedAt);
    return element('li', {},
      element('div', {}, when, ' ', element('span', { class: 'small' }, counted(talk.turns, 'message'), talk.id === this.#conversation.id ? ', open now' : '')),
      element('div', { class: 'verdict' },
        talk.id !== this.#conversation.id && button('Go on', () => this.#tryTo(() => this.#open(talk.id)), { label: `Go on with the conversation of ${when}`, 'data-focus': `open ${talk.id}` }),
        button('Erase', () => this.#tryTo(() => this.#conversation.erase(talk.id)), { label: `Erase the conversation of ${when}`, 'data-focus': `erase ${talk.id}` })));
  })));

  #kept({ kept, isKnown }) {
    const also = [
      kept?.answers && counted(kept.answers, 'list of recommendations', 'lists of recommendations'),
      kept?.impressions && counted(kept.impressions, 'note of what you were shown', 'notes of what you were shown'),
      kept?.hasVector && 'your taste as numbers',
    ].filter(Boolean);
    const has = isKnown || this.#talks.length > 0;
    return element('div', { class: 'kept' },
      element('p', {}, has ? also.length ? `Kept besides: ${also.join(', ')}. ` : 'That is all. ' : 'Nothing is known of you. ',
        'Your number is ', element('code', {}, visitor()), '.'),
      has && button('Erase everything', () => this.#confirm(), { class: 'danger', 'data-focus': 'erase' }));
  }

  #confirm() {
    const dialog = element('dialog', { 'aria-labelledby': 'erase-heading', close: () => dialog.remove() },
      element('h2', { id: 'erase-heading' }, 'Erase everything?'),
      element('p', {}, 'What you like, what you said, every conversation and what was noted of them goes, for good. You get a new number.'),
      element('div', { class: 'actions' },
        button('Keep it', () => dialog.close(), { autofocus: true }),
        button('Erase everything', () => { dialog.close(); this.#tryTo(() => this.#erase()); }, { class: 'danger' })));
    document.body.append(dialog);
    dialog.showModal();
  }

  async #erase() {
    await ask(ofVisitor(''), { method: 'DELETE' });
    forgetVisitor();
    this.whenErased();
  }

  /** What happens when everything was erased. */
  whenErased = () => {};

  #tryTo = act => Promise.resolve().then(act).catch(error => tell(error.message));
}

const part = (name, ...content) => element('div', {}, element('h3', {}, name), ...content);
