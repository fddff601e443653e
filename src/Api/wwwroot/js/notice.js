import { line, lose, useKey } from './api.js';
import { byId, button, element } from './dom.js';

/** Shows what concerns the whole page. `again` is called when the service may answer again. */
export function watchLine(again) {
  line.addEventListener('lost', () => show(
    element('p', {}, `${navigator.onLine ? 'The service does not answer.' : 'You are offline.'}${document.querySelector('.card') ? ' What you see is from before.' : ''}`),
    button('Try again', again)));
  line.addEventListener('back', clear);
  line.addEventListener('key', () => askForKey(again));
  addEventListener('offline', lose);
  addEventListener('online', again);
}

/** Tells what could not be done. */
export const tell = message => show(element('p', {}, message), button('Close', clear));

/** Asks for a key; `label` says which, and why. */
export function askForKey(again, label = 'This service asks for an API key') {
  if (byId('key')) return;
  const form = element('form', {
    submit: event => {
      event.preventDefault();
      useKey(byId('key').value.trim());
      clear();
      again();
    },
  },
  element('label', { for: 'key' }, label),
  element('input', { id: 'key', type: 'password', autocomplete: 'off' }),
  element('button', {}, 'Use it'));
  byId('notice').replaceChildren(form);
}

const show = (...content) => byId('notice').replaceChildren(element('div', {}, ...content));

const clear = () => byId('notice').replaceChildren();
