from collections.abc import Callable
from pathlib import Path

from planted import Good, replaced

PLACE = "the-kitchen-garden.epub/EPUB/text/content-note.xhtml"


def _arabic(direction: str) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        content = replaced('xml:lang="en" lang="en"', f'xml:lang="ar" lang="ar"{direction}')(content)
        content = replaced(">Content note</h1>", ">ملاحظة عن المحتوى</h1>")(content)
        content = replaced("One page mentions a hard frost.", "تذكر صفحة واحدة صقيعا شديدا.")(content)
        content = replaced("No plant was lost.", "لم يضع أي نبات.")(content)
        return replaced("The text begins after this note", "يبدأ النص بعد هذه الملاحظة")(content)

    return change


def fires(good: Good) -> Path:
    return good.archive({"content-note.xhtml": _arabic("")})


def quiet(good: Good) -> Path:
    return good.archive({"content-note.xhtml": _arabic(' dir="rtl"')})
