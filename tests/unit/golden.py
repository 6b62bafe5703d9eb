"""One of every message and view that the bot sends, for ``sprint-notes doctor --blocks``: they stand in ``FOLDER``."""

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from bot.doctor.blocks import FOLDER
from domain.archive import Site
from domain.audit import AuditEntry
from domain.delivery import DeliveryState, Message
from domain.follows import Follow, FollowKind
from domain.hits import Hit
from domain.home import Stand
from domain.news import NewsKind
from domain.news_form import NEW
from domain.news_form import values_from as news_values
from domain.objection import Run
from domain.project import Status
from domain.project_plan import Plan, Roster, plan
from domain.project_table import Wrong, write
from domain.reading import Reading, Topic
from domain.sentence import Where, Who
from domain.text.normal_form import paragraph
from domain.unit import Template
from domain.update import Ask
from domain.update_form import FormValues, Theirs
from domain.welcome import Welcome
from rendering.slack import home, notes
from rendering.slack.answers.follows import Followed, followed_news, following_list
from rendering.slack.answers.found import (
    OpenAsk,
    edition_answer,
    help_wanted,
    hits_answer,
    not_found,
    written_answer,
)
from rendering.slack.answers.parts import Asked, newer_waits, shared
from rendering.slack.answers.project import project_answer, project_history, what_changed, whole_update
from rendering.slack.answers.several import several_answer
from rendering.slack.corrections import correction_requests, corrections
from rendering.slack.corrections.corrections import TextForm
from rendering.slack.editions import confirmations, draft, draft_items, gone, refused_pictures
from rendering.slack.editions.draft_items import ItemControls
from rendering.slack.editions.draft_projects import in_modal
from rendering.slack.editions.edition import draft_messages, edition_messages, in_a_row
from rendering.slack.editions.front_page import ADDED, ADDING, front_page
from rendering.slack.editions.story import stories
from rendering.slack.home import NotSetUpHome
from rendering.slack.kit.buttons import show_status, update
from rendering.slack.kit.values import ItemIn
from rendering.slack.news import members, news, news_form, nominations
from rendering.slack.news.news import EditionNews
from rendering.slack.news.news_form import NewsForm
from rendering.slack.reminders import reminders
from rendering.slack.review import audit_log, decisions, order, questions, welcome, windows
from rendering.slack.review.check_settings import GLOSSARY, settings, term_form
from rendering.slack.review.decisions import PublishForm
from rendering.slack.review.findings import IGNORED, findings
from rendering.slack.review.order import OrderForm, OrderSection
from rendering.slack.review.thanks import Published, nothing_left, thanks
from rendering.slack.review.welcome import WelcomeForm
from rendering.slack.setup import people, projects, projects_file, setup, templates
from rendering.slack.setup.people import PeopleView
from rendering.slack.setup.projects import ProjectForm, ProjectList
from rendering.slack.setup.templates import TemplateForm
from rendering.slack.updates import finished, nothing_to_report, objections, update_form
from rendering.slack.updates.history import history
from rendering.slack.updates.update_form import Preview
from tests.unit.cards import CARDS
from tests.unit.edition_sample import sample
from tests.unit.golden_parts import (
    ABBREVIATED,
    ABOUT,
    APP_REFUSED,
    BASE,
    COPY,
    DRAFTED,
    EDITS,
    FERRY,
    FOUND,
    GWEN,
    HELD,
    IS,
    LAMPS,
    LONG_BODY,
    LOST,
    NEWS,
    NEXT,
    NOMINATED,
    NOW,
    PUBLISHED,
    REF,
    SETTINGS,
    STANDING,
    TIMED,
    TIRESOME,
    TODAY,
    TOKEN,
    UNIT,
    WAS,
    WINDOW,
    WORDS,
    Payload,
    a_home,
    finding,
    tasks_of,
)
from tests.unit.surfaces import (
    CLOCK,
    CONTENT,
    CROWD,
    EDITION,
    LONDON,
    PROJECTS,
    an_update_form,
    edition_of,
    opened,
    versions,
)
from tests.unit.told import SAID, TOLD, compiled

