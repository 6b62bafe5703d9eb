// Buttons, menus, pickers and inputs: each is a control with a key, `get` (Slack's value), `set` and a node.

import { asks, freshId, h } from "./dom.js";
import { amongst, Combobox } from "./combobox.js";
import { menuButton } from "./menu.js";
import { picture, thumb } from "./pictures.js";
import { RichInput } from "./richinput.js";
import { fromLocalInput, toLocalInput } from "./times.js";
import { plain, text } from "./words.js";

const VALUE = {
  rich_text_input: "rich_text_value", static_select: "selected_option", external_select: "selected_option", radio_buttons: "selected_option",
  checkboxes: "selected_options", multi_static_select: "selected_options", multi_external_select: "selected_options",
  users_select: "selected_user", multi_users_select: "selected_users", channels_select: "selected_channel", multi_channels_select: "selected_channels",
  conversations_select: "selected_conversation", multi_conversations_select: "selected_conversations",
  datepicker: "selected_date", timepicker: "selected_time", datetimepicker: "selected_date_time", file_input: "files",
};

/** What an element holds, in an entry of state.values. */
export function valueIn(element, entry) {
  return entry?.[VALUE[element.type] ?? "value"] ?? null;
}

/** Asks what the element's `confirm` asks; true when there is nothing to ask. */
async function confirmed(element) {
  const { confirm } = element;
  if (!confirm) return true;
  return asks({ title: plain(confirm.title), text: text(confirm.text), yes: plain(confirm.confirm), no: plain(confirm.deny), danger: confirm.style === "danger" });
}

/** A button; while the bot has not answered it is marked as busy. */
function button(block, element, place) {
  const node = h("button", { type: "button", class: `bk-button ${element.style ?? ""}`, "aria-label": element.accessibility_label }, text(element.text));
  if (element.url) node.append(h("span", { class: "unseen" }, " (opens a new tab)"));
  node.addEventListener("click", async () => {
    if (node.getAttribute("aria-busy") || !(await confirmed(element))) return;
    if (/^https?:/i.test(element.url ?? "")) window.open(element.url, "_blank", "noopener,noreferrer");
    node.setAttribute("aria-busy", "true");
    await place.presses(block, element);
    node.removeAttribute("aria-busy");
  });
  return node;
}

function overflow(block, element, place) {
  const items = element.options.map((option) => ({
    label: plain(option.text),
    description: option.description && plain(option.description),
    run: async () => {
      if (!(await confirmed(element))) return;
      if (/^https?:/i.test(option.url ?? "")) window.open(option.url, "_blank", "noopener,noreferrer");
      place.presses(block, element, option);
    },
  }));
  return menuButton({ label: "More actions", sign: "⋯", items, className: "bk-button" });
}

// menus

function asOption(option, group) {
  return { label: plain(option.text), description: option.description ? plain(option.description) : null, value: option.value, raw: option, group };
}

function optionsIn(thing) {
  const grouped = (thing.option_groups ?? []).flatMap((group) => group.options.map((option) => asOption(option, plain(group.label))));
  return [...(thing.options ?? []).map((option) => asOption(option)), ...grouped];
}

function people(element, place) {
  const found = place.names().people.filter((person) => !person.deleted);
  return found.map((person) => ({ label: person.real_name, more: person.name, description: `@${person.name}`, value: person.id }));
}

function conversations(element, place) {
  const include = element.type.includes("channels_select") ? ["public"] : element.filter?.include;
  const found = place.names().channels.filter((channel) => !channel.archived && (!include || include.includes(channel.kind)));
  return found.map((channel) => ({ label: channel.kind === "im" ? place.names().app.name : `#${channel.name}`, description: channel.kind === "private" ? "private" : null, value: channel.id }));
}

function loaderOf(block, element, place) {
  const kind = element.type.replace("multi_", "");
  if (kind === "static_select") return amongst(optionsIn(element));
  if (kind === "users_select") return amongst(people(element, place));
  if (kind !== "external_select") return amongst(conversations(element, place));
  return async (query) => {
    const least = element.min_query_length ?? 3;
    if (query.trim().length < least) return { words: `Type ${least} or more characters` };
    return optionsIn(await place.suggests(block, element, query.trim()));
  };
}

function menu(block, element, place, aria) {
  const several = element.type.startsWith("multi_");
  const byOption = /static|external/.test(element.type);
  const all = element.type.includes("users") ? people(element, place) : byOption ? [] : conversations(element, place);
  const shownAs = (value) => (byOption ? asOption(value) : all.find((option) => option.value === value) ?? { label: value, value });
  const toValue = (option) => (byOption ? option.raw : option.value);
  const listed = (value) => (value === null ? [] : several ? value : [value]).map(shownAs);
  const box = new Combobox({
    load: loaderOf(block, element, place), several, selected: [], aria, placeholder: element.placeholder ? plain(element.placeholder) : "",
    most: element.max_selected_items ?? Infinity, wait: element.type.includes("external") ? 250 : 0,
    onchange: async () => {
      if (!(await confirmed(element))) return control.set(place.heldBy(block, element));
      place.enters(control, { acts: true });
    },
  });
  const control = {
    node: box.node,
    target: box.input,
    get: () => (several ? box.selected.map(toValue) : box.selected.length ? toValue(box.selected[0]) : null),
    set: (value) => box.set(listed(value)),
  };
  return control;
}

// choices

