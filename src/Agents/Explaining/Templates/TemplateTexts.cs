namespace LlmRec.Agents.Explaining.Templates;

/// <summary>
/// Ways to say each kind of evidence. <c>{T}</c> is the item, <c>{L}</c> liked items, <c>{them}</c> the pronoun for these,
/// <c>{S}</c> what is in common, <c>{W}</c> words of the wish, <c>{A}</c> facets asked for, <c>{N}</c> people who like it, <c>{D}</c> what is different,
/// <c>{V}</c> the item it is held against. A follower comes second and calls the item "it".
/// </summary>
internal static class TemplateTexts
{
    public static readonly string[] Words =
    [
        "You asked for {W}, and the description of {T} says just that.",
        "{T} takes up your own words: {W}.",
        "Your request speaks of {W}; so does the description of {T}.",
        "With {W}, the description of {T} answers what you asked for.",
        "{T} is here for what you asked: its description mentions {W}.",
    ];

    public static readonly string[] Asked =
    [
        "{T} has what you asked for: {A}.",
        "You asked for {A}, and {T} has it.",
        "{T} fits your request for {A}.",
        "Your request for {A} leads to {T}.",
    ];

    public static readonly string[] Meaning =
    [
        "{T} comes close to what you asked for.",
        "What you describe fits {T} well in meaning, if not word for word.",
        "{T} is near in meaning to your request.",
        "You put your wish in your own words, and {T} comes close to it.",
    ];

    public static readonly string[] LikedInCommon =
    [
        "You liked {L}, and {T} has this in common with {them}: {S}.",
        "Since you liked {L}, consider {T}: what they share is {S}.",
        "{T} shares {S} with {L}, which you liked.",
        "Because you liked {L}, here is {T}, which shares {S}.",
        "{S}: that is what links {T} to {L}, which you liked.",
        "Between {L}, which you liked, and {T} there is a common thread: {S}.",
        "If {S} drew you to {L}, {T} offers the same.",
        "You gave {L} a like; {T} goes on with {S}.",
    ];

    public static readonly string[] LikedTogether =
    [
        "People who like {L}, as you do, tend to like {T} too.",
        "You liked {L}, and {T} is often liked by the same people.",
        "{T} goes down well with people who share your liking for {L}.",
        "Those who like {L} often like {T} as well, and you liked {them}.",
    ];

    public static readonly string[] Liked =
    [
        "You liked {L}, and {T} is close to {them}.",
        "{T} is similar to {L}, which you liked.",
        "Your liking for {L} led to {T}.",
        "Because you liked {L}, {T} may be for you.",
    ];

    public static readonly string[] ExampleInCommon =
    [
        "{T} shares {S} with {L}.",
        "{T} has this in common with {L}: {S}.",
        "Between {L} and {T} there is a common thread: {S}.",
        "{S}: that is what links {T} to {L}.",
    ];

    public static readonly string[] ExampleTogether =
    [
        "{T} is often liked by the same people as {L}.",
        "People who like {L} tend to like {T} too.",
        "Those who like {L} often like {T} as well.",
    ];

    public static readonly string[] Example =
    [
        "{T} is close to {L}.",
        "{T} is similar to {L}.",
    ];

    public static readonly string[] Alike =
    [
        "People with a profile like yours liked {T}.",
        "{T} was liked by people whose profile is near yours.",
        "Among people with a profile like your own, {T} is liked.",
    ];

    public static readonly string[] AlikeFollower =
    [
        "People with a profile like yours liked it.",
        "It was also liked by people whose profile is near yours.",
    ];

    public static readonly string[] Popular =
    [
        "{N} here {like} {T}.",
        "{T} is liked by {N} here.",
        "So far, {N} here {like} {T}.",
        "With {N} here who {like} it, {T} is a place to start.",
    ];

    public static readonly string[] PopularFollower =
    [
        "{N} here {like} it.",
        "It is liked by {N} here.",
    ];

    public static readonly string[] New =
    [
        "Nobody here has rated {T} yet.",
        "{T} has no ratings yet.",
        "So far, nobody has rated {T}.",
    ];

    public static readonly string[] NewFollower =
    [
        "Nobody has rated it yet.",
        "It has no ratings yet.",
    ];

    public static readonly string[] Different =
    [
        "It adds {D} to that.",
        "Beyond that, it brings {D}.",
    ];

    public static readonly string[] Bare =
    [
        "Nothing that you liked or asked for leads to {T}, so there is no personal reason to give.",
        "There is no particular reason for {T}: nothing known of you points to it.",
        "{T} comes without a personal reason, because nothing known of you leads to it.",
    ];

    public static readonly string[] AlreadyLiked =
    [
        "{T} is among the things you liked already.",
        "You liked {T} already, so it needs no other reason.",
    ];

    public static readonly string[] Disliked =
    [
        "You disliked {T}, so nothing is said in its favour.",
        "{T} is something you disliked, so there is no reason to suggest it.",
    ];

    public static readonly string[] RanksHigher =
    [
        "Of the two, {T} ranks higher for you than {V}.",
        "For you, {T} ranks higher than {V}.",
    ];
}
