import { bar, element } from './dom.js';
import { channelName, counted } from './names.js';

/** Evidence in one form, from the reasons of a list or from the facts of an explanation. */
export const fromReasons = reasons => Object.assign({ liked: [], common: [], words: [], also: [] }, ...reasons.map(reason => ({
  liked: { liked: reason.items },
  facets: { common: reason.facets?.map(facet => facet.value) },
  words: { words: reason.words },
}[reason.kind] ?? { also: [reason.text] })));

export const fromFacts = facts => ({
  liked: facts.liked.map(liked => ({ title: liked.item.name, share: liked.share })),
  common: facts.inCommon.map(facet => facet.value),
  words: facts.words,
  also: [
    facts.byMeaning && 'Close to what you describe',
    facts.likedTogether && 'Liked by the same people',
    facts.likedByAlike && 'People with a taste like yours liked it',
    facts.likes && `Liked by ${counted(facts.likes, 'person', 'people')} here`,
    facts.isNew && 'New here: nobody has rated it yet',
    facts.standing === 'Liked' && 'You said that you like it',
    facts.standing === 'Disliked' && 'You said that you do not like it',
  ].filter(Boolean),
});

/** Draws evidence, and the channels that found the item, the one that counted most first. */
export function drawEvidence({ liked, common, words, also }, channels) {
  const list = element('dl');
  const add = (name, ...content) => list.append(element('div', {}, element('dt', {}, name), element('dd', {}, ...content)));
  if (liked.length) add('Your likes behind it, with their share of the score', ...liked.map(like => element('div', { class: 'share' },
    element('span', { dir: 'auto' }, like.title), bar(like.share), element('span', {}, `${Math.round(100 * like.share)} %`))));
  if (common.length) add('In common', ...[...new Set(common)].map(value => element('span', { class: 'tag', dir: 'auto' }, value)));
  if (words?.length) add('Your words in its text', ...words.map(word => element('span', { class: 'tag', dir: 'auto' }, word)));
  if (also.length) add('Besides', also.join(' · '));
  if (channels?.length) add('Found by', channels.map(channelName).join(' · '));
  return list.childElementCount ? list : null;
}
