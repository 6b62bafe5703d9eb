// rich_text blocks, as DOM nodes.

import { h } from "./dom.js";
import { emojiFor } from "./emoji.js";
import { dateFormat } from "./times.js";
import { broadcast, channelMention, link, mention } from "./words.js";

const TAGS = [["code", "code"], ["strike", "s"], ["italic", "em"], ["bold", "strong"], ["underline", "u"]];

/** A leaf in its styles. */
function leaf(item) {
  let node = bare(item);
  for (const [style, tag] of TAGS) if (item.style?.[style]) node = h(tag, {}, node);
  return node;
}

function bare(item) {
  switch (item.type) {
    case "text": return broken(item.text);
    case "link": return link(item.url, ...(item.text ? [item.text] : []));
    case "user": return mention(item.user_id);
    case "channel": return channelMention(item.channel_id);
    case "broadcast": return broadcast(item.range);
    case "usergroup": return h("span", { class: "mention" }, "@group");
    case "emoji": return document.createTextNode(emojiFor(item.name, item.unicode) ?? `:${item.name}:`);
    case "color": return h("span", { class: "colour" }, swatch(item.value), item.value);
    case "date": return h("time", { datetime: new Date(item.timestamp * 1000).toISOString() }, dateFormat(item.timestamp, item.format));
    default: return document.createTextNode(item.text ?? item.fallback ?? `(${item.type})`);
  }
}

function swatch(value) {
  const node = h("span", { class: "swatch", "aria-hidden": "true" });
  node.style.background = value;
  return node;
}

function broken(words) {
  const whole = document.createDocumentFragment();
  whole.append(...words.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line])));
  return whole;
}

function leaves(part) {
  return (part.elements ?? []).map(leaf);
}

/** Lists that follow one another nest by their indent, as one reads them. */
function lists(run) {
  const root = document.createDocumentFragment();
  const open = [];
  for (const part of run) {
    const depth = part.indent ?? 0;
    while (open.length && open.at(-1).depth > depth) open.pop();
    if (!open.length || open.at(-1).depth < depth || open.at(-1).style !== part.style) {
      if (open.length && open.at(-1).depth === depth) open.pop();
      const start = part.offset ? part.offset + 1 : null;
      const node = h(part.style === "ordered" ? "ol" : "ul", { start, class: `depth${depth % 3}${part.border ? " bordered" : ""}` });
      const host = open.at(-1)?.node.lastElementChild ?? root;
      host.append(node);
      open.push({ depth, style: part.style, node });
    }
    for (const item of part.elements ?? []) open.at(-1).node.append(h("li", {}, leaves(item)));
  }
  return root;
}

/** The parts of a rich_text block. */
export function richText(block) {
  const whole = h("div", { class: "rich" });
  const parts = block.elements ?? [];
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at];
    if (part.type === "rich_text_list") {
      const run = [part];
      while (parts[at + 1]?.type === "rich_text_list") run.push(parts[(at += 1)]);
      whole.append(lists(run));
    } else if (part.type === "rich_text_quote") whole.append(h("blockquote", {}, leaves(part)));
    else if (part.type === "rich_text_preformatted") whole.append(h("pre", {}, leaves(part)));
    else whole.append(h("p", {}, trimmed(leaves(part))));
  }
  return whole;
}

/** A section without the line break at its end, which shows nothing. */
function trimmed(nodes) {
  const whole = document.createDocumentFragment();
  whole.append(...nodes);
  const last = whole.lastChild;
  if (last?.nodeType === Node.TEXT_NODE && last.data === "" && last.previousSibling?.nodeName === "BR") {
    last.previousSibling.remove();
  }
  return whole;
}