function choices(block, element, place, aria) {
  const several = element.type === "checkboxes";
  const name = freshId("choice");
  const inputs = element.options.map((option) => h("input", { type: several ? "checkbox" : "radio", name, id: freshId("option"), value: option.value, onchange: () => change() }));
  const change = async () => {
    if (!(await confirmed(element))) return control.set(place.heldBy(block, element));
    place.enters(control, { acts: true });
  };
  const rows = element.options.map((option, at) =>
    h("div", { class: "choice-row" }, inputs[at], h("label", { for: inputs[at].id }, text(option.text), option.description ? h("small", {}, text(option.description)) : null)),
  );
  const { "aria-required": required, ...group } = aria;
  const control = {
    node: h("div", { class: "choices", role: several ? "group" : "radiogroup", ...(several ? {} : { "aria-required": required }), ...group }, rows),
    target: inputs[0],
    get: () => {
      const chosen = element.options.filter((_option, at) => inputs[at].checked);
      return several ? chosen : chosen[0] ?? null;
    },
    set: (value) => {
      const values = (several ? value ?? [] : value ? [value] : []).map((option) => option.value);
      element.options.forEach((option, at) => (inputs[at].checked = values.includes(option.value)));
    },
  };
  return control;
}

// typed, picked and chosen

const TYPES = { plain_text_input: "text", email_text_input: "email", url_text_input: "url", number_input: "text", datepicker: "date", timepicker: "time", datetimepicker: "datetime-local" };

function triggersOf(element) {
  return element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
}

function typed(block, element, place, aria) {
  const several = element.type === "plain_text_input" && element.multiline;
  const picks = element.type.endsWith("picker");
  const more = element.type === "number_input" ? { inputmode: element.is_decimal_allowed ? "decimal" : "numeric" } : {};
  const node = several
    ? h("textarea", { rows: "4", placeholder: element.placeholder && plain(element.placeholder), ...aria })
    : h("input", { type: TYPES[element.type], placeholder: element.placeholder && plain(element.placeholder), autocomplete: "off", ...more, ...aria });
  const triggers = triggersOf(element);
  const moment = element.type === "datetimepicker";
  const named = picks && element.placeholder && aria["aria-label"]; // a date in a message has no label beside it
  const control = {
    node: named ? h("span", { class: "picker" }, h("span", { class: "small", "aria-hidden": "true" }, plain(element.placeholder)), node) : node,
    target: node,
    get: () => (node.value === "" ? null : moment ? fromLocalInput(node.value) : node.value),
    set: (value) => (node.value = value === null ? "" : moment ? toLocalInput(value) : value),
  };
  node.addEventListener(picks ? "change" : "input", async () => {
    if (picks && !(await confirmed(element))) return control.set(place.heldBy(block, element));
    place.enters(control, { acts: picks || triggers.includes("on_character_entered"), later: !picks });
  });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || several || picks || !block.dispatch_action || !triggers.includes("on_enter_pressed")) return;
    event.preventDefault();
    place.enters(control, { acts: true });
  });
  return control;
}

function rich(_block, element, place, aria) {
  const editor = new RichInput({
    aria, placeholder: element.placeholder ? plain(element.placeholder) : "", lines: element.min_lines ?? 3,
    onchange: () => place.enters(control, { acts: triggersOf(element).includes("on_character_entered"), later: true }),
  });
  if (element.max_lines) editor.area.style.maxHeight = `${element.max_lines * 1.5 + 1}em`;
  const control = { node: editor.node, target: editor.area, get: () => editor.get(), set: (value) => editor.set(value) };
  return control;
}

async function contentOf(file) {
  const address = await new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsDataURL(file);
  });
  return { name: file.name, content: address.slice(address.indexOf(",") + 1) };
}

function files(_block, element, place, aria) {
  let held = [];
  const most = element.max_files ?? 10;
  const accept = (element.filetypes ?? []).map((kind) => `.${kind.replace(/^\./, "")}`).join(",");
  const input = h("input", { type: "file", multiple: most > 1, accept: accept || null, ...aria });
  const list = h("ul", { class: "files" });
  const show = () => list.replaceChildren(...held.map((file) => h("li", {}, thumb(file), file.name, h("button", { type: "button", class: "quiet", "aria-label": `Remove ${file.name}`, onclick: () => keep(held.filter((other) => other !== file)) }, "Remove"))));
  const keep = (now) => {
    held = now.slice(0, most);
    show();
    place.enters(control, { acts: false });
  };
  input.addEventListener("change", async () => {
    const added = await Promise.all([...input.files].map(contentOf));
    input.value = "";
    keep([...held, ...added]);
  });
  const control = {
    node: h("div", { class: "file-input" }, input, list),
    target: input,
    get: () => held,
    set: (value) => {
      held = value ?? [];
      show();
    },
  };
  return control;
}

const INPUTS = { checkboxes: choices, radio_buttons: choices, rich_text_input: rich, file_input: files };

function inputOf(type) {
  if (INPUTS[type]) return INPUTS[type];
  if (TYPES[type]) return typed;
  return type.endsWith("_select") ? menu : null;
}

/** The node of an element; one that holds a value is registered with its place. */
export function makeElement(block, element, place, aria = {}) {
  const node = anyElement(block, element, place, aria);
  if (element.action_id) node.dataset.element = element.action_id;
  return node;
}

function anyElement(block, element, place, aria) {
  if (element.type === "button" || element.type === "workflow_button") return button(block, element, place);
  if (element.type === "overflow") return overflow(block, element, place);
  if (element.type === "image") return picture(element, "bk-thumb");
  const make = inputOf(element.type);
  if (!make) return h("span", { class: "unknown" }, `(${element.type})`);
  const named = Object.keys(aria).length ? aria : { "aria-label": element.placeholder ? plain(element.placeholder) : element.action_id };
  const control = make(block, element, place, named);
  Object.assign(control, { block, element });
  control.set(place.heldBy(block, element));
  place.registers(control);
  return control.node;
}
