"""cjpublish: an accessible audio and e-book publisher.

publication = cjpublish.read("my-article")
print(cjpublish.plan(publication).seconds)
cjpublish.build(publication)
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cjpublish.checking import check
    from cjpublish.importing import import_from
    from cjpublish.pipeline import build, plan, read
    from cjpublish.publishing import publish

__all__ = ["__version__", "build", "check", "import_from", "plan", "publish", "read"]

__version__ = "0.1.0"

# Since 1.29 onnxruntime, which runs the voices, tells its maker of each model that is loaded. What is published here is
# nobody else's business: it is asked not to, before any part of the program or a worker can load it.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")


def __getattr__(name: str) -> Any:
    """Import a function when it is first used, so that `cjpublish --help` waits for none."""
    if name == "check":
        from cjpublish import checking

        return checking.check
    if name == "import_from":
        from cjpublish import importing

        return importing.import_from
    if name == "publish":
        from cjpublish import publishing

        return publishing.publish
    if name in ("build", "plan", "read"):
        from cjpublish import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module 'cjpublish' has no attribute '{name}'")