ASKED = Asked(question="ferry")
ALL, WENT = Reading(about=Topic.SEVERAL), Reading(about=Topic.WORDS, words="went well")
FOLLOWED = Followed(Follow("U1", FollowKind.PROJECT, FERRY.id), FERRY.name)
AT_RISK = Reading(about=Topic.SEVERAL, statuses=frozenset({Status.AT_RISK}))

Sent = dict[str, Payload | Message | Sequence[Message]]

TWINS = [replace(LAMPS, key=key) for key in ("north", "south")]
TOLD_OF = compiled(TOLD, *SAID)

# Drafts, editions and what editors do with them.
OF_EDITIONS: Sent = {
    **{f"card {name}": draft.card(card) for name, card in CARDS.items()},
    "draft": draft_messages(edition_of(2), ItemControls(replace(EDITION, arrangement=HELD))),
    "edition": edition_messages(sample()),
    "edition in a row": in_a_row(sample()),
    "front page, stories being added": front_page(TOLD_OF, note=ADDING),
    "front page": front_page(
        TOLD_OF, {item.ref: f"https://acme.slack.com/archives/C1/{item.ref}" for item in TOLD_OF.items}, ADDED
    ),
    "story": [message for messages in stories(TOLD_OF).values() for message in messages],
    "who is in, of a large unit": in_modal(CARDS["more than a table holds"].projects, EDITION),
    "preview": draft.preview(sample(), EDITION),
    "preview, first page": draft.preview(edition_of(30), EDITION),
    "notes to the editors": draft.note_messages(EDITION, [(FERRY.name, WORDS)]),
    "findings": findings(FOUND),
    "findings, first page": findings(replace(FOUND, found=[finding(n) for n in range(60)])),
    "ignored findings": findings(FOUND, which=IGNORED),
    "findings, tiresome": findings(replace(FOUND, tiresome=TIRESOME)),
    "findings, abbreviations": findings(replace(FOUND, found=[ABBREVIATED])),
    "check settings": settings(SETTINGS),
    "glossary": settings(SETTINGS, GLOSSARY),
    "glossary, first page": settings(replace(SETTINGS, terms=[*SETTINGS.terms] * 30), GLOSSARY),
    "glossary, empty": settings(replace(SETTINGS, terms=()), GLOSSARY),
    "term": term_form(SETTINGS.terms[0]),
    "order": order.form(OrderForm(edition=EDITION, sections=[OrderSection("News", {"a": "A", "b": "B"})])),
    "hold back": draft_items.hold_form(EDITION, edition_of(1).items[0]),
    "held back": draft_items.held_back("U1", FERRY, EDITION, "Not yet."),
    "no longer held back": draft_items.no_longer_held(FERRY, EDITION),
    "no longer in": draft_items.no_longer_in(FERRY, EDITION),
    "put back": draft_items.put_back("U1", FERRY, EDITION),
    "question": questions.question_form(FERRY, EDITION, ["U1"], about=ItemIn("E1", REF), token=TOKEN),
    "answer": questions.answer_form(FERRY, EDITION, token=TOKEN),
    "question asked": questions.asked(FERRY, EDITION, by="U1", words=WORDS),
    "question was asked": questions.was_asked(FERRY, ["U2"], by="U1", words=WORDS),
    "question answered": questions.answer(FERRY, EDITION, by="U2", words=WORDS),
    "answer received": questions.received(FERRY, EDITION),
    "audit log": audit_log.entries(
        audit_log.AuditView(
            entries=[AuditEntry(f"D{n}", NOW, "U1234567", "move", FERRY.name, {"to": "up"}) for n in range(31)],
            clock=CLOCK,
            number="39",
        )
    ),
    "welcome": welcome.form(WelcomeForm(edition=EDITION, words=Welcome(WORDS, WORDS), base=BASE)),
    "request changes": decisions.request_form(EDITION, token=TOKEN),
    "changes requested": decisions.requested(EDITION, by="U1", text=WORDS),
    "publish later": decisions.publish_form(
        PublishForm(edition=TIMED, channel="C0123456789", messages=3, timezone=LONDON, proposed=NOW)
    ),
    "not published": decisions.not_published(EDITION, NOW, "it has changed", clock=CLOCK),
    "dates": windows.dates_form(WINDOW),
    "reopen": windows.reopen_form(WINDOW),
    "skip": windows.skip_form(WINDOW),
    "dates changed since": windows.dates_changed_since(EDITION),
    "dates changed": windows.dates_changed(EDITION, by="U1", clock=CLOCK),
    "skipped": windows.skipped(EDITION, PUBLISHED, by="U1", reason="Easter", clock=CLOCK),
    "thanks, nothing left": nothing_left(PUBLISHED),
    "thanks": thanks(PUBLISHED, [Published(FERRY, "U" * 26, ["Headline: 1 word added"], "https://x.example.org/p")]),
}


