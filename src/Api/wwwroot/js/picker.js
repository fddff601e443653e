import { isAborted } from './api.js';
import { beliefs } from './beliefs.js';
import { byId, element, icon } from './dom.js';
import { closeTo, isToBeRead, titlesOf } from './suggestions.js';

const PAUSE = 120;

/** The field in which things are found: a combobox with a list box (WAI-ARIA Authoring Practices, combobox with list autocomplete). */
export function startPicker(pick) {
  const [field, list] = [byId('query'), byId('suggestions')];
  let [options, active, asking, pausing] = [[], -1, null, 0];
  field.before(icon('search'));

  function close() {
    list.hidden = true;
    field.setAttribute('aria-expanded', 'false');
    activate(-1);
  }

  function open(...content) {
    list.replaceChildren(...content);
    list.hidden = false;
    field.setAttribute('aria-expanded', 'true');
  }

  function activate(index) {
    options[active]?.node.setAttribute('aria-selected', 'false');
    active = index;
    const node = options[active]?.node;
    node?.setAttribute('aria-selected', 'true');
    node?.scrollIntoView({ block: 'nearest' });
    if (node) field.setAttribute('aria-activedescendant', node.id);
    else field.removeAttribute('aria-activedescendant');
  }

  function choose(item) {
    stop();
    field.value = '';
    close();
    pick(item);
  }

  function stop() {
    clearTimeout(pausing);
    asking?.abort();
  }

  async function look(byMeaning) {
    stop();
    const typed = field.value.trim();
    if (!typed) return close();
    const { signal } = asking = new AbortController();
    try {
      const titles = await titlesOf(typed, signal);
      const isRead = byMeaning || isToBeRead(typed, titles);
      options = [];
      open(...group('Titles', titles, typed), ...(isRead ? [element('p', {}, 'Looking for what it means…')] : titles.length ? [] : [element('p', {}, 'No title begins so.')]));
      activate(-1);
      if (isRead) {
        // Below what is there already: whoever is on their way to a title does not lose it.
        const near = await closeTo(typed, titles, signal);
        list.querySelector('p').replaceWith(...(titles.length + near.length ? group('Close to what you describe', near) : [element('p', {}, 'Nothing found.')]));
      }
      say(options.length === 0 ? 'Nothing found' : options.length === 1 ? 'One suggestion' : `${options.length} suggestions`);
    } catch (error) {
      if (isAborted(error)) return;
      options = [];
      open(element('p', {}, error.message));
      say(error.message);
    }
  }

  const group = (name, items, mark) => items.length === 0 ? [] : [element('div', { role: 'group', 'aria-label': name },
    element('div', { role: 'presentation' }, name), ...items.map(item => option(item, mark)))];

  function option(item, mark) {
    const node = element('div', { role: 'option', id: `suggestion-${options.length}`, 'aria-selected': 'false' },
      element('span', { dir: 'auto' }, ...(mark ? marked(item.title, mark) : [item.title])),
      element('span', { class: 'note', dir: 'auto' }, beliefs.verdictOn(item.id) === 'like' ? 'already liked' : item.reasons?.[0]?.text ?? ''));
    // Before the field loses the focus.
    node.addEventListener('mousedown', event => event.preventDefault());
    node.addEventListener('click', () => choose(item));
    options.push({ node, item });
    return node;
  }

  field.addEventListener('input', () => {
    clearTimeout(pausing);
    pausing = setTimeout(() => look(false), PAUSE);
  });
  field.addEventListener('keydown', event => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && !list.hidden && options.length) {
      event.preventDefault();
      const at = active + steps[event.key];
      activate(at < -1 ? options.length - 1 : at >= options.length ? -1 : at);
    } else if (event.key === 'ArrowDown' && list.hidden) {
      look(false);
    } else if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      if (options[active]) choose(options[active].item);
      else look(true);
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      stop();
      close();
    }
  });
  field.addEventListener('blur', () => {
    stop();
    close();
  });
  field.addEventListener('focus', () => field.value.trim() && look(false));
}

/** What a screen reader says of the picker. */
export const say = text => { byId('picker-status').textContent = text; };

/** A title, with what was typed of it marked; where case or accents differ too much to find it, unmarked. */
function marked(title, typed) {
  const at = title.toLowerCase().indexOf(typed.toLowerCase());
  return at < 0 || title.toLowerCase().length !== title.length
    ? [title]
    : [title.slice(0, at), element('mark', {}, title.slice(at, at + typed.length)), title.slice(at + typed.length)];
}
