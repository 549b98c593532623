"""The little words by which a line of text is best broken, by language."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Phrasing", "phrasing"]


@dataclass(frozen=True, slots=True)
class Phrasing:
    """Words that lead on to the next ones, in lower case: a phrase never ends with them."""

    leading: frozenset[str]
    """Articles, possessives and the like; pronouns and auxiliaries that a verb follows."""
    prepositions: frozenset[str]
    """A phrase may begin with one."""
    conjunctions: frozenset[str]
    """A clause may begin with one: here a line is best broken."""
    titles: frozenset[str]
    """Before names, with their full stops."""
    capitals_are_names: bool = True
    """Whether two capitalised words in a row are likely a name; not where every noun has a capital."""


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PHRASINGS = {
    "en": Phrasing(
        leading=_words(
            "a an the this these those my your his her its our their every each no some any such"
            " i he she we they not very is are was were be been has had have will would can could may must should"
        ),
        prepositions=_words(
            "about above across after against along among around as at before behind below beneath beside between"
            " beyond by despite down during except for from in inside into like near of off on onto out outside over"
            " past per since than through throughout to toward towards under until up upon via with within without"
        ),
        conjunctions=_words(
            "although and because but if nor once or so that though unless when where whereas whether which while who"
            " whom whose why"
        ),
        titles=_words("capt. col. dr. fr. gen. hon. lt. mr. mrs. ms. mt. no. nos. p. pp. prof. rev. sgt. st. vol."),
    ),
    "fr": Phrasing(
        leading=_words(
            "le la les un une des du au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur"
            " leurs chaque quelques plusieurs tout toute tous toutes je tu il elle on nous vous ils elles ne se y"
            " très plus est sont était étaient a ont avait avaient être avoir"
        ),
        prepositions=_words(
            "à après avant avec chez contre dans de depuis derrière dès devant durant en entre envers hors jusque"
            " jusqu’à jusqu'à malgré par parmi pendant pour sans sauf selon sous sur vers"
        ),
        conjunctions=_words(
            "car comme donc dont et lorsque lorsqu mais ni or où ou parce puisque quand que qui quoique si tandis"
        ),
        titles=_words("dr. m. mm. me mgr mlle mlles mme mmes n° nos p. pp. pr. prof. st. ste."),
    ),
    "de": Phrasing(
        leading=_words(
            "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner keines dieser"
            " diese dieses diesen diesem jeder jede jedes jeden jedem mein meine meinen meinem meiner dein deine sein"
            " seine seinen seinem seiner ihr ihre ihren ihrem ihrer unser unsere unseren euer eure ich du er wir nicht"
            " sehr zum zur im am vom beim ins ans"
        ),
        prepositions=_words(
            "ab an auf aus außer bei bis durch entlang für gegen gegenüber hinter in mit nach neben ohne seit statt"
            " trotz über um unter von vor während wegen zu zwischen"
        ),
        conjunctions=_words(
            "aber als bevor damit dass denn nachdem ob obwohl oder sobald solange sondern sowie und weil welche welcher"
            " welches wenn wie wo"
        ),
        titles=_words("bd. dr. fr. frau hr. herr nr. prof. s. st."),
        capitals_are_names=False,
    ),
    "es": Phrasing(
        leading=_words(
            "el la los las lo un una unos unas este esta estos estas ese esa esos esas aquel aquella aquellos aquellas"
            " mi mis tu tus su sus nuestro nuestra nuestros nuestras vuestro vuestra cada algún alguna ningún ninguna"
            " todo toda todos todas yo él ella nosotros ellos ellas no se me te le les nos muy más es son era eran fue"
            " ha han había habían ser estar al del"
        ),
        prepositions=_words(
            "a ante bajo con contra de desde durante en entre hacia hasta mediante para por según sin sobre tras"
        ),
        conjunctions=_words(
            "aunque como cual cuales cuando cuyo cuya donde e mientras ni o pero porque pues que quien quienes si sino"
            " u y"
        ),
        titles=_words("d. da. dª. dña. don doña dr. dra. n.º núm. p. pp. prof. sr. sra. srta. sta. sto."),
    ),
}
_NONE = Phrasing(frozenset(), frozenset(), frozenset(), frozenset())


def phrasing(language: str) -> Phrasing:
    """Return the words of a BCP 47 language; none where the program doesn't know them."""
    return _PHRASINGS.get(language.partition("-")[0].lower(), _NONE)