# Updates and what becomes of them.
OF_UPDATES: Sent = {
    "update": update_form.form(an_update_form(base=3)),
    "update, for another edition": update_form.form(
        an_update_form(projects=PROJECTS[:3], other=replace(EDITION, number=40))
    ),
    "update, with another's words": update_form.form(
        an_update_form(
            base=2,
            notice="Other words stand in: Headline.",
            was_overtaken=True,
            projects=PROJECTS[:3],
            theirs=Theirs(
                who="Ffion Rees", values=FormValues(headline="Their <words>"), undecided=frozenset({"headline"})
            ),
        )
    ),
    "update, new": update_form.form(an_update_form(chosen=None, values=FormValues(), projects=PROJECTS[:3])),
    "update, with everything": update_form.form(an_update_form(values=opened(1), projects=PROJECTS[:3])),
    "update, overtaken": update_form.form(
        an_update_form(notice="You had typed this.", is_unsent=True, was_overtaken=True, projects=PROJECTS[:3])
    ),
    "update, corrected": update_form.form(an_update_form(edition=PUBLISHED, base=3, corrects=True, request="R1")),
    "update preview": update_form.preview(Preview(project=FERRY, edition=EDITION, content=CONTENT)),
    "update preview, first page": update_form.preview(
        Preview(project=FERRY, edition=EDITION, content=replace(CONTENT, body=LONG_BODY))
    ),
    "update preview, with suggestions": update_form.preview(
        Preview(project=FERRY, edition=EDITION, content=CONTENT, suggestions=[finding(n) for n in range(9)])
    ),
    "update saved": confirmations.saved(ABOUT, clock=CLOCK, afresh=True, found={"error": 1}),
    "project over": finished.question(FERRY, EDITION),
    "project closed": finished.closed(FERRY),
    "project goes on": finished.goes_on(FERRY),
    "project closed by": finished.closed_by("U1", FERRY),
    "update saved, drafted": confirmations.saved(replace(ABOUT, edition=DRAFTED), clock=CLOCK, afresh=True),
    "update saved, published": confirmations.saved(replace(ABOUT, edition=PUBLISHED), clock=CLOCK, afresh=True),
    "update taken down": confirmations.withdrawn(replace(ABOUT, edition=PUBLISHED), by="U1", reader="U2"),
    "update carried": confirmations.carried(ABOUT, PUBLISHED, reason="Easter", clock=CLOCK),
    "update left out": confirmations.left_out(ABOUT, PUBLISHED, reason="Easter"),
    "update replaced": confirmations.replaced(ABOUT, 1),
    "update overtaken": confirmations.overtaken(ABOUT, 1, by="U1"),
    "update withdrawn": confirmations.withdrawn(ABOUT, by="U1", reader="U2"),
    "history": history(versions(CONTENT, replace(CONTENT, headline="Twelve boats"))),
    "history, first page": history(versions(*(replace(CONTENT, body=paragraph(f"A {n}." * 900)) for n in range(4)))),
    "nothing to report": nothing_to_report.noted(FERRY, EDITION),
    "nothing to report, taken back": nothing_to_report.taken_back(FERRY, EDITION),
    "nothing to report, published": nothing_to_report.noted(FERRY, PUBLISHED),
    "nothing to report, superseded": nothing_to_report.superseded(FERRY, EDITION),
    "changed by an editor": objections.changed(ABOUT, WAS, Run(WAS, IS, IS), objects=False),
    "changed by an editor, published": objections.changed(
        replace(ABOUT, edition=PUBLISHED), WAS, Run(WAS, IS, IS), objects=True
    ),
    "changed by an editor, objected": objections.changed(ABOUT, WAS, Run(WAS, IS, IS), objects=True),
    "written by an editor": objections.written(ABOUT, "U1"),
    "objection": objections.objection(ABOUT, "U1", "U2"),
    "objection taken back": objections.taken_back(ABOUT, "U1", "U2"),
    "correction": correction_requests.form(FERRY, PUBLISHED, token=TOKEN),
    "correction asked": correction_requests.asked(FERRY, PUBLISHED, by="U1", text=WORDS, token=TOKEN),
    "correction received": correction_requests.received(FERRY, PUBLISHED),
    "correct": corrections.choice(PUBLISHED, [(REF, FERRY.name)]),
    "correct a text": corrections.text_form(
        TextForm(edition=PUBLISHED, ref=REF, heading=FERRY.name, text=WORDS, base=BASE)
    ),
    "take down": corrections.take_down_form(PUBLISHED, REF, FERRY.name),
    "corrected": corrections.corrected("U1", FERRY, PUBLISHED, "twelve", update_id="UP1", asked=True),
    "taken down": corrections.taken_down("U1", FERRY, PUBLISHED, "she asked us to"),
}


