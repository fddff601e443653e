import { ask } from './api.js';
import { details } from './details.js';
import { byId, element } from './dom.js';
import { ofVisitor, visitor } from './visitor.js';

const SHOWN = 3;

/** The widget on things that are recommended to whoever looks; without likes yet, there is little to explain. */
async function show() {
  try {
    const [known, { items: picks }] = await Promise.all([ask(ofVisitor('/beliefs')), ask(ofVisitor(`/recommendations?limit=${SHOWN}`))]);
    const items = await details(picks.map(pick => pick.id));
    byId('shop-status').replaceChildren(...(picks.length === 0 ? ['The catalogue is empty.'] : known.isKnown ? ['Recommended to you, from what you like.'] : ['Little is known of you yet: ', element('a', { href: '/' }, 'say what you like'), ', and come back.']));
    byId('shelf').replaceChildren(...picks.map(pick => element('li', {},
      element('h3', { dir: 'auto' }, pick.title), element('p', { dir: 'auto' }, items.get(pick.id)?.categories.join(' · ') ?? ''), why(pick))));
    if (picks.length) byId('themed').replaceChildren(element('h3', { dir: 'auto' }, picks[0].title), why(picks[0], { open: true, label: 'The reasons' }));
    paste(picks[0]?.id ?? 'ITEM');
  } catch (error) {
    byId('shop-status').textContent = error.message;
    paste('ITEM');
  }
}

const why = (pick, attributes) => element('llmrec-why', { item: pick.id, user: visitor(), key: sessionStorage.getItem('key'), ...attributes });

function paste(item) {
  const source = `<script src="${location.origin}/widget.js"`;
  byId('paste-script').textContent = `${source} data-item="${item}" data-user="USER"></script>`;
  byId('paste-element').textContent = `${source} defer></script>\n…\n<llmrec-why item="${item}" user="USER"></llmrec-why>`;
}

show();
