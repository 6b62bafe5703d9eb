"""An edition in its publish channel: a front page with its stories in the thread, or all of it in a row.

The front page goes out first and says that the stories are being added. Each story is asked for its address as soon as
it is there, and once no story is on its way any more the front page leads to all that are.
"""

from collections.abc import Mapping, Sequence

from domain.correction import noted
from domain.delivery import CANNOT_GO_ON, PLACE_UNKNOWN, Act, Delivery, DeliveryState
from domain.document import Document
from domain.edition import Edition, in_channel
from domain.ports import UnitOfWork
from domain.unit import Unit
from rendering.slack.editions.edition import in_a_row, places
from rendering.slack.editions.front_page import ADDED, ADDING, THERE, front_page
from rendering.slack.editions.story import stories

Posts = Sequence[Delivery]


def post(work: UnitOfWork, edition: Edition, document: Document, unit: Unit) -> None:
    """Posts the edition, in the shape that the unit wants."""
    if unit.all_in_channel:
        work.posts.show_group(in_channel(edition.id), in_a_row(document), channel=unit.publish_channel)
    else:
        _show(work, edition, document, (), unit.publish_channel)


def show_again(work: UnitOfWork, edition: Edition, document: Document) -> None:
    """Makes the edition say this wherever it was posted, in the shape that it was posted in."""
    posts = work.posts.in_group(in_channel(edition.id))
    if has_stories(posts):
        _show(work, edition, document, posts, posts[0].channel)
    elif posts:
        work.posts.show_group(in_channel(edition.id), in_a_row(document), channel=posts[0].channel)


def has_stories(posts: Posts) -> bool:
    """Whether these are a front page with stories in its thread."""
    return any(one.story for one in posts)


def beginnings(posts: Posts, document: Document) -> Mapping[str, Delivery]:
    """The messages in which the items of the document begin, by their keys."""
    if has_stories(posts):
        stories_there = {one.story: one for one in posts if one.begins_story}
        return {item.key: stories_there[item.ref] for item in document.items if item.ref in stories_there}
    by_place = {one.place: one for one in posts}
    return {key: by_place[place] for key, place in places(document).items() if place in by_place}


def is_whole(work: UnitOfWork, edition: Edition, document: Document, posts: Posts) -> bool:
    """Whether all of the edition is in Slack, and its front page leads to all its stories."""
    if has_stories(posts):
        fill_in(work, edition, document, posts)
    is_there = bool(posts) and all(one.state is DeliveryState.SENT for one in posts)
    return is_there and not (has_stories(posts) and unfinished(work, edition))


def unfinished(work: UnitOfWork, edition: Edition) -> Posts:
    """What is still to happen to its messages. One of which nobody knows where it is keeps its words."""
    return [one for one in work.posts.outstanding([in_channel(edition.id)]) if one.error != PLACE_UNKNOWN]


def fill_in(work: UnitOfWork, edition: Edition, document: Document, posts: Posts) -> None:
    """Makes the front page lead to the stories that are there, once none of them is on its way any more."""
    asked = [one for one in work.posts.outstanding([in_channel(edition.id)]) if one.act is Act.LINK]
    stuck = {one.story for one in posts if one.state in CANNOT_GO_ON}
    going = any(one.state is not DeliveryState.SENT and one.story not in stuck for one in posts)
    if has_stories(posts) and not going and all(one.state in CANNOT_GO_ON for one in asked):
        pages = front_page(document, _links(posts), _note(posts, is_there=not stuck))
        there = {one.key for one in posts if one.ts}  # nobody knows where one is that an editor has found
        named = {f"{in_channel(edition.id)} {n}": page for n, page in enumerate(pages)}
        work.posts.change_all({key: page for key, page in named.items() if key in there})


def does_without(work: UnitOfWork, link: Delivery) -> None:
    """A link that Slack has refused once more is not waited for: the name of its story leads nowhere."""
    refused = work.posts.get(link.id)
    if refused and refused.state is DeliveryState.FAILED:
        work.posts.leave(link.id)


def _show(work: UnitOfWork, edition: Edition, document: Document, posts: Posts, channel: str) -> None:
    is_there = bool(posts) and all(one.state is DeliveryState.SENT for one in posts)
    pages = front_page(document, _links(posts), _note(posts, is_there=is_there))
    work.posts.show_edition(in_channel(edition.id), pages, stories(noted(document)), channel=channel)


def _note(posts: Posts, *, is_there: bool) -> str:
    """What the front page says of its stories."""
    if not is_there:
        return ADDING
    return ADDED if all(one.permalink for one in posts if one.begins_story) else THERE


def _links(posts: Posts) -> Mapping[str, str]:
    """Where the stories are to be read, by the short names of their items."""
    return {one.story: one.permalink for one in posts if one.begins_story and one.permalink}