# News, members and nominations.
FORMS = [NewsForm(edition=EDITION, kind=one.kind, id=one.id, base=NEW, typed=news_values(one)) for one in NEWS]
OF_NEWS: Sent = {
    **{f"news item {form.kind}": news_form.form(form) for form in FORMS},
    "introduce": news_form.form(replace(FORMS[list(NewsKind).index(NewsKind.TEAM_MEMBER)], by_member=True)),
    "news": news.news_list(
        EditionNews(edition=EDITION, editions=[EDITION, TIMED], items=NEWS, invited=[GWEN.id], nominations=1),
        [(EDITION, NEWS[0])],
    ),
    "saved news": news.saved(EDITION, NEWS[0], TODAY),
    "saved news, first page": news.saved(EDITION, replace(NEWS[0], body=LONG_BODY), TODAY),
    "news that is carried": news.news_list(
        EditionNews(edition=EDITION, editions=[EDITION], items=[replace(NEWS[0], carried=True)]), []
    ),
    "news item, overtaken": news_form.form(replace(FORMS[0], was_overtaken=True, changed=["title"])),
    "invite a member": members.invitation_form(EDITION),
    "member invited": members.invited("N1", by="U1"),
    "member introduced": members.introduced(EDITION, "N1"),
    "member changed": members.changed(EDITION, "N1", by="U1"),
    "member removed": members.removed(EDITION, "N1", by="U1"),
    "member taken down": members.taken_down("N1", [EDITION]),
    "nominate": nominations.form(TOKEN),
    "nominations": nominations.nominations([NOMINATED]),
    "nominations, first page": nominations.nominations([replace(NOMINATED, id=f"M{n}") for n in range(30)]),
    "nomination": nominations.for_editors(NOMINATED),
    "nomination received": nominations.received(NOMINATED),
    "nomination chosen": nominations.chosen(NOMINATED, EDITION),
}


