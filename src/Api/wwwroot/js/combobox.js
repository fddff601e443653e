import { isAborted } from './api.js';
import { element } from './dom.js';

const PAUSE = 120;

/**
 * A field in which things are found: a combobox with a list box (WAI-ARIA Authoring Practices, combobox with list
 * autocomplete).
 *
 * look(typed, { signal, isAsked }, show): finds; isAsked when Enter was pressed. It calls show(groups, note) once or more:
 * groups of { name, options: [{ item, content }] }, and what is said below them; options shown before keep their places.
 * pick(item): one was chosen. say(text): what a screen reader says.
 */
export function combobox(field, list, { look, pick, say }) {
  let [options, active, asking, pausing] = [[], -1, null, 0];

  function close() {
    list.hidden = true;
    field.setAttribute('aria-expanded', 'false');
    activate(-1);
  }

  function open(content) {
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

  async function find(isAsked) {
    stop();
    const typed = field.value.trim();
    if (!typed) return close();
    const { signal } = asking = new AbortController();
    let isFirst = true;
    try {
      await look(typed, { signal, isAsked }, (groups, note) => {
        // What comes later stands below: whoever is on their way to an option does not lose it.
        const at = isFirst ? -1 : active;
        options = [];
        open([...groups.flatMap(group), note && element('p', {}, note)].filter(Boolean));
        activate(at);
        isFirst = false;
      });
      say(options.length === 0 ? 'Nothing found' : options.length === 1 ? 'One suggestion' : `${options.length} suggestions`);
    } catch (error) {
      if (isAborted(error)) return;
      options = [];
      open([element('p', {}, error.message)]);
      say(error.message);
    }
  }

  const group = ({ name, options: found }) => found.length === 0 ? [] : [element('div', { role: 'group', 'aria-label': name },
    element('div', { role: 'presentation' }, name), ...found.map(option))];

  function option({ item, content }) {
    const node = element('div', { role: 'option', id: `${list.id}-${options.length}`, 'aria-selected': 'false' }, content);
    // Before the field loses the focus.
    node.addEventListener('mousedown', event => event.preventDefault());
    node.addEventListener('click', () => choose(item));
    options.push({ node, item });
    return node;
  }

  field.addEventListener('input', () => {
    clearTimeout(pausing);
    pausing = setTimeout(() => find(false), PAUSE);
  });
  field.addEventListener('keydown', event => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && !list.hidden && options.length) {
      event.preventDefault();
      const at = active + steps[event.key];
      activate(at < -1 ? options.length - 1 : at >= options.length ? -1 : at);
    } else if (event.key === 'ArrowDown' && list.hidden) {
      find(false);
    } else if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      if (options[active]) choose(options[active].item);
      else find(true);
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
  field.addEventListener('focus', () => field.value.trim() && find(false));
}

/** A title, with what was typed of it marked; where case or accents differ too much to find it, unmarked. */
export function marked(title, typed) {
  const at = title.toLowerCase().indexOf(typed.toLowerCase());
  return at < 0 || title.toLowerCase().length !== title.length
    ? [title]
    : [title.slice(0, at), element('mark', {}, title.slice(at, at + typed.length)), title.slice(at + typed.length)];
}
