from pathlib import Path

from planted import Good

PLACE = "the-kitchen-garden.epub/EPUB/content.opf"

_ENCRYPTION = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
 xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod Algorithm="{}"/>
<enc:CipherData><enc:CipherReference URI="EPUB/{}"/></enc:CipherData></enc:EncryptedData></encryption>"""


def fires(good: Good) -> Path:
    return good.archive(
        {
            "META-INF/encryption.xml": _ENCRYPTION.format(
                "http://www.w3.org/2001/04/xmlenc#aes128-cbc", "text/spring.xhtml"
            )
        }
    )


def quiet(good: Good) -> Path:
    return good.archive(
        {"META-INF/encryption.xml": _ENCRYPTION.format("http://www.idpf.org/2008/embedding", "fonts/a.otf")}
    )
