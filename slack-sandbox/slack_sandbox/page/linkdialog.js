// The small dialog that asks for a link.

import { freshId, h } from "./dom.js";

/** Asks for an address and its words; resolves to { url, words }, or null. */
export function asksForLink({ words, url }) {
  return new Promise((resolve) => {
    const title = h("h2", { id: freshId("link") }, "Link");
    const text = h("input", { type: "text", id: freshId("link"), value: words });
    const address = h("input", { type: "url", id: freshId("link"), value: url, required: true, placeholder: "https://" });
    const finish = (given) => {
      dialog.close();
      dialog.remove();
      resolve(given);
    };
    const form = h(
      "form",
      {
        method: "dialog",
        onsubmit: (event) => {
          event.preventDefault();
          finish({ url: address.value.trim(), words: text.value });
        },
      },
      title,
      h("label", { for: text.id }, "Words"), text,
      h("label", { for: address.id }, "Address"), address,
      h("div", { class: "keys" }, h("button", { type: "button", onclick: () => finish(null) }, "Cancel"), h("button", { type: "submit", class: "primary" }, "Save link")),
    );
    const dialog = h("dialog", { class: "ask", "aria-labelledby": title.id, oncancel: (event) => (event.preventDefault(), finish(null)) }, form);
    document.body.append(dialog);
    dialog.showModal();
    address.focus();
  });
}
