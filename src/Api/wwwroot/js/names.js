/* Channels and kinds of facets in words for people. */
const CHANNELS = {
  wish: 'your own words',
  similar: 'what is like your likes',
  profile: 'your taste as a whole',
  'item-knn': 'what the same people like',
  transitions: 'what people like next',
  'similar-users': 'people like you',
  popular: 'what is popular here',
  fresh: 'what is new',
  sequence: 'the order of your likes (trained)',
  masked: 'your likes as a pattern (trained)',
  'two-tower': 'you and items in one space (trained)',
  ease: 'what goes with what (trained)',
  'text-adapter': 'meaning learned here (trained)',
  dialogue: 'what follows in conversations (trained)',
};

export const channelName = name => CHANNELS[name] ?? name;

/** A kind of facet, for one value: `directors` is `director`; nothing for a category. */
export const kindName = kind => kind === 'category' ? '' : kind.replace(/ies$/, 'y').replace(/([^s])s$/, '$1').replaceAll('_', ' ');

const times = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export const timeName = iso => times.format(new Date(iso));

/** `1 item`, `2 items`. */
export const counted = (count, one, many = `${one}s`) => `${count.toLocaleString()} ${count === 1 ? one : many}`;
