"""The few words that the program itself writes or says in a publication, by language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Wording", "wording"]


@dataclass(frozen=True, slots=True)
class Wording:
    """Every phrase of the program's own, in one language; braces are filled with `str.format`."""

    language: str
    """The language that the phrases are in, BCP 47."""
    by: str
    """Before the authors: `By {authors}`."""
    conjunction: str
    """Between the last two of several names."""
    synthetic_voice: str
    """Says on the title page that no person narrates."""
    read_by: str
    """Says on the title page who narrates: `The audio edition is read by {narrators}.`"""
    read_in_part_by: str
    """Says on the title page that a person narrates, and a synthetic voice what that person has not recorded."""
    content_note: str
    """Heading of the content note."""
    skip_content_note: str
    """The link that leads past the content note, which is also heard."""
    about: str
    """Heading of the last page."""
    end_of: str
    """Begins the last page: `You have reached the end of {title}.`"""
    published_by: str
    """`Published by {publisher}.`"""
    published_on: str
    """`Published on {date}.`"""
    source: str
    """`Source: {source}`"""
    rights: str
    """`Rights: {rights}`"""
    contents: str
    """Heading of the table of contents."""
    landmarks: str
    """Heading of the landmarks."""
    start: str
    """The landmark where the text begins."""
    notes: str
    """Heading of a chapter's notes."""
    cover: str
    """Title of the cover page."""
    cover_alt: str
    """Alternative text of a cover that was drawn from the title: `Cover: {title}, {authors}.`"""
    figure_label: str
    """Names a figure: `Figure {number}.`"""
    figure_without_picture: str
    """Names a figure whose picture is missing, and says so."""
    description_of: str
    """Heading of a long description: `Description of figure {number}.`"""
    credit: str
    """Says whose a picture is: `Credit: {credit}`"""
    license: str
    """Says on what terms a picture may be used: `License: {license}.`"""
    table: str
    """Announces a table."""
    quote: str
    """Announces a quotation."""
    end_quote: str
    """Says that a quotation has ended."""
    note_label: str
    """Names a note: `Note {number}.`"""
    back: str
    """Label of a link from a note back to the text: `Back to reference {number}`"""
    plain_text: str
    """For accessibilitySummary: there is nothing but text."""
    pictures_have_text: str
    """For accessibilitySummary: there are pictures, none with a long description."""
    descriptions_follow: str
    """For accessibilitySummary: where long descriptions stand."""
    notes_follow: str
    """For accessibilitySummary: where notes stand."""
    note_precedes: str
    """For accessibilitySummary: there is a content note."""
    truncated: str
    """Says at the end of the text that it breaks off."""
    code_left_out: str
    """Said in place of a block of code."""
    link: str
    """Said in place of a web address."""
    formula: str
    """Said in place of code within a sentence that can't be read as words."""
    transcript: str
    """Names the page that has all that is heard as text."""
    narrated_by: str
    """Says who is heard: `Narrated by {narrators}.`"""
    duration: str
    """Says how long the narration plays: `Duration: {duration}`"""
    chapters: str
    """Heading of the list of chapters."""
    description: str
    """Before what is said of a picture that is not shown."""
    text: str
    """Names the branch of a table of contents that leads to the text of what is heard."""

    def is_in(self, language: str) -> bool:
        """Say whether the phrases are in a BCP 47 language, of whatever region."""
        return self.language == language.partition("-")[0].lower()

    def cover_of(self, title: str, authors: Sequence[str]) -> str:
        """Return what is said of a cover that tells its title and authors and of which nobody has said more."""
        said = self.cover_alt.format(title=title, authors=", ".join(authors)).replace(", .", ".")
        return said.removesuffix(".") if said.endswith("..") else said


