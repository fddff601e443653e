/* Who is here: a random number that only this browser knows, and the conversation that is open. All else is kept by the service. */
const ID = 'llmrec.visitor';
const CONVERSATION = 'llmrec.conversation';
const memory = new Map();

// Some browsers refuse to keep anything; then it lasts as long as the page.
function read(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return memory.get(name) ?? null;
  }
}

function write(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    memory.set(name, value);
  }
}

/** The visitor's id, made on the first visit. */
export function visitor() {
  let id = read(ID);
  if (!id) {
    // Not randomUUID: plain HTTP has none.
    id = `visitor-${Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')}`;
    write(ID, id);
  }
  return id;
}

/** Where what is kept of the visitor stands. */
export const ofVisitor = part => `/v1/users/${encodeURIComponent(visitor())}${part}`;

/** The conversation that is open: an id, '' for a new one, null where nothing is known. */
export const openConversation = () => read(CONVERSATION);

export const setConversation = id => write(CONVERSATION, id);

/** Becomes somebody else. */
export function forgetVisitor() {
  write(ID, null);
  write(CONVERSATION, null);
}
