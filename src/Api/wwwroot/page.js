const byId = id => document.getElementById(id);
const likes = new Map();
let searching = null;
let recommending = null;

/** Asks the API; an error carries the problem's detail. */
async function ask(url, options) {
  let response;
  // Kept for as long as the tab is open.
  const key = sessionStorage.getItem('key');
  try {
    response = await fetch(url, { ...options, headers: { ...options?.headers, ...(key && { 'x-api-key': key }) } });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Error('The service does not answer. Is it running?');
  }
  if (response.status === 401) byId('key-form').hidden = false;
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new Error(body?.detail ?? `The service answered ${response.status}.`);
  return body;
}

/** Makes an element; text is never read as markup. */
function element(name, text, className) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function card(item) {
  const made = element('li');
  made.append(element('h3', item.title));
  const like = element('button', likes.has(item.id) ? 'Liked' : 'Like');
  like.type = 'button';
  like.disabled = likes.has(item.id);
  like.setAttribute('aria-label', `Like ${item.title}`);
  like.addEventListener('click', () => addLike(item));
  made.append(like);
  const reasons = element('ul');
  for (const reason of item.reasons) reasons.append(element('li', reason.text));
  made.append(reasons, element('span', item.channels.join(' · '), 'channels'));
  return made;
}

function showLikes() {
  byId('no-likes').hidden = likes.size > 0;
  byId('likes').replaceChildren(...[...likes.values()].map(item => {
    const chip = element('li');
    const remove = element('button', `${item.title} ×`);
    remove.type = 'button';
    remove.setAttribute('aria-label', `Remove ${item.title}`);
    remove.addEventListener('click', () => { likes.delete(item.id); showLikes(); recommend(); });
    chip.append(remove);
    return chip;
  }));
}

function addLike(item) {
  likes.set(item.id, item);
  showLikes();
  search();
  recommend();
}

async function search() {
  searching?.abort();
  const current = searching = new AbortController();
  const query = byId('query').value.trim();
  if (!query) {
    byId('found').replaceChildren();
    byId('search-status').textContent = '';
    return;
  }
  try {
    const answer = await ask(`/v1/search?limit=8&q=${encodeURIComponent(query)}`, { signal: current.signal });
    byId('found').replaceChildren(...answer.items.map(card));
    byId('search-status').textContent = answer.items.length ? '' : 'Nothing found. Try other words.';
  } catch (error) {
    if (error.name !== 'AbortError') byId('search-status').textContent = error.message;
  }
}

async function recommend() {
  recommending?.abort();
  const current = recommending = new AbortController();
  byId('picks-status').textContent = 'Looking…';
  try {
    const answer = await ask('/v1/recommendations', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ likes: [...likes.keys()], wish: byId('wish').value.trim() || null, limit: 10 }),
      signal: current.signal,
    });
    byId('picks').replaceChildren(...answer.items.map(card));
    byId('picks-status').textContent = answer.degraded
      ? `Not everything could be asked: ${answer.faults.map(fault => `${fault.part} ${fault.reason}`).join('; ')}`
      : answer.items.length ? '' : 'The catalogue has nothing to recommend yet.';
  } catch (error) {
    if (error.name !== 'AbortError') byId('picks-status').textContent = error.message;
  }
}

let typing;
byId('query').addEventListener('input', () => { clearTimeout(typing); typing = setTimeout(search, 150); });
byId('search').addEventListener('submit', event => { event.preventDefault(); search(); });
byId('key-form').addEventListener('submit', event => {
  event.preventDefault();
  sessionStorage.setItem('key', byId('key').value.trim());
  byId('key').value = '';
  byId('key-form').hidden = true;
  search();
  recommend();
});
byId('wish-form').addEventListener('submit', event => { event.preventDefault(); recommend(); });
recommend();