# Setting up, projects, people, reminders, answers, Homes.
OF_SETTING_UP: Sent = {
    "setup": setup.form(UNIT, Site(is_on=True, first_edition=12), TODAY, 39),
    "template": templates.form(TemplateForm(template=Template(), base=BASE, news={})),
    "template preview": templates.preview(sample()),
    "people": people.people(
        PeopleView(editors=["U1", GWEN.id], leads=[("U1", [FERRY])], without_lead=[LAMPS], people={GWEN.id: GWEN})
    ),
    "people, first page": people.people(
        PeopleView(editors=[], leads=[(one, [FERRY]) for one in CROWD[:60]], without_lead=[], people={})
    ),
    "left": people.left(GWEN, [FERRY], edits=True),
    "only editor left": people.only_editor_left(GWEN),
    "editor added": people.editor_changed("U1", added=True),
    "editor added, outside": people.editor_changed("U1", added=True, outside="C1"),
    "drafts come here": setup.drafts_come_here("U1"),
    "editor removed": people.editor_changed("U1", added=False),
    "projects": projects.project_list(ProjectList(projects=PROJECTS[:30], of=100, may_edit=True)),
    "project": projects.form(ProjectForm(project=FERRY, is_new=False, base=BASE, token=TOKEN)),
    "projects file": projects_file.choose(),
    "projects file, chosen": projects_file.chosen("F0123456789", "projects.csv"),
    "projects file, plan": projects_file.report(plan(write(PROJECTS[:3]).encode(), [], Roster()), "F0123456789", 0),
    "projects file, applies": projects_file.report(
        plan(write([replace(FERRY, leads=(GWEN.id,))]).encode(), [], Roster()), "F0123456789", 0
    ),
    "projects file, wrong": projects_file.report(Plan(wrong=[Wrong(2, "leads", "Nobody.")]), "F0123456789", 0),
    "projects table": projects_file.table(write(PROJECTS[:3])),
    "reminder": reminders.reminder([FERRY, LAMPS], EDITION, clock=CLOCK),
    "closing moved": reminders.closing_moved([FERRY], EDITION, clock=CLOCK),
    "ask somebody": reminders.ask_form(EDITION, [FERRY, LAMPS]),
    "somebody asked": reminders.asked("U1", FERRY, EDITION, clock=CLOCK),
    "handed over": reminders.handed_over("U1", FERRY, EDITION),
    "declined": reminders.declined("U1", FERRY, EDITION),
    "covers": reminders.covers("U1", TODAY, [FERRY], EDITION, clock=CLOCK),
    "nobody there": reminders.nobody_there("U1", TODAY, [FERRY], EDITION),
    "silent": reminders.silent([FERRY, LAMPS], DRAFTED),
    "silent, published": reminders.silent([FERRY, LAMPS], PUBLISHED),
    "nobody silent": reminders.nobody_silent(PUBLISHED),
    "reminder, drafted": reminders.reminder([FERRY], DRAFTED, clock=CLOCK),
    "reminder, published": reminders.reminder([FERRY, LAMPS], PUBLISHED, clock=CLOCK),
    "reminder, nothing missing": reminders.reminder([], EDITION, clock=CLOCK),
    "closing moved again": reminders.closing_moved_again(EDITION),
    "nudge": reminders.nudge("U1", FERRY, EDITION),
    "status": project_answer(ASKED, STANDING, TODAY),
    "status, to all": project_answer(replace(ASKED, is_public=True), STANDING, TODAY),
    "status of all": several_answer(ASKED, ALL, [STANDING, replace(STANDING, project=LAMPS, published=())], TODAY),
    "no project is so": several_answer(ASKED, AT_RISK, [], TODAY),
    "whole update": whole_update(COPY, PUBLISHED),
    "whole update of several pages": whole_update(
        replace(COPY, content=replace(CONTENT, body=LONG_BODY * 4)), PUBLISHED
    ),
    "what has changed": what_changed((COPY, PUBLISHED), (replace(COPY, content=None), PUBLISHED)),
    "all updates of a project": project_history(FERRY, [(COPY, PUBLISHED), (COPY, PUBLISHED)]),
    "words found": hits_answer(ASKED, WENT, [Hit(COPY, "It went well.")] * 11, 11, {PUBLISHED.id: PUBLISHED}),
    "what an edition has": edition_answer(ASKED, PUBLISHED, [COPY, replace(COPY, content=None)]),
    "what somebody wrote": written_answer(ASKED, [COPY], {PUBLISHED.id: PUBLISHED}, "in November"),
    "help wanted": help_wanted(ASKED, [OpenAsk(FERRY, Ask("Testers", TODAY, "boats@example.org"), PUBLISHED)]),
    "no help wanted": help_wanted(ASKED, []),
    "nothing was found": not_found("Nothing that was published has “zzyzx”.", ["Bins", "all projects"]),
    "newer news": newer_waits([FERRY]),
    "what somebody follows": following_list([FOLLOWED, replace(FOLLOWED, called="“payments”")]),
    "nothing is followed": following_list([]),
    "news of what is followed": followed_news(PUBLISHED, [COPY] * 21, [FOLLOWED] * 6),
    "shared answer": shared("U1", "bins", project_answer(replace(ASKED, is_public=True), STANDING, TODAY)),
    "notice": notes.said("Saved."),
    "help, in a modal": notes.help_modal(),
    "help": notes.help_text(),
    "an unknown word": notes.help_text("drfat", "draft"),
    "next": notes.next_edition(NEXT),
    "which project": notes.pick_project("waste", PROJECTS[:3], show_status),
    "which project, of one name": notes.pick_project("lamps", TWINS, partial(update, "Post")),
    "picture not shown": refused_pictures.not_shown(
        "https://harbour.example/pier.png", "The pier", "downloading image failed", ["Ferry Tickets"]
    ),
    "not posted": notes.failed_delivery(LOST, Where("C1")),
    "posted, or not": notes.failed_delivery(replace(LOST, state=DeliveryState.ASKED), Where("C1")),
    "accepted again": notes.accepted_again(
        APP_REFUSED, ["Sprint Notes #39", ("2 messages in ", Where("C1"))], 2, CLOCK
    ),
    "gone": gone.gone(PUBLISHED, LOST),
    "gone, and decided": gone.decided(PUBLISHED, LOST, (Who("U1"), " leaves it as it is.")),
    "home, not set up": home.home(NotSetUpHome(may_set_up=True, editors=[])),
    "home of a member": a_home(),
    "home of an editor": a_home(editing=EDITS),
    "home of a lead, first page": a_home(tasks_of(Stand.DUE, 60)),
    **{f"home of a lead, {stand}": a_home(tasks_of(stand, 2)) for stand in Stand},
}


def golden() -> dict[str, Payload]:
    """All of them by the names of their files; several messages of one kind are numbered."""
    made: dict[str, Payload] = {}
    for name, what in (OF_EDITIONS | OF_UPDATES | OF_NEWS | OF_SETTING_UP).items():
        file = "-".join("".join(letter if letter.isalnum() else " " for letter in name.lower()).split())
        if isinstance(what, dict):
            made[file] = what
        else:
            messages = [what] if isinstance(what, Message) else what
            made |= {f"{file}-{n}": message.as_payload() for n, message in enumerate(messages, 1)}
    return made


def as_written(payload: Payload) -> str:
    """What stands in a file."""
    return json.dumps(payload, ensure_ascii=False, indent=1) + "\n"


def write_files() -> None:
    """Writes the files afresh, and no others."""
    FOLDER.mkdir(exist_ok=True)
    for file in FOLDER.glob("*.json"):
        file.unlink()
    for name, payload in golden().items():
        (FOLDER / f"{name}.json").write_text(as_written(payload), encoding="utf-8")
