"""The guard before the page: only this machine's own browser, with the token, and nothing from elsewhere."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from attrs import frozen
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""On every answer, a refusal too: nothing is loaded from, sent to or shown in another site."""
LARGEST = 100_000
"""Bytes of a request; the choices of a plan are far less."""


@frozen
class Wacht:
    """Refuse what does not come from the page itself.

    A name in the Host header that is not ours is refused, so that a site elsewhere cannot point its own name at this
    machine. The token comes once, in the address, and then stands in a cookie that other sites cannot make a browser
    send.

    Attributes:
        app: what is guarded.
        token: the secret of this start.
        hosts: names with port by which the page may be asked for.
        cookie: name of the cookie; one for each port, as browsers keep cookies per name of the machine.
    """

    app: ASGIApp
    token: str
    hosts: frozenset[str]
    cookie: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await (self._refusal(Request(scope)) or self.app)(scope, receive, guarded)

    def _refusal(self, request: Request) -> ASGIApp | None:
        headers = Headers(scope=request.scope)
        if headers.get("host", "").lower() not in self.hosts:
            return PlainTextResponse("Deze pagina heet hier anders; gebruik het adres dat swvmon noemt.", 400)
        given = request.query_params.get("token")
        if given is not None and self._known(given) and request.method == "GET":
            answer = RedirectResponse("/", 303)
            answer.set_cookie(self.cookie, self.token, httponly=True, samesite="strict", path="/")
            return answer
        if not self._known(request.cookies.get(self.cookie, "")):
            return PlainTextResponse("Geen toegang: open het adres dat swvmon bij het starten noemde.", 403)
        return self._strange(headers) if request.method == "POST" else None

    def _strange(self, headers: Headers) -> ASGIApp | None:
        """Refuse what the page itself would not send."""
        origin = headers.get("origin")
        if origin is not None and origin.lower() not in {f"http://{host}" for host in self.hosts}:
            return PlainTextResponse("Dit verzoek komt van een andere site.", 403)
        if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return PlainTextResponse("Alleen JSON van de pagina zelf.", 415)
        length = headers.get("content-length", "")
        if not length.isdecimal() or int(length) > LARGEST:
            return PlainTextResponse("Dit verzoek is te groot of zegt niet hoe groot het is.", 413)
        return None

    def _known(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), self.token.encode())
