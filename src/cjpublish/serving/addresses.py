"""Where the server listens, and at which addresses people reach it."""

from __future__ import annotations

import errno
import os
import socket
from ipaddress import ip_address

from cjpublish.errors import Finding, InputError, Severity

__all__ = ["PORT", "addresses", "listening", "trusted"]

PORT = 8000
"""Where the server listens if nobody says otherwise."""
_TRIES = 10
_SOMEWHERE = ("192.0.2.1", 9)
"""An address for documentation (RFC 5737); nothing is sent, but the system says by which way it would go."""


def listening(host: str, port: int | None) -> socket.socket:
    """Return a socket on a host's port; without one, on 8000 or the next that is free.

    Raises InputError where the port that is named is taken or may not be used, or where the host is none of this
    machine's.
    """
    ports = range(PORT, PORT + _TRIES) if port is None else (port,)
    for number in ports:
        try:
            return _bound(host, number)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise _refused(host, number, error) from error
    what = f"port {port} is" if port is not None else f"the ports {PORT} to {PORT + _TRIES - 1} are"
    fix = "name a free one with --port, or leave it out" if port is not None else "name a free one with --port"
    raise InputError([Finding("port", Severity.ERROR, f"{what} taken by another program", fix=fix)])


def addresses(listener: socket.socket) -> tuple[str, ...]:
    """Return the site's addresses: this machine's own first, then the one for others in the same network."""
    host, port = listener.getsockname()[:2]
    if not ip_address(host).is_unspecified:
        return (_address(host, port),)
    own = _address("::1" if ":" in host else "127.0.0.1", port)
    outside = _outside()
    return (own, _address(outside, port)) if outside else (own,)


def trusted(listener: socket.socket) -> tuple[str, ...]:
    """Return the names that requests may call this machine by: any, where others may come."""
    host = listener.getsockname()[0]
    own = f"[{host}]" if ":" in host else host
    return ("localhost", "127.0.0.1", "[::1]", own) if ip_address(host).is_loopback else ("*",)


def _bound(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":  # elsewhere it would let two programs have the same port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
        listener.listen(socket.SOMAXCONN)
    except OSError:
        listener.close()
        raise
    return listener


def _refused(host: str, port: int, error: OSError) -> InputError:
    if error.errno == errno.EACCES:
        message, fix = f"port {port} is for the system's own services", f"name one above 1023, such as --port {PORT}"
    else:
        message = f"this machine can't be reached as '{host}': {error.strerror or error}"
        fix = "leave --host out for this machine alone, or use --host 0.0.0.0 for all in your network"
    return InputError([Finding("address", Severity.ERROR, message, fix=fix)])


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _outside() -> str | None:
    """Return this machine's address in its network; None where it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(_SOMEWHERE)
        except OSError:
            return None
        return str(asked.getsockname()[0])
