// The message box: Enter sends, Shift+Enter begins a new line, "/" shows the commands.

import { tries } from "./api.js";
import { announce, freshId, h } from "./dom.js";
import { placeBeside } from "./menu.js";

/** What people typed and did not send, by person and place. */
const drafts = new Map();

export class Composer {
  /** `sends` is called when something is sent: what comes of it stands at the end. */
  constructor({ person, channel, thread = null, label, names, sends = () => {} }) {
    Object.assign(this, { person, channel, thread, names, sends, options: [], active: 0 });
    const listId = freshId("commands");
    this.draftKey = `${person}/${channel}/${thread}`;
    this.area = h("textarea", {
      rows: "1", "aria-label": label, placeholder: label, "aria-autocomplete": "list", "aria-controls": listId,
      oninput: () => this.changed(), onkeydown: (event) => this.keydown(event), onblur: () => this.close(),
    });
    this.area.value = drafts.get(this.draftKey) ?? "";
    this.list = h("ul", { class: "popup options", id: listId, role: "listbox", popover: "manual", "aria-label": "Commands", onmousedown: (event) => event.preventDefault() });
    this.send = h("button", { type: "submit", class: "primary" }, "Send");
    this.node = h("form", { class: "composer", onsubmit: (event) => (event.preventDefault(), this.submit()) }, this.area, this.list, this.send);
    requestAnimationFrame(() => this.grow());
  }

  changed() {
    drafts.set(this.draftKey, this.area.value);
    this.grow();
    this.complete();
  }

  grow() {
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(this.area.scrollHeight + 2, 200)}px`;
  }

  complete() {
    const words = this.area.value;
    const known = this.names().app.commands;
    this.options = /^\/\S*$/.test(words) && !this.thread ? known.filter((one) => one.command.startsWith(words)) : [];
    if (!this.options.length) return this.close();
    this.active = 0;
    this.list.replaceChildren(...this.options.map((one, at) => h("li", { id: `${this.list.id}-${at}`, role: "option", "aria-selected": "false", onclick: () => this.pick(one) }, h("span", {}, h("strong", {}, one.command), one.usage_hint ? h("span", { class: "usage" }, ` ${one.usage_hint}`) : null, one.description ? h("small", {}, one.description) : null))));
    if (!this.isOpen) this.list.showPopover();
    placeBeside(this.list, this.area, { width: true });
    announce(`${this.options.length} ${this.options.length === 1 ? "command" : "commands"}; arrows go through them`);
    this.mark(0);
  }

  get isOpen() {
    return this.list.matches(":popover-open");
  }

  mark(to) {
    this.active = (to + this.options.length) % this.options.length;
    [...this.list.children].forEach((row, at) => {
      row.classList.toggle("active", at === this.active);
      row.setAttribute("aria-selected", String(at === this.active));
    });
    this.area.setAttribute("aria-activedescendant", `${this.list.id}-${this.active}`);
  }

  pick(option) {
    this.area.value = `${option.command} `;
    this.close();
    this.changed();
    this.area.focus();
  }

  close() {
    if (this.isOpen) this.list.hidePopover();
    this.area.removeAttribute("aria-activedescendant");
  }

  keydown(event) {
    if (event.isComposing) return;
    if (this.isOpen && this.inList(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    }
  }

  /** Keys while the commands are shown; true if one was used. */
  inList(event) {
    const exact = this.options.some((one) => one.command === this.area.value);
    const does = {
      ArrowDown: () => this.mark(this.active + 1),
      ArrowUp: () => this.mark(this.active - 1),
      Tab: () => this.pick(this.options[this.active]),
      Escape: () => this.close(),
      Enter: exact ? null : () => this.pick(this.options[this.active]),
    }[event.key];
    if (!does) return false;
    event.preventDefault();
    does();
    return true;
  }

  async submit() {
    const words = this.area.value.trim();
    if (!words || this.busy) return;
    this.close();
    this.busy = true;
    this.area.value = "";
    this.changed();
    this.send.setAttribute("aria-busy", "true");
    this.sends();
    const given = { person: this.person, channel: this.channel, thread_ts: this.thread };
    const isCommand = /^\/[a-z]/i.test(words);
    const done = isCommand ? await tries("types", { ...given, line: words }) : await tries("says", { ...given, text: this.mentions(words) });
    this.busy = false;
    this.send.removeAttribute("aria-busy");
    if (done === null && !this.area.value) {
      this.area.value = words; // nothing that was typed is lost
      this.changed();
    }
  }

  /** @names and #channels as Slack writes them. */
  mentions(words) {
    const { people, channels } = this.names();
    const named = people.flatMap((person) => [[`@${person.real_name}`, `<@${person.id}>`], [`@${person.name}`, `<@${person.id}>`]]);
    const placed = channels.filter((channel) => channel.name).map((channel) => [`#${channel.name}`, `<#${channel.id}>`]);
    const all = [...named, ...placed].sort((a, b) => b[0].length - a[0].length);
    return all.reduce((done, [name, sign]) => done.replace(new RegExp(`(^|[\\s(])${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\w-])`, "g"), `$1${sign}`), words);
  }
}
