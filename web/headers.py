"""What is said with every answer, for browsers: the list of OWASP's Secure Headers Project."""

from collections.abc import Mapping

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS: Mapping[str, str] = {
    # ``X-Content-Type-Options: nosniff`` is said by ``bot.server`` with everything
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "deny",
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-DNS-Prefetch-Control": "off",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cache-Control": "no-cache",  # whoever keeps a copy asks before showing it: it may be corrected or taken down
}
OUR_PAGES = {"Cross-Origin-Resource-Policy": "same-origin"}
FOR_PROGRAMS = {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}
ONLY_HTTPS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


def headers(media: str, *, is_https: bool) -> dict[str, str]:
    """The headers of an answer of this kind; feeds and data may be read from anywhere."""
    is_page = media.startswith(("text/html", "text/css"))
    return {
        **ALWAYS,
        "Content-Type": media,
        **(OUR_PAGES if is_page else FOR_PROGRAMS),
        **(ONLY_HTTPS if is_https else {}),
    }
