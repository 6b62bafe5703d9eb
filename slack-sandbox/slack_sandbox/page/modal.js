// The modal in front of a person: the top one of up to three.

import { tries } from "./api.js";
import { announce, bringNotices, h, reconcile } from "./dom.js";
import { Place } from "./place.js";
import { focusIn, refocus } from "./steady.js";
import { plain } from "./words.js";

export class Modals {
  constructor(names) {
    this.names = names;
    this.dialog = null;
    this.places = new Map();
    this.shownId = null;
  }

  /** Shows the top of this stack, or nothing. */
  show(person, stack) {
    const view = stack.at(-1);
    if (!view) return this.hide();
    if (this.person !== person) this.hide();
    this.person = person;
    for (const id of [...this.places.keys()]) if (!stack.some((other) => other.id === id)) this.places.delete(id);
    if (!this.dialog) this.build();
    const fresh = this.shownId !== view.id;
    if (fresh) this.leave();
    this.shownId = view.id;
    if (!this.places.has(view.id)) this.places.set(view.id, new Place(person, { view: view.id }, this.names));
    this.fill(view, stack);
    if (fresh) this.arrive(view);
  }

  /** Another view comes on top, or this one is gone: remembers where somebody was in it. */
  leave() {
    const place = this.places.get(this.shownId);
    if (place) place.left = { mark: focusIn(this.body), scroll: this.scroller.scrollTop };
    this.body.replaceChildren();
  }

  /** Goes on where somebody was before another view came on top, or begins at the first field. */
  arrive(view) {
    const { left } = this.places.get(view.id);
    this.scroller.scrollTop = left?.scroll ?? 0;
    refocus(this.body, left?.mark);
    if (!this.body.contains(document.activeElement)) this.focusFirst(view);
  }

  hide() {
    if (!this.dialog) return;
    this.dialog.close();
    bringNotices();
    this.dialog.remove();
    this.places.clear();
    this.dialog = this.shownId = this.person = null;
    if (this.before?.isConnected) this.before.focus();
  }

  build() {
    this.before = document.activeElement;
    this.title = h("h2", { id: "modal-title", tabindex: "-1" });
    this.back = h("button", { type: "button", class: "quiet", onclick: () => this.close() }, "‹ Back");
    this.cross = h("button", { type: "button", class: "quiet cross", "aria-label": "Close", onclick: () => this.close(true) }, "×");
    this.trouble = h("p", { class: "trouble", role: "alert" });
    this.body = h("div", { class: "blocks" });
    this.scroller = h("div", { class: "modal-body", tabindex: "-1" }, this.trouble, this.body);
    this.closeKey = h("button", { type: "button", onclick: () => this.close() });
    this.submitKey = h("button", { type: "submit", class: "primary" });
    const form = h(
      "form",
      { novalidate: true, onsubmit: (event) => (event.preventDefault(), this.submit()) },
      h("header", { role: "presentation" }, this.back, this.title, this.cross),
      this.scroller,
      h("footer", { role: "presentation" }, this.closeKey, this.submitKey),
    );
    this.dialog = h("dialog", { class: "modal", "aria-labelledby": "modal-title" }, form);
    this.dialog.addEventListener("cancel", (event) => {
      if (event.target !== this.dialog) return;
      event.preventDefault();
      this.close();
    });
    this.dialog.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) {
        event.preventDefault();
        this.close();
      }
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    document.body.append(this.dialog);
    this.dialog.showModal();
    bringNotices();
  }

  fill(view, stack) {
    this.view = view;
    this.title.textContent = plain(view.title);
    this.back.hidden = stack.length < 2;
    this.closeKey.textContent = view.close ? plain(view.close) : "Cancel";
    this.submitKey.textContent = view.submit ? plain(view.submit) : "";
    this.submitKey.hidden = !view.submit;
    if (!this.busy) this.submitKey.disabled = Boolean(view.submit_disabled);
    if (this.trouble.textContent !== (view.trouble ?? "")) this.trouble.textContent = view.trouble ?? "";
    this.places.get(view.id).show(this.body, view.blocks, view.state);
    for (const node of this.body.querySelectorAll(".input")) node.showError(view.errors[node.dataset.block]);
  }

  focusFirst(view) {
    const place = this.places.get(view.id);
    const wanted = [...place.controls.values()].find((control) => control.element.focus_on_load) ?? [...place.controls.values()][0];
    (wanted?.target ?? this.title).focus();
  }

  async submit() {
    if (this.busy || !this.view.submit) return;
    this.busy = true;
    this.submitKey.disabled = true;
    this.dialog.setAttribute("aria-busy", "true");
    await this.places.get(this.view.id).flush();
    const result = await tries("submits", { person: this.person });
    this.busy = false;
    if (!this.dialog) return;
    this.dialog.removeAttribute("aria-busy");
    this.submitKey.disabled = false;
    await this.refresh?.();
    if (result && ["refused", "errors"].includes(result.outcome)) this.focusError();
  }

  focusError() {
    const wrong = this.body.querySelector(".input.wrong");
    if (!wrong) return;
    const count = this.body.querySelectorAll(".input.wrong").length;
    announce(count === 1 ? "One answer needs changing" : `${count} answers need changing`);
    wrong.scrollIntoView({ block: "center" });
    (wrong.querySelector("[aria-invalid]") ?? wrong).focus();
  }

  async close(everything = false) {
    await this.places.get(this.view.id)?.flush();
    await tries("closes", { person: this.person, everything });
    this.refresh?.();
  }
}

/** A Home tab: its blocks, which stay as they are where they did not change. */
export class Home {
  constructor(names) {
    this.names = names;
    this.node = h("div", { class: "home blocks" });
  }

  show(person, view) {
    if (!view) {
      this.place = null;
      reconcile(this.node, [], String, String);
      this.node.append(h("p", { class: "empty" }, "The app has not published a Home tab for this person yet."));
      return;
    }
    if (this.place?.where.view !== view.id || this.place.person !== person) {
      this.place = new Place(person, { view: view.id }, this.names);
      this.node.replaceChildren();
    }
    this.place.show(this.node, view.blocks, view.state);
  }
}
