const KEY = 'key';

/** Says `lost` when the service does not answer, `back` when it does again, `key` when it wants a key. */
export const line = new EventTarget();

let isLost = false;

/** What went wrong, in words for the reader. `status` is 0 when there was no answer; `body` is what else it said. */
export class Problem extends Error {
  constructor(message, status = 0, body = null) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

/** Whether an error only says that nobody waits for the answer any more. */
export const isAborted = error => error.name === 'AbortError';

/** Keeps the key for as long as the tab is open. */
export const useKey = key => sessionStorage.setItem(KEY, key);

/** Sends a request; a body goes as JSON. The answer is one that succeeded: any other is thrown as a Problem. */
export async function send(path, { body, headers, ...options } = {}) {
  const key = sessionStorage.getItem(KEY);
  let response;
  try {
    response = await fetch(path, {
      ...options,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }), ...(key && { 'x-api-key': key }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    if (isAborted(error)) throw error;
    lose();
    throw new Problem('The service does not answer.');
  }
  if (isLost) {
    isLost = false;
    line.dispatchEvent(new Event('back'));
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => null);
  if (response.status === 401) line.dispatchEvent(new Event('key'));
  throw new Problem(problem?.detail ?? `The service answered ${response.status}.`, response.status, problem);
}

/** Asks for JSON; null where the answer has no body. */
export async function ask(path, options) {
  const response = await send(path, options);
  return response.status === 204 ? null : response.json();
}

/** Tells that the line is down. */
export function lose() {
  isLost = true;
  line.dispatchEvent(new Event('lost'));
}
