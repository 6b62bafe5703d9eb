// Pictures: what stands at an address, or a file that somebody has uploaded; one that does not come is its description.

import { h } from "./dom.js";

const KEPT = /\/files-pri\/[^/]+?-(F[A-Z0-9]+)\//;

/** Where the page finds an uploaded file; the bot's own address of it wants the bot's token. */
export function fileAddress(id) {
  return `/page/file/${encodeURIComponent(id)}`;
}

function addressOf({ image_url: address, slack_file: file }) {
  const id = file?.id ?? KEPT.exec(file?.url ?? "")?.[1];
  return address ?? (id ? fileAddress(id) : file?.url);
}

function shown(address, alt, className) {
  const image = h("img", { src: address, alt, loading: "lazy", class: className });
  const absent = () => image.replaceWith(h("span", { class: "absent" }, "Image: ", alt));
  image.addEventListener("error", absent);
  return address ? image : h("span", { class: "absent" }, "Image: ", alt);
}

/** The picture of an image block or element. */
export function picture(thing, className = null) {
  return shown(addressOf(thing), thing.alt_text, className);
}

export function isPicture(file) {
  return /^image\//.test(file.mimetype ?? "");
}

/** A picture among the files of a message. */
export function fileInMessage(file, about) {
  return h("figure", { class: "image" }, h("figcaption", {}, about), shown(fileAddress(file.id), file.alt_txt || file.name, null));
}

/** A small look at a picture that was picked and is not sent yet; null for other files. */
export function thumb({ id, name, content }) {
  const kind = /\.(png|jpe?g|gif|webp)$/i.exec(name)?.[1].toLowerCase().replace("jpg", "jpeg");
  if (!kind) return null;
  return h("img", { class: "bk-thumb", alt: "", src: content ? `data:image/${kind};base64,${content}` : fileAddress(id) });
}
