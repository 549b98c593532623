"""The phrases of the site's own pages, by language; what its scripts say is in `phrases`."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["SiteWords", "site_words"]


@dataclass(frozen=True, slots=True)
class SiteWords:
    """Every phrase in one language; braces are filled with `str.format`."""

    language: str
    """BCP 47."""
    skip: str
    """The link that leads a keyboard past the head of a page."""
    before_you_begin: str
    """The link from a content note on to the publication."""
    read_and_listen: str
    """Begins reading where there is sound."""
    read: str
    """Begins reading where there is none."""
    chapters: str
    """Heading of the list of chapters."""
    length: str
    """`{duration} to listen to`"""
    previous: str
    """Leads to the chapter before: `Previous: {title}`"""
    next: str
    """Leads to the chapter after."""
    turn: str
    """Names the links to the chapters before and after."""
    listen_to: str
    """Names a chapter's sound: `Listen to {title}`"""
    captions: str
    """Names the track of captions."""
    sound_file: str
    """The link to a chapter's sound: `Sound of this chapter (MP3, {size})`"""
    captions_file: str
    """The link to a chapter's captions."""
    take_along: str
    """Heading of the downloads."""
    subscribe: str
    """Heading of the feeds."""
    podcast: str
    """What the podcast is, before its address."""
    podcast_code: str
    """Alternative text of the code that holds the podcast's address."""
    catalogue: str
    """What the OPDS catalogue is, before its address."""
    accessibility: str
    """Heading of the accessibility statement."""
    about: str
    """Heading of what is known about the publication."""
    publisher: str
    published: str
    language_name: str
    subjects: str
    source: str
    rights: str
    identifier: str
    """Names of what is known."""
    made_with: str
    """The last line of each page."""

    def is_in(self, language: str) -> bool:
        """Say whether the phrases are in a BCP 47 language, of whatever region."""
        return self.language == language.partition("-")[0].lower()


_ENGLISH = SiteWords(
    language="en",
    skip="Skip to the text",
    before_you_begin="Go on to the publication",
    read_and_listen="Read and listen",
    read="Read",
    chapters="Chapters",
    length="{duration} to listen to",
    previous="Previous: {title}",
    next="Next: {title}",
    turn="Chapters before and after",
    listen_to="Listen to {title}",
    captions="Captions",
    sound_file="Sound of this chapter (MP3, {size})",
    captions_file="Captions of this chapter (WebVTT)",
    take_along="Take it along",
    subscribe="Subscribe",
    podcast="Each chapter is an episode. Add this address to your podcast app, or let your phone read the code:",
    podcast_code="Code with the address of the podcast: {address}",
    catalogue="For reading apps that open catalogues (OPDS), the address is:",
    accessibility="Accessibility",
    about="About this publication",
    publisher="Publisher",
    published="Published",
    language_name="Language",
    subjects="Subjects",
    source="Source",
    rights="Rights",
    identifier="Identifier",
    made_with="Made with cjpublish",
)
_WORDS = {
    "en": _ENGLISH,
    "fr": SiteWords(
        language="fr",
        skip="Aller au texte",
        before_you_begin="Continuer vers la publication",
        read_and_listen="Lire et écouter",
        read="Lire",
        chapters="Chapitres",
        length="{duration} d’écoute",
        previous="Précédent : {title}",
        next="Suivant : {title}",
        turn="Chapitres précédent et suivant",
        listen_to="Écouter {title}",
        captions="Sous-titres",
        sound_file="Son de ce chapitre (MP3, {size})",
        captions_file="Sous-titres de ce chapitre (WebVTT)",
        take_along="À emporter",
        subscribe="S’abonner",
        podcast=(
            "Chaque chapitre est un épisode. Ajoutez cette adresse à votre application de podcasts, ou "
            "lisez le code avec votre téléphone :"
        ),
        podcast_code="Code contenant l’adresse du podcast : {address}",
        catalogue="Pour les applications de lecture qui ouvrent des catalogues (OPDS), l’adresse est :",
        accessibility="Accessibilité",
        about="À propos de cette publication",
        publisher="Éditeur",
        published="Publié",
        language_name="Langue",
        subjects="Sujets",
        source="Source",
        rights="Droits",
        identifier="Identifiant",
        made_with="Réalisé avec cjpublish",
    ),
    "de": SiteWords(
        language="de",
        skip="Zum Text springen",
        before_you_begin="Weiter zur Veröffentlichung",
        read_and_listen="Lesen und hören",
        read="Lesen",
        chapters="Kapitel",
        length="{duration} zum Hören",
        previous="Zurück: {title}",
        next="Weiter: {title}",
        turn="Vorheriges und nächstes Kapitel",
        listen_to="{title} anhören",
        captions="Untertitel",
        sound_file="Ton dieses Kapitels (MP3, {size})",
        captions_file="Untertitel dieses Kapitels (WebVTT)",
        take_along="Zum Mitnehmen",
        subscribe="Abonnieren",
        podcast=(
            "Jedes Kapitel ist eine Folge. Fügen Sie diese Adresse Ihrer Podcast-App hinzu, oder lesen "
            "Sie den Code mit dem Telefon:"
        ),
        podcast_code="Code mit der Adresse des Podcasts: {address}",
        catalogue="Für Lese-Apps, die Kataloge öffnen (OPDS), lautet die Adresse:",
        accessibility="Barrierefreiheit",
        about="Über diese Veröffentlichung",
        publisher="Verlag",
        published="Veröffentlicht",
        language_name="Sprache",
        subjects="Themen",
        source="Quelle",
        rights="Rechte",
        identifier="Kennung",
        made_with="Erstellt mit cjpublish",
    ),
    "es": SiteWords(
        language="es",
        skip="Ir al texto",
        before_you_begin="Continuar a la publicación",
        read_and_listen="Leer y escuchar",
        read="Leer",
        chapters="Capítulos",
        length="{duration} de escucha",
        previous="Anterior: {title}",
        next="Siguiente: {title}",
        turn="Capítulos anterior y siguiente",
        listen_to="Escuchar {title}",
        captions="Subtítulos",
        sound_file="Sonido de este capítulo (MP3, {size})",
        captions_file="Subtítulos de este capítulo (WebVTT)",
        take_along="Para llevar",
        subscribe="Suscribirse",
        podcast=(
            "Cada capítulo es un episodio. Añada esta dirección a su aplicación de pódcast, o lea el "
            "código con su teléfono:"
        ),
        podcast_code="Código con la dirección del pódcast: {address}",
        catalogue="Para aplicaciones de lectura que abren catálogos (OPDS), la dirección es:",
        accessibility="Accesibilidad",
        about="Acerca de esta publicación",
        publisher="Editorial",
        published="Publicado",
        language_name="Idioma",
        subjects="Temas",
        source="Fuente",
        rights="Derechos",
        identifier="Identificador",
        made_with="Hecho con cjpublish",
    ),
}


def site_words(language: str) -> SiteWords:
    """Return the phrases in a BCP 47 language, or in English where there are none in it."""
    return _WORDS.get(language.partition("-")[0].lower(), _ENGLISH)
