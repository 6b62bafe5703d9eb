"""Texts as Slack's editor makes them, as models of what is read of them."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Discriminator, Field, StrictInt

Json = dict[str, Any]


def of_another_kind(*known: str) -> AfterValidator:
    """For the last choice of several: what has a type of ``known`` has a model of its own, which it did not meet."""

    def check(thing: "Typed") -> "Typed":
        if thing.type in known:
            raise ValueError("lacks what its type has")
        return thing

    return AfterValidator(check)


class Typed(BaseModel):
    """Whatever says of which type it is."""

    type: str


class Leaf(Typed):
    """What a piece of rich text has, whatever its kind."""

    style: Json | None = None


class TextLeaf(Leaf):
    type: Literal["text"]
    text: str


class LinkLeaf(Leaf):
    type: Literal["link"]
    url: str
    text: str | None = None


class UserLeaf(Leaf):
    type: Literal["user"]
    user_id: str


class ChannelLeaf(Leaf):
    type: Literal["channel"]
    channel_id: str


class GroupLeaf(Leaf):
    type: Literal["usergroup"]
    usergroup_id: str


class EmojiLeaf(Leaf):
    type: Literal["emoji"]
    name: str
    unicode: Annotated[str, Field(pattern=r"^([0-9a-fA-F]{1,5}(-[0-9a-fA-F]{1,5})*)?$")] | None = None
    skin_tone: StrictInt | None = None


class BroadcastLeaf(Leaf):
    type: Literal["broadcast"]
    range: str


class Holding(Leaf):
    """A section, quote, list or the like, or a leaf of a kind that Slack has added since."""

    elements: "list[Element]" = []
    text: str | None = None
    url: str | None = None
    name: str | None = None
    language: str | None = None


class RichTextList(Typed):
    type: Literal["rich_text_list"]
    elements: "list[Element]"
    style: str | None = None
    indent: StrictInt = 0
    offset: StrictInt = 0


KnownLeaf = TextLeaf | LinkLeaf | UserLeaf | ChannelLeaf | GroupLeaf | EmojiLeaf | BroadcastLeaf | RichTextList
OtherElement = Annotated[
    Holding,
    of_another_kind("text", "link", "user", "channel", "usergroup", "emoji", "broadcast", "rich_text_list"),
]
Element = Annotated[
    Annotated[KnownLeaf, Discriminator("type")] | OtherElement,
    Field(union_mode="left_to_right"),
]


class RichText(BaseModel):
    """A text as Slack's editor makes it."""

    elements: list[Element] = []


class RichTextBlock(RichText, Typed):
    type: Literal["rich_text"]