_WORDINGS = {
    "en": Wording(
        language="en",
        by="By {authors}",
        conjunction="and",
        synthetic_voice="The audio edition is read by a synthetic voice.",
        read_by="The audio edition is read by {narrators}.",
        read_in_part_by=(
            "The audio edition is read by {narrators} and, where nothing is recorded yet, by a synthetic voice."
        ),
        content_note="Content note",
        skip_content_note="The text begins after this note",
        about="About this publication",
        end_of="This is the end of {title}.",
        published_by="Published by {publisher}.",
        published_on="Published on {date}.",
        source="Source: {source}",
        rights="Rights: {rights}",
        contents="Contents",
        landmarks="Landmarks",
        start="Start of the text",
        notes="Notes",
        cover="Cover",
        cover_alt="Cover: {title}, {authors}.",
        figure_label="Figure {number}.",
        figure_without_picture="Figure {number}. The picture is not part of this edition.",
        description_of="Description of figure {number}.",
        credit="Credit: {credit}",
        license="License: {license}.",
        table="Table",
        quote="Quote",
        end_quote="End of quote",
        note_label="Note {number}.",
        back="Back to reference {number}",
        plain_text="Everything in this publication is text.",
        pictures_have_text="Everything that the pictures show is also in their alternative text.",
        descriptions_follow="The long description of a picture stands in the text right after it.",
        notes_follow="Notes stand at the end of each chapter and link back to the text.",
        note_precedes="A content note stands before the text, with a link that leads past it.",
        truncated="The copy of this text that we have breaks off here.",
        code_left_out="A passage of code is left out here.",
        link="link",
        formula="code",
        transcript="Transcript",
        narrated_by="Narrated by {narrators}.",
        duration="Duration: {duration}",
        chapters="Chapters",
        description="Description",
        text="Text",
    ),
    "fr": Wording(
        language="fr",
        by="Par {authors}",
        conjunction="et",
        synthetic_voice="L’édition audio est lue par une voix de synthèse.",
        read_by="L’édition audio est lue par {narrators}.",
        read_in_part_by=(
            "L’édition audio est lue par {narrators} et, là où rien n’est encore enregistré, par une voix de synthèse."
        ),
        content_note="Avertissement",
        skip_content_note="Le texte commence après cet avertissement",
        about="À propos de cette publication",
        end_of="Ici se termine {title}.",
        published_by="Publié par {publisher}.",
        published_on="Publié le {date}.",
        source="Source : {source}",
        rights="Droits : {rights}",
        contents="Table des matières",
        landmarks="Repères",
        start="Début du texte",
        notes="Notes",
        cover="Couverture",
        cover_alt="Couverture : {title}, {authors}.",
        figure_label="Figure {number}.",
        figure_without_picture="Figure {number}. L’image ne fait pas partie de cette édition.",
        description_of="Description de la figure {number}.",
        credit="Crédit : {credit}",
        license="Licence : {license}.",
        table="Tableau",
        quote="Citation",
        end_quote="Fin de citation",
        note_label="Note {number}.",
        back="Retour à l’appel de note {number}",
        plain_text="Cette publication ne contient que du texte.",
        pictures_have_text="Tout ce que montrent les images se trouve aussi dans leur texte de remplacement.",
        descriptions_follow="La description longue d’une image se trouve dans le texte, juste après elle.",
        notes_follow="Les notes se trouvent à la fin de chaque chapitre et renvoient au texte.",
        note_precedes="Un avertissement précède le texte, avec un lien qui permet de le passer.",
        truncated="L’exemplaire de ce texte dont nous disposons s’interrompt ici.",
        code_left_out="Un passage de code est omis ici.",
        link="lien",
        formula="code",
        transcript="Transcription",
        narrated_by="Lu par {narrators}.",
        duration="Durée : {duration}",
        chapters="Chapitres",
        description="Description",
        text="Texte",
    ),
    "de": Wording(
        language="de",
        by="Von {authors}",
        conjunction="und",
        synthetic_voice="Die Hörausgabe wird von einer synthetischen Stimme gelesen.",
        read_by="Die Hörausgabe wird gelesen von {narrators}.",
        read_in_part_by=(
            "Die Hörausgabe wird gelesen von {narrators} und, wo noch nichts aufgenommen ist, "
            "von einer synthetischen Stimme."
        ),
        content_note="Hinweis zum Inhalt",
        skip_content_note="Der Text beginnt nach diesem Hinweis",
        about="Über diese Veröffentlichung",
        end_of="Hier endet {title}.",
        published_by="Herausgegeben von {publisher}.",
        published_on="Veröffentlicht am {date}.",
        source="Quelle: {source}",
        rights="Rechte: {rights}",
        contents="Inhalt",
        landmarks="Orientierungspunkte",
        start="Beginn des Textes",
        notes="Anmerkungen",
        cover="Titelbild",
        cover_alt="Titelbild: {title}, {authors}.",
        figure_label="Abbildung {number}.",
        figure_without_picture="Abbildung {number}. Das Bild ist nicht Teil dieser Ausgabe.",
        description_of="Beschreibung von Abbildung {number}.",
        credit="Bildnachweis: {credit}",
        license="Lizenz: {license}.",
        table="Tabelle",
        quote="Zitat",
        end_quote="Ende des Zitats",
        note_label="Anmerkung {number}.",
        back="Zurück zum Verweis {number}",
        plain_text="Diese Veröffentlichung besteht nur aus Text.",
        pictures_have_text="Alles, was die Bilder zeigen, steht auch in ihrem Alternativtext.",
        descriptions_follow="Die ausführliche Beschreibung eines Bildes steht im Text direkt danach.",
        notes_follow="Anmerkungen stehen am Ende jedes Kapitels und verweisen zurück auf den Text.",
        note_precedes="Vor dem Text steht ein Hinweis zum Inhalt mit einem Link, der an ihm vorbeiführt.",
        truncated="Die Fassung dieses Textes, die uns vorliegt, bricht hier ab.",
        code_left_out="Hier ist eine Stelle mit Programmcode ausgelassen.",
        link="Link",
        formula="Code",
        transcript="Abschrift",
        narrated_by="Gelesen von {narrators}.",
        duration="Dauer: {duration}",
        chapters="Kapitel",
        description="Beschreibung",
        text="Text",
    ),
    "es": Wording(
        language="es",
        by="Por {authors}",
        conjunction="y",
        synthetic_voice="La edición de audio está leída por una voz sintética.",
        read_by="La edición de audio está leída por {narrators}.",
        read_in_part_by=(
            "La edición de audio está leída por {narrators} y, donde aún no hay grabación, por una voz sintética."
        ),
        content_note="Aviso de contenido",
        skip_content_note="El texto comienza después de este aviso",
        about="Acerca de esta publicación",
        end_of="Aquí termina {title}.",
        published_by="Publicado por {publisher}.",
        published_on="Publicado el {date}.",
        source="Fuente: {source}",
        rights="Derechos: {rights}",
        contents="Índice",
        landmarks="Puntos de referencia",
        start="Comienzo del texto",
        notes="Notas",
        cover="Cubierta",
        cover_alt="Cubierta: {title}, {authors}.",
        figure_label="Figura {number}.",
        figure_without_picture="Figura {number}. La imagen no forma parte de esta edición.",
        description_of="Descripción de la figura {number}.",
        credit="Crédito: {credit}",
        license="Licencia: {license}.",
        table="Tabla",
        quote="Cita",
        end_quote="Fin de la cita",
        note_label="Nota {number}.",
        back="Volver a la llamada {number}",
        plain_text="Esta publicación contiene solo texto.",
        pictures_have_text="Todo lo que muestran las imágenes está también en su texto alternativo.",
        descriptions_follow="La descripción larga de una imagen está en el texto, justo después de ella.",
        notes_follow="Las notas están al final de cada capítulo y enlazan de vuelta con el texto.",
        note_precedes="Un aviso de contenido precede al texto, con un enlace para pasarlo.",
        truncated="La copia de este texto de la que disponemos se interrumpe aquí.",
        code_left_out="Aquí se omite un fragmento de código.",
        link="enlace",
        formula="código",
        transcript="Transcripción",
        narrated_by="Narrado por {narrators}.",
        duration="Duración: {duration}",
        chapters="Capítulos",
        description="Descripción",
        text="Texto",
    ),
}


def wording(language: str) -> Wording:
    """Return the phrases for a BCP 47 language; English where the program has none in it."""
    return _WORDINGS.get(language.partition("-")[0].lower(), _WORDINGS["en"])
