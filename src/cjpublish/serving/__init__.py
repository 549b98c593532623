"""A site on this machine: served as any web host would, and built anew while its manuscript is written.

It needs the extra `cjpublish[serve]`; what imports this package before that is installed gets a ModuleNotFoundError.
"""

from cjpublish.serving.addresses import PORT, addresses, listening
from cjpublish.serving.building import Build, Built, missing
from cjpublish.serving.server import serve, serve_and_reload

__all__ = ["PORT", "Build", "Built", "addresses", "listening", "missing", "serve", "serve_and_reload"]
