/*
 * "Why this?" for other sites: LlmRec's explanation of a recommendation, with its evidence.
 *
 *   <script src="https://recommender.example/widget.js" data-item="ITEM" data-user="USER"></script>
 *
 * puts one where it stands; or, with the script anywhere on the page, wherever there is
 *
 *   <llmrec-why item="ITEM" user="USER"></llmrec-why>
 *
 * Further attributes: versus (an item to hold it against), label, open, key (an API key of scope read; whoever sees the page
 * sees it). Looks: --llmrec-accent, --llmrec-ink, --llmrec-soft, --llmrec-paper, --llmrec-line, --llmrec-radius,
 * --llmrec-font; ::part(toggle), ::part(panel), ::part(text), ::part(evidence).
 *
 * ASCII only: pages that say no encoding read it in one of their own.
 */
(() => {
  const NAME = 'llmrec-why';
  const ATTRIBUTES = ['item', 'user', 'versus', 'label', 'open', 'key'];
  const script = document.currentScript;
  const base = new URL('.', script.src);
  const looks = new CSSStyleSheet();
  looks.replaceSync(`
    :host { --accent: var(--llmrec-accent, light-dark(#0b6b50, #6fd6b3)); --soft: var(--llmrec-soft, color-mix(in srgb, currentcolor 72%, transparent));
      --line: var(--llmrec-line, color-mix(in srgb, currentcolor 18%, transparent)); display: block; color: var(--llmrec-ink, inherit); font: .9375rem/1.5 var(--llmrec-font, inherit); overflow-wrap: anywhere; }
    :host([hidden]) { display: none; }
    summary { display: inline-block; padding: .3em 0; color: var(--accent); font-weight: 600; cursor: pointer; }
    summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: .25em; }
    .panel { margin-top: .4em; padding: 1em 1.1em; background: var(--llmrec-paper, transparent); border: 1px solid var(--line); border-radius: var(--llmrec-radius, .75em); }
    p, dl, dd, ul { margin: 0; padding: 0; }
    .text { min-height: 1.5em; }
    dl { display: grid; gap: .6em; margin-top: .8em; padding-top: .8em; border-top: 1px solid var(--line); }
    dt, .by { color: var(--soft); font-size: .875em; }
    .by { margin-top: .8em; }
    ul { display: flex; flex-wrap: wrap; gap: .3em; list-style: none; }
    li { padding: 0 .6em; border: 1px solid var(--line); border-radius: 9em; font-size: .9em; }
    .share { display: grid; grid-template-columns: minmax(0, 1fr) 5em 3em; align-items: center; gap: .7em; }
    .share > :last-child { text-align: end; font-variant-numeric: tabular-nums; }
    .bar { height: .4em; background: var(--line); border-radius: 9em; overflow: hidden; }
    .bar i { display: block; width: var(--share); height: 100%; background: var(--accent); }`);

  /** Makes an element; what it holds becomes text, never markup. */
  function make(name, attributes, ...content) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  }

  function evidenceOf(facts) {
    const list = make('dl', { part: 'evidence' });
    const add = (name, ...content) => list.append(make('div', {}, make('dt', {}, name), make('dd', {}, ...content)));
    const tags = values => make('ul', {}, ...values.map(value => make('li', { dir: 'auto' }, value)));
    if (facts.liked.length) add('What you like behind it, with its share of the score', ...facts.liked.map(share));
    if (facts.inCommon.length) add('In common', tags([...new Set(facts.inCommon.map(facet => facet.value))]));
    if (facts.words.length) add('Your words in its text', tags(facts.words));
    const also = [
      facts.byMeaning && 'Close to what you describe', facts.likedTogether && 'Liked by the same people', facts.likedByAlike && 'Liked by people with a taste like yours',
      facts.likes && `Liked by ${facts.likes.toLocaleString()} here`, facts.isNew && 'New here',
    ].filter(Boolean);
    if (also.length) add('Besides', also.join(' \u00b7 '));
    return list.childElementCount ? [list] : [];
  }

  function share({ item, share }) {
    const bar = make('span', { class: 'bar', 'aria-hidden': 'true' }, make('i', {}));
    bar.style.setProperty('--share', `${Math.round(100 * share)}%`);
    return make('div', { class: 'share' }, make('span', { dir: 'auto' }, item.name), bar, make('span', {}, `${Math.round(100 * share)} %`));
  }

  class Why extends HTMLElement {
    static observedAttributes = ATTRIBUTES;
    #asking = null;
    #panel = make('div', { class: 'panel', part: 'panel', role: 'status' });
    #toggle = make('summary', { part: 'toggle' });
    #details = make('details', {}, this.#toggle, this.#panel);

    connectedCallback() {
      if (!this.shadowRoot) {
        const root = this.attachShadow({ mode: 'open' });
        root.adoptedStyleSheets = [looks];
        root.append(this.#details);
        this.#details.addEventListener('toggle', () => this.#details.open && !this.#asking && this.#load());
      }
      this.#draw();
    }

    disconnectedCallback() {
      this.#forget();
    }

    attributeChangedCallback(name) {
      if (!this.isConnected || !this.shadowRoot) return;
      if (name !== 'label' && name !== 'open') this.#forget();
      this.#draw();
    }

    #forget() {
      this.#asking?.abort();
      this.#asking = null;
      this.#panel.replaceChildren();
    }

    #draw() {
      this.#toggle.textContent = this.getAttribute('label') ?? 'Why this?';
      if (this.hasAttribute('open')) this.#details.open = true;
      if (this.#details.open && !this.#asking) this.#load();
    }

    async #load() {
      const { signal } = this.#asking = new AbortController();
      const text = make('p', { class: 'text', part: 'text', dir: 'auto' }, '\u2026');
      this.#panel.replaceChildren(text);
      try {
        const found = await this.#ask(signal);
        text.textContent = found.text;
        this.#panel.append(...evidenceOf(found.evidence), make('p', { class: 'by' }, found.source === 'llm' ? `Worded by ${found.model}, checked against this evidence.` : 'Checked against this evidence.'));
      } catch (error) {
        if (error.name === 'AbortError') return;
        text.textContent = error.isUnknown ? 'Too little is known of you to say why.' : 'The reasons can\u2019t be had just now.';
        // Opened again, it is tried again.
        if (this.#asking?.signal === signal) this.#asking = null;
      }
    }

    async #ask(signal) {
      const [item, user, versus, key] = ['item', 'user', 'versus', 'key'].map(name => this.getAttribute(name));
      const url = new URL(`v1/users/${encodeURIComponent(user ?? '')}/explanations/${encodeURIComponent(item ?? '')}`, base);
      if (versus) url.searchParams.set('versus', versus);
      const response = await fetch(url, { signal, credentials: 'omit', headers: key ? { 'x-api-key': key } : {} });
      if (!response.ok) throw Object.assign(new Error(`${response.status}`), { isUnknown: response.status === 404 });
      return response.json();
    }
  }

  if (!customElements.get(NAME)) customElements.define(NAME, Why);
  if (script.dataset.item) {
    const made = document.createElement(NAME);
    for (const name of ATTRIBUTES) if (name in script.dataset) made.setAttribute(name, script.dataset[name]);
    script.after(made);
  }
})();
