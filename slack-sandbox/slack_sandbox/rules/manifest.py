"""What Slack takes as an app manifest, after the schema that it publishes (slackapi/manifest-schema)."""

from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from slack_sandbox.rules.finding import Finding

Each = TypeVar("Each")


def _unique(items: list[Each]) -> list[Each]:
    if any(item in items[:place] for place, item in enumerate(items)):
        raise ValueError("Items should be unique")
    return items


ABSENT: Any = None  # the value of a part that a manifest leaves out; where it is there, it is no null
Unique = AfterValidator(_unique)
NotEmpty = Annotated[str, Field(min_length=1)]
Web = Annotated[str, Field(pattern=r"^https?://", max_length=3500)]
Https = Annotated[str, Field(pattern=r"^https://", min_length=5, max_length=255)]
Domain = Annotated[str, Field(pattern=r"^[a-z0-9][-a-z0-9.]*[a-z0-9]$", max_length=255)]
Name = Annotated[str, Field(min_length=1, max_length=50)]  # of a workflow step
Identifier = Annotated[str, Field(max_length=50)]  # of a scope or an event
Scopes = Annotated[list[Identifier], Field(max_length=255)]
Events = Annotated[list[Identifier], Field(max_length=100), Unique]
OCTET = "([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])"
Addresses = Annotated[str, Field(pattern=rf"^({OCTET}\.){{3}}{OCTET}(/(3[0-2]|[1-2][0-9]|[0-9]))?$")]
TypeName = Literal[
    "integer", "number", "boolean", "string", "object", "array",
    "slack#/types/user_context", "slack#/types/user_permission", "slack#/types/user_id", "slack#/types/channel_id",
    "slack#/types/usergroup_id", "slack#/types/timestamp", "slack#/types/blocks", "slack#/types/credential/oauth2",
    "slack#/types/date", "slack#/types/interactivity", "slack#/types/rich_text", "slack#/types/form_input",
    "slack#/types/form_input_object", "slack#/types/message_ts", "slack#/types/message_context",
]  # fmt: skip


class Part(BaseModel):
    """A part of a manifest: no keys but these, each of exactly its type; null is no value."""

    model_config = ConfigDict(extra="forbid", strict=True)


class OpenPart(BaseModel):
    """A part that may hold more keys than these."""

    model_config = ConfigDict(extra="allow", strict=True)


class Metadata(Part):
    schema_version: int = 1
    min_version: int = 1
    major_version: int = 1
    minor_version: int = 1


class AppDirectory(Part):
    app_directory_categories: list[Annotated[str, Field(min_length=1, max_length=255)]] = Field([], max_length=3)
    use_direct_install: bool = False
    direct_install_url: Web = Field("", max_length=255)
    installation_landing_page: Web = Field(max_length=255)
    privacy_policy_url: Web = Field(max_length=500)
    support_url: Web = Field(max_length=350)
    support_email: str = Field(pattern=r"^[^@\s]+@[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)*$", max_length=100)
    supported_languages: list[Identifier] = Field(min_length=1, max_length=50)
    pricing: str = Field(min_length=1, max_length=30)


class DisplayInformation(Part):
    name: str = Field(min_length=1, max_length=35)
    description: str = Field("", min_length=1, max_length=140)
    background_color: str = Field("", pattern=r"^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$")
    long_description: str = Field("", min_length=175, max_length=4000)


class AppHome(Part):
    home_tab_enabled: bool = False
    messages_tab_enabled: bool = False
    messages_tab_read_only_enabled: bool = False


class BotUser(Part):
    display_name: str = Field(min_length=1, max_length=80)
    always_online: bool = False


class Parameter(OpenPart):
    type: TypeName
    name: str
    title: str = ""
    description: str = ""
    is_required: bool = False


class OlderFunction(Part):
    title: str
    description: str
    callback_id: str
    input_parameters: list[Parameter] = Field(max_length=20)
    output_parameters: list[Parameter] = Field(max_length=20)


class Shortcut(Part):
    name: str = Field(min_length=1, max_length=24)
    type: Literal["message", "global"]
    callback_id: str = Field(min_length=1, max_length=255)
    description: str = Field(min_length=1, max_length=150)


class SlashCommand(Part):
    command: str = Field(pattern="^/", min_length=2, max_length=32)
    url: Web = Field("", max_length=3000)
    description: str = Field(min_length=1, max_length=2000)
    usage_hint: str = Field("", min_length=1, max_length=1000)
    should_escape: bool = False


class WorkflowStep(Part):
    name: Name
    callback_id: Name


class Prompt(Part):
    title: str
    message: str


class AssistantView(Part):
    assistant_description: str
    suggested_prompts: list[Prompt] = []


class AgentAction(Part):
    name: str
    description: str


class AgentView(Part):
    agent_description: str = Field("", max_length=300)
    suggested_prompts: list[Prompt] = Field([], max_length=4)
    actions: list[AgentAction] = []


class Features(Part):
    app_home: AppHome = ABSENT
    bot_user: BotUser = ABSENT
    functions: list[OlderFunction] = Field([], max_length=50)
    shortcuts: list[Shortcut] = Field([], min_length=1, max_length=10)
    slash_commands: list[SlashCommand] = Field([], min_length=1, max_length=50)
    workflow_steps: list[WorkflowStep] = Field([], min_length=1, max_length=10)
    unfurl_domains: Annotated[list[Domain], Unique] = Field([], min_length=1, max_length=5)
    assistant_view: AssistantView = ABSENT
    agent_view: AgentView = ABSENT


