"""What Slack sends, as far as the app and Bolt read it, as models. What is not named here may be anything."""

from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    Discriminator,
    Field,
    StrictBool,
    TypeAdapter,
    model_validator,
)

from bot.payload_texts import Json, RichText, RichTextBlock, Typed, of_another_kind

Id = str | None
PersonId = Annotated[str, Field(pattern=r"^[UW][A-Z0-9]+$")]


class Named(BaseModel):
    """Somebody or something with an id."""

    id: str


class Somebody(Named):
    """A person, by the id that Slack gives them."""

    id: PersonId


class Authorization(BaseModel):
    """For whom an event is meant."""

    enterprise_id: Id = None
    team_id: Id = None
    is_enterprise_install: StrictBool | None = None


class Ids(BaseModel):
    """Where Bolt looks for who did something where: in the payload, in its event and in its message."""

    authorizations: list[Authorization] | None = None
    enterprise: str | Named | None = None
    enterprise_id: Id = None
    is_enterprise_install: StrictBool | str | None = None
    team: str | Named | None = None
    team_id: Id = None
    user: str | Named | None = None
    user_id: Id = None
    channel: str | Named | None = None
    channel_id: Id = None
    thread_ts: Id = None
    bot_id: Id = None
    function_execution_id: Id = None
    bot_access_token: Id = None
    function_data: Json | None = None
    response_url: Annotated[str, Field(pattern=r"^https?://.")] | None = None


# forms


class Option(BaseModel):
    value: str


class Given(BaseModel):
    """What stands in an input, or was picked in a menu."""

    value: str | None = None
    rich_text_value: RichText | None = None
    selected_option: Option | None = None
    selected_options: list[Option] | None = None
    selected_user: PersonId | None = None
    selected_users: list[PersonId] | None = None
    selected_channel: str | None = None
    selected_conversation: str | None = None
    selected_date: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")] | None = None
    selected_time: Annotated[str, Field(pattern=r"^\d\d:\d\d$")] | None = None
    files: list[Named] | None = None


class Input(BaseModel):
    """An element that somebody fills in, and what stood in it at first."""

    action_id: str
    initial_value: str | RichText | None = None
    initial_option: Option | None = None
    initial_options: list[Option] | None = None
    initial_users: list[PersonId] | None = None


class InputBlock(Typed):
    type: Literal["input"]
    block_id: str
    element: Input


class OtherBlock(Typed):
    block_id: str


Block = Annotated[
    InputBlock | Annotated[OtherBlock, of_another_kind("input")],
    Field(union_mode="left_to_right"),
]


class State(BaseModel):
    """What stands in the inputs of a view, by block and action."""

    values: dict[str, dict[str, Given]]


class View(Typed):
    """A form, or a Home."""

    id: str
    hash: str
    callback_id: str
    private_metadata: str
    blocks: list[Block]
    state: State
    team_id: Id = None
    app_installed_team_id: Id = None


# what people press


class Pressed(Given, Typed):
    """An element that somebody used."""

    action_id: str
    block_id: str


class Button(Pressed):
    type: Literal["button"]
    value: str


class LinkButton(Pressed):
    type: Literal["button"]
    url: str


class Menu(Pressed):
    type: Literal["static_select", "overflow", "external_select"]
    selected_option: Option | None


class PeopleMenu(Pressed):
    type: Literal["users_select"]
    selected_user: PersonId | None


class ManyPeopleMenu(Pressed):
    type: Literal["multi_users_select"]
    selected_users: list[PersonId]


OtherAction = Annotated[
    Pressed,
    of_another_kind("button", "static_select", "overflow", "external_select", "users_select", "multi_users_select"),
]
Action = Annotated[
    Button | LinkButton | Menu | PeopleMenu | ManyPeopleMenu | OtherAction,
    Field(union_mode="left_to_right"),
]


# payloads


class ResponseUrl(BaseModel):
    response_url: Annotated[str, Field(pattern=r"^https?://.")]


class Interaction(Ids):
    """What every payload of an interaction has. Bolt would look for people in an event, too; there is none."""

    user: Somebody
    event: None = None


class WithTrigger(Interaction):
    trigger_id: Annotated[str, Field(min_length=1)]


class Submission(WithTrigger):
    type: Literal["view_submission"]
    view: View
    response_urls: list[ResponseUrl] = []


class Closed(Interaction):
    type: Literal["view_closed"]
    view: View


class Container(Typed):
    """Where it was pressed: in a ``view``, or in a message."""


class Actions(WithTrigger):
    type: Literal["block_actions"]
    actions: Annotated[list[Action], Field(min_length=1)]
    container: Container
    view: View | None = None
    message: "Message | None" = None  # Slack leaves out those that one person sees

    @model_validator(mode="after")
    def has_its_view(self) -> Self:
        """What is in a view comes with it."""
        if self.container.type == "view" and self.view is None:
            raise ValueError("comes without its view")
        return self


class Suggestion(Interaction):
    type: Literal["block_suggestion"]
    action_id: str
    block_id: str
    value: str
    view: View | None = None


class Shortcut(WithTrigger):
    type: Literal["shortcut"]
    callback_id: str


MessageBlock = Annotated[
    RichTextBlock | Annotated[Typed, of_another_kind("rich_text")],
    Field(union_mode="left_to_right"),
]


class Message(BaseModel):
    """A message; what its other blocks say is read in whatever shape they are."""

    ts: str
    thread_ts: Id = None
    text: str | None = None
    user: Id = None
    username: Id = None
    bot_profile: Json | None = None
    blocks: list[MessageBlock] | None = None
    attachments: list[Json] | None = None
    files: list[Json] | None = None


class MessageShortcut(WithTrigger):
    type: Literal["message_action"]
    callback_id: str
    channel: Named
    message: Message


class Command(Ids):
    """A slash command, which comes as the fields of a form."""

    command: str
    user_id: PersonId
    team_id: str
    channel_id: str
    trigger_id: Annotated[str, Field(min_length=1)]


INTERACTIONS: TypeAdapter[Any] = TypeAdapter(
    Annotated[
        Submission | Closed | Actions | Suggestion | Shortcut | MessageShortcut,
        Discriminator("type"),
    ]
)
COMMANDS: TypeAdapter[Any] = TypeAdapter(Command)
