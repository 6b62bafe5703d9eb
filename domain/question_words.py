"""Words of questions that mean something by themselves, in English and Welsh, folded."""

import re
from collections.abc import Mapping

from domain.project import Phase, Status


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STATUSES: Mapping[str, frozenset[Status]] = {
    words: frozenset(statuses)
    for phrases, statuses in (
        ("at risk|amber|mewn perygl", [Status.AT_RISK]),
        ("off track|red|behind|late|delayed|ar ei hol hi", [Status.OFF_TRACK]),
        ("in trouble|struggling|stuck|going wrong|mewn trafferth", [Status.AT_RISK, Status.OFF_TRACK]),
        ("on track|green|ar y trywydd iawn|ar y trywydd", [Status.ON_TRACK]),
        ("paused|on hold|stopped|wedi oedi|wedi ei oedi", [Status.PAUSED]),
        ("complete|completed|finished|done|wedi gorffen|wedi ei gwblhau|cwblhawyd", [Status.COMPLETE]),
        ("not started|not begun|heb ddechrau", [Status.NOT_STARTED]),
    )
    for words in phrases.split("|")
}
PHASES: Mapping[str, frozenset[Phase]] = {
    words: frozenset([phase])
    for phrases, phase in (
        ("discovery|discoveries|darganfod", Phase.DISCOVERY),
        ("alpha|alphas|alffa", Phase.ALPHA),
        ("beta|betas|private beta|public beta|beta preifat|beta cyhoeddus", Phase.BETA),
        ("live|byw|yn fyw", Phase.LIVE),
        ("retired|wedi ymddeol", Phase.RETIRED),
    )
    for words in phrases.split("|")
}
MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "january jan ionawr", "february feb chwefror", "march mar mawrth fawrth", "april apr ebrill",
            "may mai fai", "june jun mehefin fehefin", "july jul gorffennaf orffennaf", "august aug awst",
            "september sep sept medi fedi", "october oct hydref", "november nov tachwedd dachwedd",
            "december dec rhagfyr",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
SEASONS: Mapping[str, tuple[int, int]] = {  # the first month and the last
    "spring": (3, 5), "gwanwyn": (3, 5), "summer": (6, 8), "haf": (6, 8), "autumn": (9, 11), "winter": (12, 2),
    "gaeaf": (12, 2),
}  # fmt: skip
HELP_WANTED = re.compile(
    r"\b(?:who (?:needs|wants) (?:some |our |my |any )?(?:help|support)|needs? (?:some )?help"
    r"|help (?:is )?(?:wanted|needed)"
    r"|(?:open )?asks|who can i help|(?:how|what|where) can i help(?: with)?|help requests?"
    r"|(?:pwy )?(?:sydd|sy) (?:angen|eisiau) (?:help|cymorth)|angen (?:help|cymorth))\b"
)
NEXT = re.compile(
    r"\b(?:(?:when (?:is|does) )?(?:the |our )?next (?:edition|issue|one|window|deadline|sprint notes?)"
    r"(?: out| due| close)?"
    r"|(?:what is |when is |whens |whats )?(?:the )?deadline|when do (?:the )?(?:updates?|window) close"
    r"|when does (?:it|the window) close|when (?:is|are) (?:updates?|it) due|(?:pryd mae )?(?:y )?rhifyn nesaf)\b"
)
WRITTEN = re.compile(
    r"\b(?:what (?:did|have|had) i (?:write|wrote|written|say|said|post|posted|tell|told)(?: you)?"
    r"|(?:what )?i (?:wrote|said|posted)|my (?:own )?(?:updates?|posts?|words)"
    r"|beth (?:wnes i|a) (?:ysgrifennu|ysgrifennais)(?: i)?|ysgrifennais i)\b"
)
MINE = re.compile(
    r"\b(?:mine|my (?:own )?(?:projects?|stuff|work|status)|(?:projects? )?(?:that )?i (?:lead|run|own)"
    r"|fy (?:mhrosiectau|mhrosiect)(?: i)?)\b"
)
ALL = frozenset(("all", "everything", "everybody", "everyone", "overview", "list", "popeth", "pawb"))
BARE = {"next": "next edition", "nesaf": "rhifyn nesaf", "mine": "mine"}  # words that mean that where they stand alone
NOISE = _words(
    """
    a about an and any anything are be been by can could current currently did do does doing for from get getting give
    going got had happened happening happens has have hello hey hi how hows i in into is it its know latest look looking
    me more new newest news now of on or our over please project projects progress recent recently report reports say
    saying says said see show since so some standing stand stands state status stay stuff tell thanks thank that the
    their them there these they thing things this those to today too update updates up us was we were what whats when
    where which who whos why will with would you your
    ac am ar at beth ble diweddaraf diweddariad ei fe gyda hi i mae mewn newyddion oes or pa pam prosiect prosiectau
    pryd pwy rhowch sut sy sydd wedi wrth y yn yr ym yng yw
    """
)
CONNECTORS = re.compile(r"\s*(?:\||,|;|\b(?:and|with|about|regarding|on|in|for|am)\b|\bac?\b(?= ))\s*")