class ScopesAsked(Part):
    user: Scopes = []
    bot: Scopes = []
    user_optional: Scopes = []
    bot_optional: Scopes = []


class OAuth(Part):
    redirect_urls: Annotated[list[Annotated[str, Field(max_length=2500)]], Unique] = Field([], max_length=1000)
    scopes: ScopesAsked = ABSENT
    token_management_enabled: bool = False
    pkce_enabled: bool = False


class MetadataSubscription(Part):
    app_id: str
    event_type: Identifier


class EventSubscriptions(Part):
    request_url: Web = ""
    user_events: Events = []
    bot_events: Events = []
    metadata_subscriptions: Annotated[list[MetadataSubscription], Unique] = Field([], min_length=1, max_length=20)


class IncomingWebhooks(Part):
    incoming_webhooks_enabled: bool = False


class Interactivity(Part):
    is_enabled: bool
    request_url: Web = ""
    message_menu_options_url: Web = ""


class SignInLinks(Part):
    initiate_uri: str = Field("", pattern="^https://", max_length=3500)


class Settings(Part):
    allowed_ip_address_ranges: Annotated[list[Addresses], Unique] = Field([], min_length=1, max_length=50)
    event_subscriptions: EventSubscriptions = ABSENT
    incoming_webhooks: IncomingWebhooks = ABSENT
    interactivity: Interactivity = ABSENT
    org_deploy_enabled: bool = False
    socket_mode_enabled: bool = False
    is_hosted: bool = False
    token_rotation_enabled: bool = False
    siws_links: SignInLinks = ABSENT
    hermes_app_type: str = ""
    function_runtime: str = ""
    is_mcp_enabled: bool = False


class Type(OpenPart):
    type: TypeName
    title: str = ""
    description: str = ""
    is_required: bool = False
    is_hidden: bool = False
    hint: str = ""


Types = Annotated[dict[str, Type], Field(max_length=50)]


class Parameters(OpenPart):
    properties: Types
    required: list[str] = []


class Function(Part):
    title: str
    description: str
    input_parameters: Parameters
    output_parameters: Parameters


class Step(Part):
    id: str
    function_id: str
    inputs: dict[NotEmpty, str | float | bool | list[Any] | dict[str, Any]]
    type: Literal["function", "switch", "conditional"] = "function"


class Template(Part):
    value: Any
    initial_value: Any = None
    locked: bool = False
    hidden: bool = False


class Trigger(Part):
    name: str = ""
    description: str = ""
    type: str
    inputs: dict[NotEmpty, Template]


class Workflow(Part):
    title: str
    description: str
    input_parameters: Parameters = ABSENT
    steps: list[Step]
    suggested_triggers: list[Trigger] = []


class ItemType(OpenPart):
    type: NotEmpty


class Attribute(OpenPart):
    type: NotEmpty
    items: ItemType = ABSENT
    properties: dict[str, Any] = {}


class Datastore(Part):
    primary_key: NotEmpty
    attributes: dict[NotEmpty, Attribute] = Field(max_length=100)


class Account(Part):
    url: Https
    account_identifier: str = Field(pattern=r"^\$\..+", max_length=255)
    headers: dict[str, Any] = {}


class TokenUrl(Part):
    use_basic_auth_scheme: bool = False


class SlackProvided(Part):
    client_id: str = Field(min_length=1, max_length=1024)
    scope: list[str]


class CustomProvided(Part):
    client_id: str = Field(min_length=1, max_length=1024)
    provider_name: str = Field(min_length=2, max_length=255)
    authorization_url: Https
    token_url: Https
    scope: list[Annotated[str, Field(pattern=r"^[\x21\x23-\x5B\x5D-\x7E]+$")]]
    authorization_url_extras: dict[str, Any] = {}
    identity_config: Account
    use_pkce: bool = False
    token_url_config: TokenUrl = ABSENT


class Provider(Part):
    provider_type: Literal["CUSTOM", "SLACK_PROVIDED"]
    options: SlackProvided | CustomProvided


class Providers(Part):
    oauth2: dict[str, Provider] = {}


class McpServer(Part):
    url: str = Field(pattern="^https://", max_length=500)
    headers: dict[NotEmpty, str] = {}
    auth_provider_key: str = Field("", max_length=255)
    auth_type: Literal["dynamic_client_registration", "no_auth", "manual_auth", "slack_identity_auth"]


class Manifest(Part):
    schema_address: str = Field("", alias="$schema")
    metadata: Metadata = Field(ABSENT, alias="_metadata")
    app_directory: AppDirectory = ABSENT
    display_information: DisplayInformation
    features: Features = ABSENT
    oauth_config: OAuth = ABSENT
    settings: Settings = ABSENT
    functions: dict[str, Function] = Field({}, max_length=50)
    workflows: dict[str, Workflow] = Field({}, max_length=50)
    datastores: dict[NotEmpty, Datastore] = Field({}, max_length=10)
    outgoing_domains: Annotated[list[Annotated[Domain, Field(max_length=50)]], Unique] = Field([], max_length=10)
    types: Types = {}
    external_auth_providers: Providers = ABSENT
    mcp_servers: dict[str, McpServer] = Field({}, max_length=20)


def judge_manifest(manifest: object) -> list[Finding]:
    """What Slack would object to in a manifest; nothing where the app can be made from it."""
    try:
        Manifest.model_validate(manifest)
    except ValidationError as error:
        return [
            Finding("".join(f"/{step}" for step in fault["loc"]), fault["type"], fault["msg"], "manifest")
            for fault in error.errors()
        ]
    return []
