"""What web pages everywhere say around a text: cookies, sharing, subscriptions, advertisements, and so on.

The expressions are general knowledge of the web in a few large languages. They are evidence, never a verdict: `body`
weighs them with everything else that is known of a line, and long paragraphs may well speak of such things.
"""

from __future__ import annotations

import re

__all__ = ["ends_text", "reason"]

_LONGEST = 600
"""Characters of the longest line that is looked at; a longer one is a paragraph."""


def _words(expressions: str) -> re.Pattern[str]:
    """Return an expression that finds whole words of any of those between ` | `."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(expressions.split(' | '))})(?!\w)", re.I)


_REASONS = {
    "cookie notice": _words(
        r"uses? (?:of )?cookies[^.]* | cookies? | cookie[- ](?:policy|settings|notice) | GDPR | "
        r"opt[- ]out | tracking technologies"
    ),
    "copyright notice": _words(
        r"all rights? reserved | copyright(?: ©|\s*\(c\)|,? \d{4}) | todos los derechos reservados | "
        r"tous droits réservés | alle rechte vorbehalten | todos os direitos reservados | "
        r"tutti i diritti riservati | terms (?:of|and) (?:use|service|conditions) | terms & conditions | "
        r"privacy policy | privacy notice | legal notice | impressum | datenschutz | "
        r"política de privacidad(?:e)? | registered trademark | may not be (?:published|reproduced)[^.]*"
    ),
    "newsletter": _words(
        r"newsletters? | sign(?:ing|ed)?[- ]?up(?: for| to| now)? | (?:(?:to|and) )?your inbox | "
        r"delivered to your | inscreva-se | suscr[ií]b(?:ete|ase|irse) | abonnez-vous | abonnieren | "
        r"mailing list | unsubscribe | your e-?mail(?: address)? | e-?mail address | rss(?: feed)?"
    ),
    "subscription": _words(
        r"subscribe(?:rs?)?(?: (?:now|today|to))? | subscriptions? | log ?in | sign[- ]?in | log ?out | "
        r"register(?: now| here)? | create an account | my account | free trial | "
        r"already a (?:member|subscriber) | become a member | continue reading | read more | support (?:our|us) | "
        r"donate | members? only | premium"
    ),
    "sharing": _words(
        r"shares? | ^share (?:this|on|via|all|to|options?)[^.]* | click to (?:share|print|e-?mail)[^.]* | "
        r"tweet(?: on)? | facebook | twitter | pinterest | linkedin | whatsapp | reddit | tumblr | google\+ | "
        r"instagram | youtube | flipboard | follow (?:us|me|on|@)[^.]* | e-?mail this | print(?: this)? | "
        r"copy (?:link|url) | compartir | compartilh(?:ar|e) | partager | teilen | condividi | telegram | "
        r"messenger | stumbleupon | likes?"
    ),
    "advertisement": _words(
        r"advert(?:isement|isements|s|ising|ise)? | sponsored(?: content| links?)? | promoted | anzeige | "
        r"werbung | publicidade? | publicité | pubblicità | ad choices | adchoices | affiliate | buy now | "
        r"shop now | coupons? | iklan | реклама"
    ),
    "related links": _words(
        r"related(?: (?:articles?|stor(?:y|ies)|posts?|content|topics?|links?|news|tags?|video))? | "
        r"read (?:also|next|this) | also (?:read|see|on) | see also | "
        r"^more (?:from|on|in|news|stories|articles|like this)[^.]* | "
        r"you (?:may|might) (?:also )?(?:like|enjoy|be interested)[^.]* | recommended(?: for you)? | "
        r"most (?:popular|read|viewed|shared|recent|commented) | popular (?:posts?|stories|now) | "
        r"trending(?: now)? | latest(?: news| stories| posts)? | "
        r"(?:previous|next|prev) (?:article|post|story|page) | up next | next up | top stories | don't miss | "
        r"editors?['’]?s? picks? | artículos relacionados | artigos relacionados | leia (?:mais|também) | "
        r"lesen sie auch | à lire aussi | lire aussi | leggi anche | lee también | baca juga | mehr zum thema | "
        r"topics? | tags? | categories | filed under | posted in | tagged | archives?"
    ),
    "comments": _words(
        r"comments?(?: \(\d+\))? | \d+ (?:comments?|responses?|replies|thoughts) | leave a (?:comment|reply) | "
        r"post a comment | reply | report (?:abuse|comment) | comentarios? | comentários? | kommentare? | "
        r"commentaires? | commenti | says | join the (?:conversation|discussion) | add a comment | view all | "
        r"show comments | komentar | комментари[ий]"
    ),
    "about the author": _words(
        r"(?:about|über|sobre|à propos de) (?:the |den |die |el |la |o |a |l['’])?"
        r"(?:authors?|writer|autor(?:es|in)?|auteure?) | is an? (?:[\w-]+ ){0,2}"
        r"(?:reporter|writer|editor|correspondent|contributor|journalist|columnist|freelancer?) "
        r"(?:at|for|with|of|based|in|covering|who)"
    ),
    "navigation": _words(
        r"home ?page | home | menu | search | skip to (?:main )?(?:content|navigation) | site ?map | "
        r"back to (?:the )?top | contact(?: us)? | about(?: us)? | careers | jobs | help | faqs? | site index | "
        r"close | loading | please wait | click here | learn more | find out more | full bio | show more | "
        r"see (?:all|more) | load more | view (?:more|gallery) | gallery | slideshow | watch (?:now|live) | "
        r"live | download(?: (?:the|our) app)? | requires javascript | enable javascript | "
        r"contribut(?:ed|ors?)(?: reporting)? | min(?:ute)?s? read | reading time | tempo de leitura | "
        r"tiempo de lectura | lesezeit | temps de lecture"
    ),
}
"""By what a line is for, as a cut gives its reason; ` | ` stands between two expressions."""
_COMMENTS = r"\(?\d*\)?\ ?(?:comments?|responses?|replies|comentarios|kommentare|commentaires)(?:\ \(?\d+\)?)?:?"
_MORE = (
    r"(?:related|more|most|recommended|popular|latest|trending|next up|up next|you (?:may|might) also like"
    r"|editors?['’]?s? picks?|share this|about the authors?|read next|filed under|tags?:?|topics?:?)"
    r"(?: (?:articles?|stories|posts?|content|topics?|links?|news|tags?|from|on|in|viewed|read|popular)\b.*)?[:\s.…]*"
)
_ENDS = re.compile(rf"(?:leave|post|add) a (?:comment|reply).*|{_COMMENTS}|{_MORE}", re.I)


def reason(text: str) -> tuple[str, float, bool]:
    """Return what a line of boilerplate is for, the share of its characters that say so, and whether it begins so.

    Where nothing says so the reason is empty.
    """
    best, most, begins = "", 0, False
    if len(text) > _LONGEST:
        return best, 0.0, begins
    covered: set[int] = set()
    for name, pattern in _REASONS.items():
        own: set[int] = set()
        for match in pattern.finditer(text):
            own.update(range(*match.span()))
            begins = begins or match.start() < 2
        if len(own) > most:
            best, most = name, len(own)
        covered |= own
    return best, len(covered) / max(1, len(text)), begins


def ends_text(text: str) -> bool:
    """Tell whether a line is of the kind that stands after a text: the heading of comments or of related links."""
    return len(text) < 60 and _ENDS.fullmatch(text) is not None
