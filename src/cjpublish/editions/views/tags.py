"""What audio files say about themselves: a publication's metadata as tags of MP4 and of ID3."""

from __future__ import annotations

from cjpublish.model import Metadata

__all__ = ["id3_texts", "language", "mp4_tags"]

_GENRE = "Audiobook"
_AUDIOBOOK = "2"
"""The media type of an audiobook in iTunes' `stik`."""
_LANGUAGES = (
    "aaaar ababk aeave afafr akaka amamh anarg arara asasm avava ayaym azaze babak bebel bgbul bibis bmbam bnben bobod "
    "brbre bsbos cacat ceche chcha cocos crcre csces cuchu cvchv cycym dadan dedeu dvdiv dzdzo eeewe elell eneng eoepo "
    "esspa etest eueus fafas ffful fifin fjfij fofao frfra fyfry gagle gdgla glglg gngrn guguj gvglv hahau heheb hihin "
    "hohmo hrhrv hthat huhun hyhye hzher iaina idind ieile igibo iiiii ikipk ioido isisl itita iuiku jajpn jvjav kakat "
    "kgkon kikik kjkua kkkaz klkal kmkhm knkan kokor krkau kskas kukur kvkom kwcor kykir lalat lbltz lglug lilim lnlin "
    "lolao ltlit lulub lvlav mgmlg mhmah mimri mkmkd mlmal mnmon mrmar msmsa mtmlt mymya nanau nbnob ndnde nenep ngndo "
    "nlnld nnnno nonor nrnbl nvnav nynya ococi ojoji omorm orori ososs papan pipli plpol pspus ptpor quque rmroh rnrun "
    "roron rurus rwkin sasan scsrd sdsnd sesme sgsag shhbs sisin skslk slslv smsmo snsna sosom sqsqi srsrp ssssw stsot "
    "susun svswe swswa tatam tetel tgtgk ththa titir tktuk tltgl tntsn toton trtur tstso tttat twtwi tytah uguig ukukr "
    "ururd uzuzb veven vivie vovol wawln wowol xhxho yiyid yoyor zazha zhzho zuzul"
)
"""Each code of ISO 639-1 with its own of ISO 639-2/T, which MP4 and ID3 write."""


def mp4_tags(metadata: Metadata) -> dict[str, str]:
    """Return the tags of the whole publication under libavformat's names; what isn't known is left out.

    The narrator stands under `composer`, where audiobook players look for one. MP4 has no place for a publisher.
    """
    authors = ", ".join(metadata.authors)
    known = {
        "title": metadata.title,
        "album": metadata.title,
        "artist": authors,
        "album_artist": authors,
        "composer": ", ".join(metadata.narrators),
        "genre": _GENRE,
        "date": metadata.date,
        "copyright": metadata.rights,
        "description": metadata.description,
        "comment": metadata.description,
        "media_type": _AUDIOBOOK,
    }
    return {name: value for name, value in known.items() if value}


def id3_texts(metadata: Metadata) -> dict[str, str]:
    """Return the texts of the whole publication by ID3v2.3 frame, without its length; what isn't known is empty.

    The narrator stands under TCOM, where audiobook players look for one.
    """
    authors = ", ".join(metadata.authors)
    year, month, day = [*(metadata.date or "").split("-"), "", ""][:3]
    return {
        "TIT2": metadata.title,
        "TIT3": metadata.subtitle or "",
        "TALB": metadata.title,
        "TPE1": authors,
        "TPE2": authors,
        "TCOM": ", ".join(metadata.narrators),
        "TCON": _GENRE,
        "TLAN": language(metadata.language),
        "TYER": year,
        "TDAT": day[:2] + month if day else "",
        "TPUB": metadata.publisher or "",
        "TCOP": metadata.rights or "",
    }


def language(tag: str) -> str:
    """Return the ISO 639-2/T code of a BCP 47 tag's language; `und` for one that has none."""
    primary = tag.partition("-")[0].lower()
    codes = {pair[:2]: pair[2:] for pair in _LANGUAGES.split()}
    return codes.get(primary, primary if len(primary) == 3 else "und")
