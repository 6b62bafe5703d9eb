// Block Kit, block by block.

import { freshId, h } from "./dom.js";
import { makeElement } from "./elements.js";
import { markdown } from "./markdown.js";
import { picture } from "./pictures.js";
import { richText } from "./richview.js";
import { link, plain, text } from "./words.js";

function section(block, place) {
  const id = freshId("section");
  const fields = block.fields?.length ? h("div", { class: "fields" }, block.fields.map((field) => h("div", {}, text(field)))) : null;
  const words = h("div", { class: "section-words", id }, block.text ? h("div", {}, text(block.text)) : null, fields);
  const accessory = block.accessory ? makeElement(block, block.accessory, place, isButton(block.accessory) ? {} : { "aria-labelledby": id }) : null;
  return h("div", { class: accessory ? `bk section with-${block.accessory.type}` : "bk section" }, words, accessory ? h("div", { class: "accessory" }, accessory) : null);
}

function isButton(element) {
  return ["button", "workflow_button", "overflow", "image"].includes(element.type);
}

function header(block) {
  const level = block.level ?? 1;
  return h("div", { class: `bk header level${level}`, role: "heading", data: { level } }, text(block.text));
}

function image(block) {
  return h("figure", { class: "bk image" }, block.title ? h("figcaption", {}, text(block.title)) : null, picture(block));
}

function context(block) {
  const items = block.elements.map((element) => (element.type === "image" ? picture(element, "small") : h("span", {}, text(element))));
  return h("div", { class: "bk context" }, items);
}

function actions(block, place) {
  return h("div", { class: "bk actions" }, block.elements.map((element) => makeElement(block, element, place)));
}

const GROUPS = ["checkboxes", "radio_buttons"];

function input(block, place) {
  const { element } = block;
  const [label, hint, error, field] = ["label", "hint", "error", "field"].map((name) => freshId(name));
  const described = [block.hint ? hint : null, error].filter(Boolean).join(" ");
  const required = block.optional ? null : "true";
  const aria = GROUPS.includes(element.type)
    ? { "aria-labelledby": label, "aria-describedby": described, "aria-required": required }
    : { id: field, "aria-labelledby": label, "aria-describedby": described, ...(element.type === "file_input" ? {} : { "aria-required": required }) };
  const control = makeElement(block, element, place, aria);
  const node = h(
    "div",
    { class: "bk input" },
    h("label", { id: label, class: "label", for: GROUPS.includes(element.type) || element.type === "rich_text_input" ? null : field }, text(block.label), block.optional ? h("span", { class: "optional" }, " (optional)") : null),
    block.hint ? h("p", { class: "hint", id: hint }, text(block.hint)) : null,
    h("p", { class: "error", id: error }),
    control,
  );
  node.showError = (words) => {
    node.querySelector(".error").textContent = words ? `Error: ${words}` : "";
    node.classList.toggle("wrong", Boolean(words));
    const target = place.controlOf(block, element)?.target;
    if (words) target?.setAttribute("aria-invalid", "true");
    else target?.removeAttribute("aria-invalid");
  };
  return node;
}

function table(block) {
  const settings = block.column_settings ?? [];
  const cell = (item, at, tag) => {
    const node = h(tag, { class: `to-${settings[at]?.align ?? "left"}${settings[at]?.is_wrapped === false ? " one-line" : ""}`, scope: tag === "th" ? "col" : null });
    node.append(item.type === "rich_text" ? richText(item) : String(item.text ?? item.value ?? ""));
    return node;
  };
  const [head, ...rows] = block.rows;
  const shown = h("table", {}, block.caption ? h("caption", {}, plain(block.caption)) : null, h("thead", {}, h("tr", {}, head.map((item, at) => cell(item, at, "th")))), h("tbody", {}, rows.map((row) => h("tr", {}, row.map((item, at) => cell(item, at, "td"))))));
  return h("div", { class: "bk wide", tabindex: "0", role: "group", "aria-label": "Table" }, shown);
}

