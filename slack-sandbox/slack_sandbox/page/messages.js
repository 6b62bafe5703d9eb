// Messages, one after the other: in a channel, or in a thread.

import { tries } from "./api.js";
import { h, reconcile } from "./dom.js";
import { emojiFor } from "./emoji.js";
import { menuButton } from "./menu.js";
import { fileInMessage, isPicture } from "./pictures.js";
import { Place } from "./place.js";
import { focusIn, refocus } from "./steady.js";
import { clockTime, longDay, moment } from "./times.js";
import { mrkdwn, personName } from "./words.js";

const TOGETHER = 300; // messages of one person within this many seconds stand under one name

function initials(name) {
  return name.split(/\s+/).slice(0, 2).map((word) => [...word][0]?.toUpperCase() ?? "").join("");
}

function hue(id) {
  return [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 8, 7);
}

export function avatar(id, name) {
  return h("span", { class: `avatar hue${hue(id)}`, "aria-hidden": "true" }, initials(name));
}

function size(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${Math.round(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** A list of messages; nodes of unchanged messages stay. */
export class MessageList {
  /** `open` opens the thread of a message; `names` tells people, channels and app of the moment. */
  constructor({ person, channel, open, names, inThread = false }) {
    Object.assign(this, { person, channel, open, names, inThread, places: new Map() });
    this.node = h("ol", { class: "messages" });
  }

  show(messages, { newFrom = null } = {}) {
    const items = [];
    let before = null;
    let marked = false;
    for (const message of messages) {
      const day = longDay(Number(message.ts));
      if (!this.inThread && day !== before?.day) items.push({ key: `day ${day}`, day });
      const isNew = newFrom !== null && !marked && message.ts > newFrom && message.user !== this.person;
      if (isNew) items.push({ key: "new", mark: true });
      marked ||= isNew;
      const short = before && !isNew && before.day === day && before.message.user === message.user && Number(message.ts) - Number(before.message.ts) < TOGETHER && before.message.is_ephemeral === message.is_ephemeral;
      items.push({ key: JSON.stringify([bare(message), short]), message, short });
      before = { message, day };
    }
    for (const ts of [...this.places.keys()]) if (!messages.some((message) => message.ts === ts)) this.places.delete(ts);
    const mark = focusIn(this.node);
    reconcile(this.node, items, (item) => item.key, (item) => this.make(item));
    refocus(this.node, mark);
    for (const message of messages) if (message.state) this.places.get(message.ts)?.update(message.state);
  }

  make(item) {
    if (item.day) return h("li", { class: "day" }, h("h3", {}, item.day));
    if (item.mark) return h("li", { class: "new-mark" }, h("span", {}, "New"));
    return this.message(item.message, item.short);
  }

  message(message, short) {
    const bot = this.names().app.bot_user === message.user;
    const name = personName(message.user);
    const at = Number(message.ts);
    const time = h("time", { datetime: new Date(at * 1000).toISOString(), title: moment(at) }, clockTime(at));
    const head = h("p", { class: short ? "unseen" : "who" }, h("strong", {}, name), bot ? h("span", { class: "badge" }, "App") : null, " ", time);
    const where = { message: { channel: message.channel, ts: message.ts } };
    const body = h("div", { class: "body" });
    const place = new MessagePlace(this.person, where, this.names, this.inThread ? 2 : 3);
    this.places.set(message.ts, place);
    place.draw(body, message);
    return h(
      "li",
      { class: ["message", short ? "short" : "", message.is_ephemeral ? "private" : "", message.subtype === "tombstone" ? "gone" : ""].join(" ").trim(), data: { ts: message.ts } },
      short ? h("span", { class: "gutter", "aria-hidden": "true" }, clockTime(at)) : avatar(message.user, name),
      h(
        "div",
        { class: "said" },
        message.is_ephemeral ? h("p", { class: "only" }, "Only visible to you") : null,
        head,
        body,
        message.edited ? h("p", { class: "small" }, "(edited)") : null,
        this.reactions(message),
        this.replies(message),
      ),
      this.keys(message),
    );
  }

  reactions(message) {
    if (!message.reactions?.length) return null;
    return h("ul", { class: "reactions" }, message.reactions.map((one) => h("li", {}, h("button", { type: "button", "aria-pressed": String(one.users.includes(this.person)), "aria-label": `${one.name}: ${one.users.map(personName).join(", ")}`, onclick: () => tries("reacts", { person: this.person, name: one.name, message: { channel: message.channel, ts: message.ts } }) }, `${emojiFor(one.name) ?? `:${one.name}:`} ${one.count}`))));
  }

  replies(message) {
    if (!message.reply_count || this.inThread) return null;
    const words = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
    return h("button", { type: "button", class: "replies", onclick: () => this.open(message.ts) }, words, message.new_replies ? h("span", { class: "badge new" }, "New") : null);
  }

  keys(message) {
    if (message.is_ephemeral) return null;
    const top = message.thread_ts ?? message.ts;
    const reply = this.inThread ? null : h("button", { type: "button", onclick: () => this.open(top) }, "Reply", h("span", { class: "unseen" }, " in thread"));
    const shortcuts = this.names().app.shortcuts.filter((one) => one.type === "message");
    const use = (one) => tries("uses_shortcut", { person: this.person, name: one.callback_id, message: { channel: message.channel, ts: message.ts } });
    const more = shortcuts.length ? menuButton({ label: "Message shortcuts", sign: "⋮", items: shortcuts.map((one) => ({ label: one.name, description: one.description, run: () => use(one) })) }) : null;
    return reply || more ? h("div", { class: "message-keys" }, reply, more) : null;
  }
}

/** A message without what changes while it is being used. */
function bare(message) {
  const { state: _state, ...shown } = message;
  return shown;
}

function fileNode(file) {
  const about = [h("strong", {}, file.name), ` (${file.pretty_type}, ${size(file.size)})`];
  return isPicture(file) ? fileInMessage(file, about) : about;
}

class MessagePlace extends Place {
  draw(parent, message) {
    this.parts = [];
    this.state = message.state?.values ?? {};
    if (message.blocks?.length) this.add(parent, message.blocks);
    else if (message.text) parent.append(h("div", { class: "plain" }, mrkdwn(message.text)));
    for (const item of message.attachments ?? []) this.attachment(parent, item);
    if (message.files?.length) parent.append(h("ul", { class: "files" }, message.files.map((file) => h("li", {}, fileNode(file)))));
  }

  add(parent, blocks) {
    const node = h("div", { class: "blocks" });
    parent.append(node);
    this.parts.push({ node, blocks });
    this.show(node, blocks, { values: this.state });
  }

  attachment(parent, item) {
    if (item.blocks?.length && item.blocks.every((block) => block.type === "table")) {
      this.add(parent, item.blocks);
      return;
    }
    const node = h("div", { class: "attachment" });
    if (/^#?[0-9a-f]{6}$/i.test(item.color ?? "")) node.style.borderColor = `#${item.color.replace("#", "")}`;
    for (const key of ["pretext", "author_name", "title", "text"]) if (item[key]) node.append(h(key === "title" ? "strong" : "div", {}, mrkdwn(String(item[key]))));
    if (item.fields?.length) node.append(h("dl", {}, item.fields.map((field) => [h("dt", {}, field.title ?? ""), h("dd", {}, mrkdwn(String(field.value ?? "")))])));
    parent.append(node);
    if (item.blocks?.length) this.add(node, item.blocks);
    if (item.footer) node.append(h("p", { class: "small" }, item.footer));
    if (!node.childNodes.length && item.fallback) node.append(item.fallback);
  }

  update(state) {
    this.state = state.values;
    for (const [key, control] of this.controls) if (!this.isUntold(key) && !control.node.contains(document.activeElement)) this.bringUp(control);
  }

  /** As for any place, but several parts share the controls. */
  show(parent, blocks, state) {
    const kept = new Map(this.controls);
    super.show(parent, blocks, state);
    for (const [key, control] of kept) if (!this.controls.has(key)) this.controls.set(key, control);
  }
}
