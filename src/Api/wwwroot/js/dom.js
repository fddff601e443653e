const SVG = 'http://www.w3.org/2000/svg';
const PATHS = {
  like: 'M12 20s-7.5-4.6-7.5-10.2A4.2 4.2 0 0 1 12 7.3a4.2 4.2 0 0 1 7.5 2.5C19.5 15.4 12 20 12 20z',
  not: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM6.4 6.4l11.2 11.2',
  remove: 'M6 6l12 12M18 6L6 18',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5',
  send: 'M12 20V5M5.5 11.5L12 5l6.5 6.5',
  stop: 'M8 8h8v8H8z',
};

export const byId = id => document.getElementById(id);

/**
 * Makes an element. Attributes whose value is a function are listeners by their event's name; null, undefined and false
 * are left out. What is appended as a string becomes text, never markup.
 */
export const element = (name, attributes, ...children) => filled(document.createElement(name), attributes, children);

/** Makes a part of a drawing (SVG), in the same way. */
export const drawing = (name, attributes, ...children) => filled(document.createElementNS(SVG, name), attributes, children);

function filled(made, attributes = {}, children = []) {
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key, value);
    else if (value != null && value !== false) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.flat().filter(child => child != null && child !== false));
  return made;
}

export const icon = name => drawing('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, drawing('path', { d: PATHS[name] }));

/** A button; its name for those who don't see it is `label`, or else what stands on it. */
export const button = (content, click, { label, ...attributes } = {}) =>
  element('button', { type: 'button', click, 'aria-label': label, ...attributes }, content);

/** A bar, `share` (0 to 1) of it filled. Beside it stands the number: who doesn't see it hears that. */
export function bar(share) {
  const made = element('div', { class: 'bar', 'aria-hidden': 'true' }, element('i'));
  made.style.setProperty('--share', `${Math.round(100 * share)}%`);
  return made;
}

/**
 * Draws anew what stands in `root`, and gives the focus back to what had it: by `data-focus`, or else to what has come into
 * its place, or else to `otherwise`.
 */
export function redraw(root, content, otherwise) {
  const all = () => [...root.querySelectorAll('[data-focus]')];
  const at = all().indexOf(document.activeElement);
  const name = at < 0 ? null : document.activeElement.dataset.focus;
  root.replaceChildren(...content);
  if (at >= 0) (all().find(one => one.dataset.focus === name) ?? all()[Math.min(at, all().length - 1)] ?? otherwise).focus();
}
