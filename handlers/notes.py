"""``/sprint-notes``: help, next, draft, news, nominate, template, setup, projects, people, checks and so on."""

from domain.names import nearest
from handlers.answers import status
from handlers.call import Call, Handler
from handlers.news import news, nominations
from handlers.review import check_settings, draft, items
from handlers.setup import people, projects, setup, templates
from rendering.slack.notes import COMMANDS, help_text
from services.answers import next_window
from services.setup.people import reader_of_help


def command(call: Call) -> None:
    """``/sprint-notes [word]``; an unknown word gets the nearest command and how to see all."""
    word = next(iter(call.words), "help")
    handler = WORDS.get(word)
    if handler is None:
        meant = EVERY_COMMAND.get(nearest(word, EVERY_COMMAND), "")
        call.answer([help_text(call.typed.split(" ")[0], meant, reader=reader_of_help(call.actor))])
        return
    handler(call)


def show_help(call: Call) -> None:
    """What a person of this role can do; for those whom Slack limits, what they can do instead."""
    call.answer([help_text(reader=reader_of_help(call.actor))])


def show_next(call: Call) -> None:
    """The window, and the asker's own projects in it."""
    call.answer([next_window.next_window(call.actor)])


EVERY_COMMAND = {command.removeprefix("/sprint-").split(" ")[-1]: command for command, *_ in COMMANDS}  # by its word
WORDS: dict[str, Handler] = {
    "help": show_help,
    "next": show_next,
    "draft": draft.show,
    "news": news.command,
    "nominate": nominations.command,
    "template": templates.command,
    "setup": setup.command,
    "projects": projects.command,
    "people": people.command,
    "checks": check_settings.command,
    "history": items.who_did_what,
    "following": status.following,
}