function video(block) {
  const title = plain(block.title);
  const by = [block.author_name, block.provider_name].filter(Boolean).join(", ");
  const thumb = h("img", { src: block.thumbnail_url, alt: block.alt_text, loading: "lazy" });
  thumb.addEventListener("error", () => thumb.replaceWith(h("span", { class: "absent" }, "Video: ", block.alt_text)));
  return h("div", { class: "bk video" }, h("p", { class: "video-title" }, link(block.title_url ?? block.video_url, title)), by ? h("p", { class: "small" }, by) : null, block.description ? h("p", {}, text(block.description)) : null, link(block.video_url, thumb, h("span", { class: "play" }, "▶ Play the video")));
}

function alert(block) {
  const level = block.level ?? "default";
  const names = { info: "Information", warning: "Warning", error: "Error", success: "Success" };
  return h("div", { class: `bk alert ${level}` }, names[level] ? h("strong", {}, `${names[level]}: `) : null, text(block.text));
}

function card(block, place) {
  const hero = block.hero_image ? picture(block.hero_image, "hero") : null;
  const words = ["title", "subtitle", "body"].map((key) => (block[key] ? h("p", { class: `card-${key}` }, text(block[key])) : null));
  const keys = (block.actions ?? []).map((element) => makeElement(block, element, place));
  return h("div", { class: "bk card" }, hero, words, keys.length ? h("div", { class: "actions" }, keys) : null);
}

function container(block, place) {
  const title = block.title ? plain(block.title) : "";
  const inner = (block.child_blocks ?? []).map((child) => makeBlock(child, place));
  if (!block.is_collapsible) return h("div", { class: "bk container" }, title ? h("p", { class: "card-title" }, title) : null, inner);
  return h("details", { class: "bk container", open: !block.default_collapsed }, h("summary", {}, title || "More"), inner);
}

/** A chart as the table of its numbers, which everybody can read. */
function chart(block) {
  const series = block.chart?.series ?? block.series ?? [];
  const rows = series.flatMap((one) => (one.data ?? one.points ?? []).map((point) => [one.name ?? one.label ?? "", String(point.label ?? point.x ?? ""), String(point.value ?? point.y ?? "")]));
  const title = block.title ? plain(block.title) : "Chart";
  if (!rows.length) return unknown(block, title);
  return h("div", { class: "bk wide", tabindex: "0", role: "group", "aria-label": "Chart as a table" }, h("table", {}, h("caption", {}, title), h("thead", {}, h("tr", {}, ["Series", "Label", "Value"].map((name) => h("th", { scope: "col" }, name)))), h("tbody", {}, rows.map((row) => h("tr", {}, row.map((words) => h("td", {}, words)))))));
}

function task(block) {
  return h("div", { class: "bk card" }, h("p", { class: "card-title" }, plain(block.title)), block.status ? h("p", { class: "small" }, block.status.replace("_", " ")) : null, block.details ? richText(block.details) : null, block.output ? richText(block.output) : null);
}

function unknown(block, title = block.type) {
  return h("details", { class: "bk unknown" }, h("summary", {}, `${title} (${block.type} is shown as JSON)`), h("pre", {}, JSON.stringify(block, null, 2)));
}

const BLOCKS = {
  section, header, image, context, actions, input, table, data_table: table, video, alert, card, container,
  divider: () => h("hr", { class: "bk" }),
  rich_text: (block) => h("div", { class: "bk" }, richText(block)),
  markdown: (block) => h("div", { class: "bk" }, markdown(block.text)),
  context_actions: actions,
  carousel: (block, place) => h("div", { class: "bk carousel", tabindex: "0", role: "group", "aria-label": "Cards" }, block.elements.map((item) => card(item, place))),
  data_visualization: chart,
  plan: (block) => h("div", { class: "bk card" }, h("p", { class: "card-title" }, plain(block.title)), (block.tasks ?? []).map(task)),
  task_card: task,
};

function tried(block, place) {
  try {
    return (BLOCKS[block.type] ?? unknown)(block, place);
  } catch (error) {
    console.error(error);
    return unknown(block);
  }
}

/** The node of a block; what is not known is shown as JSON, and one bad block spoils no other. */
export function makeBlock(block, place) {
  const node = tried(block, place);
  const { block_id: id, ...content } = block;
  if (id) node.dataset.block = id;
  node.content = JSON.stringify(content); // an update gives a block without an id of its own another one
  return node;
}
