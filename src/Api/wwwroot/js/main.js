import { About } from './about.js';
import { beliefs } from './beliefs.js';
import { refreshVerdicts } from './card.js';
import { Conversation } from './conversation.js';
import { byId } from './dom.js';
import { tell, watchLine } from './notice.js';
import { say, startPicker } from './picker.js';
import { startPicks } from './picks.js';
import { watchPlace } from './place.js';
import { Recommendations } from './recommendations.js';
import { Talk } from './talk.js';

const SAID = { like: 'added to what you like', dislike: 'is not for you', none: 'no longer counts' };

/** Keeps what the visitor says of an item, and says that it did. */
async function state(item, verdict) {
  say(`${item.title}: ${SAID[verdict]}`);
  try {
    await beliefs.say(item, verdict);
  } catch (error) {
    tell(error.message);
  }
}

const conversation = new Conversation();
const recommendations = new Recommendations(state);
const talk = new Talk(conversation, state);
const about = new About(conversation, state, id => talk.open(id));

beliefs.addEventListener('load', refreshVerdicts);
beliefs.addEventListener('change', recommend);
startPicks(state);
startPicker(item => {
  state(item, 'like');
  byId('query').focus();
});

/** Reads everything: at the beginning, and after the service was away. What can't be read says so in its own place. */
async function load() {
  const [known] = await Promise.allSettled([beliefs.load(), talk.restore()]);
  if (known.status === 'rejected' && !beliefs.current) about.fail(known.reason);
  await recommend();
}

/** Recommends anew, and takes examples from it. */
async function recommend() {
  await recommendations.load();
  talk.offer(recommendations.kinds);
  byId('query').placeholder = recommendations.first ? `${recommendations.first}, for instance` : '';
}

about.whenErased = async () => {
  talk.begin();
  await load();
  byId('query').focus();
};
watchPlace();
watchLine(load);
load();
