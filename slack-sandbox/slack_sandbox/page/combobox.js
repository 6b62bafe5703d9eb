// A menu one can search, for one choice or several: the combobox pattern with a list in a popup.

import { freshId, h } from "./dom.js";
import { placeBeside } from "./menu.js";

/** Words as they are compared: without accents or capitals. */
export function folded(words) {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** A loader over options that are all here. Options are { label, value, description?, group? }. */
export function amongst(options) {
  return async (query) => options.filter((option) => folded(`${option.label} ${option.more ?? ""}`).includes(folded(query.trim())));
}

export class Combobox {
  constructor({ load, several = false, selected = [], placeholder = "", aria = {}, most = Infinity, wait = 0, onchange = () => {} }) {
    Object.assign(this, { load, several, selected, most, wait, onchange, options: [], active: -1, asked: 0 });
    this.listId = freshId("list");
    this.chips = h("span", { class: "chips" });
    this.input = h("input", {
      type: "text", role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.listId,
      placeholder: placeholder || (several ? "Choose" : "Choose one"), ...aria,
      oninput: () => this.search(), onclick: () => this.open(), onkeydown: (event) => this.keydown(event), onblur: () => setTimeout(() => document.activeElement === this.input || this.close(), 150),
      onfocus: () => this.input.select(),
    });
    this.clear = h("button", { type: "button", class: "quiet clear", "aria-label": "Clear", onmousedown: (event) => event.preventDefault(), onclick: () => this.choose([]) }, "×");
    this.list = h("ul", { class: "popup options", id: this.listId, role: "listbox", popover: "manual", "aria-label": "Options", "aria-multiselectable": several ? "true" : null, onmousedown: (event) => event.preventDefault() });
    this.node = h("div", { class: several ? "combo several" : "combo" }, this.chips, this.input, several ? null : this.clear, this.list);
    this.node.addEventListener("click", (event) => event.target === this.node && this.input.focus());
    this.show();
  }

  set(selected) {
    this.selected = selected;
    this.show();
  }

  show() {
    this.clear.hidden = !this.selected.length;
    if (!this.several) {
      this.input.value = this.selected[0]?.label ?? "";
      return;
    }
    this.chips.replaceChildren(
      ...this.selected.map((option) => h("span", { class: "choice" }, option.label, h("button", { type: "button", "aria-label": `Remove ${option.label}`, onclick: () => this.choose(this.selected.filter((other) => other !== option), true) }, "×"))),
    );
    this.input.value = "";
  }

  choose(selected, stay = this.several) {
    this.selected = selected;
    this.show();
    if (!stay) this.close();
    else if (this.isOpen) this.search();
    this.input.focus();
    this.onchange(selected);
  }

  get isOpen() {
    return this.list.matches(":popover-open");
  }

  open() {
    if (!this.isOpen) this.search("");
  }

  close() {
    if (!this.isOpen) return;
    this.asked += 1;
    this.list.hidePopover();
    this.list.replaceChildren();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    if (!this.several) this.input.value = this.selected[0]?.label ?? "";
  }

  async search(query = this.input.value) {
    const ticket = (this.asked += 1);
    if (this.wait) {
      this.fill([], "Loading…");
      await new Promise((resolve) => setTimeout(resolve, this.wait));
      if (ticket !== this.asked) return;
    }
    let found;
    try {
      found = await this.load(query);
    } catch (error) {
      found = { words: error.message };
    }
    if (ticket === this.asked) this.fill(Array.isArray(found) ? found : [], found.words ?? "Nothing fits");
  }

  fill(options, words) {
    this.options = options;
    let group = null;
    const rows = options.flatMap((option, at) => {
      const head = option.group && option.group !== group ? [h("li", { class: "group", role: "presentation" }, option.group)] : [];
      group = option.group ?? null;
      return [...head, this.row(option, at)];
    });
    this.list.replaceChildren(...(rows.length ? rows : [h("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, words)]));
    if (!this.isOpen) this.list.showPopover();
    placeBeside(this.list, this.node, { width: true });
    this.input.setAttribute("aria-expanded", "true");
    const chosen = options.findIndex((option) => this.has(option));
    const last = options.findIndex((option) => option.value === this.picked);
    this.move(Math.max(0, this.several ? last : chosen));
  }

  row(option, at) {
    const chosen = this.has(option);
    return h(
      "li",
      { id: `${this.listId}-${at}`, role: "option", "aria-selected": String(chosen), onclick: () => this.pick(option) },
      h("span", { class: "tick", "aria-hidden": "true" }, chosen ? "✓" : ""),
      h("span", {}, option.label, option.description ? h("small", {}, option.description) : null),
    );
  }

  has(option) {
    return this.selected.some((other) => other.value === option.value);
  }

  pick(option) {
    this.picked = option.value; // several are chosen one after the other from where one is
    if (!this.several) return this.choose([option]);
    if (this.has(option)) return this.choose(this.selected.filter((other) => other.value !== option.value));
    if (this.selected.length < this.most) this.choose([...this.selected, option]);
  }

  move(to) {
    if (!this.options.length) return;
    this.active = (to + this.options.length) % this.options.length;
    for (const row of this.list.querySelectorAll(".active")) row.classList.remove("active");
    const row = document.getElementById(`${this.listId}-${this.active}`);
    row?.classList.add("active");
    row?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", `${this.listId}-${this.active}`);
  }

  keydown(event) {
    const does = {
      ArrowDown: () => (this.isOpen ? this.move(this.active + 1) : this.open()),
      ArrowUp: () => (this.isOpen ? this.move(this.active - 1) : this.open()),
      Enter: () => (this.isOpen ? this.options[this.active] && this.pick(this.options[this.active]) : this.open()),
    }[event.key];
    if (does) {
      event.preventDefault();
      does();
    } else if (event.key === "Escape" && this.isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === "Backspace" && this.several && !this.input.value && this.selected.length) {
      this.choose(this.selected.slice(0, -1));
    }
  }
}
