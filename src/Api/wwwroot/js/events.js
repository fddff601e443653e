/** Reads server-sent events (HTML standard, 9.2.6) off an answer as they come: { type, data }, the data as JSON. */
export async function* eventsOf(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      text += chunk.value;
      const events = text.split(/\r\n\r\n|\n\n|\r\r/);
      text = events.pop();
      for (const event of events) {
        const { type, data } = fieldsOf(event);
        if (data) yield { type, data: JSON.parse(data) };
      }
    }
  } finally {
    // Whoever reads no further wants nothing more to be sent.
    reader.cancel().catch(() => {});
  }
}

function fieldsOf(event) {
  const fields = { type: 'message', data: '' };
  for (const line of event.split(/\r\n|\n|\r/)) {
    const colon = line.indexOf(':');
    const value = line.slice(colon + 1).replace(/^ /, '');
    if (line.startsWith('event:')) fields.type = value;
    else if (line.startsWith('data:')) fields.data += (fields.data && '\n') + value;
  }
  return fields;
}
