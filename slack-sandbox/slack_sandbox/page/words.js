// Slack's text: text objects, mrkdwn, mentions and links, as DOM nodes.

import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { dateFormat } from "./times.js";

const known = { people: new Map(), channels: new Map(), me: "" };

/** Who and what mentions may name. */
export function useNames(people, channels, me) {
  known.people = new Map(people.map((person) => [person.id, person]));
  known.channels = new Map(channels.map((channel) => [channel.id, channel]));
  known.me = me;
}

export function personName(id) {
  if (id === "USLACKBOT") return "Slackbot";
  return known.people.get(id)?.real_name ?? id;
}

export function channelName(id) {
  const channel = known.channels.get(id);
  if (channel?.kind === "im") return "Direct message";
  return channel?.name || "private channel";
}

export function unescaped(words) {
  return words.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** A link that opens elsewhere; anything but the web and mail is shown as words. */
export function link(url, ...label) {
  const shown = label.length ? label : [url.replace(/^mailto:/, "")];
  if (!/^(https?:|mailto:|tel:)/i.test(url)) return h("span", { class: "dead-link", title: url }, ...shown);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...shown);
}

export function mention(id) {
  return h("span", { class: id === known.me ? "mention me" : "mention" }, `@${personName(id)}`);
}

export function channelMention(id) {
  return h("span", { class: "mention" }, `#${channelName(id)}`);
}

export function broadcast(range) {
  return h("span", { class: "mention me" }, `@${range}`);
}

/** What stands between < and >. */
function bracketed(inner) {
  const [target, label] = splitOnce(inner, "|");
  if (target.startsWith("@")) return mention(target.slice(1));
  if (target.startsWith("#")) return channelMention(target.slice(1));
  if (target.startsWith("!date^")) return dateWords(target, label);
  if (target.startsWith("!subteam^")) return h("span", { class: "mention" }, label ?? "@group");
  if (target.startsWith("!")) return broadcast(target.slice(1));
  return link(unescaped(target), ...(label === null ? [] : [withEmoji(unescaped(label))]));
}

function splitOnce(words, mark) {
  const at = words.indexOf(mark);
  return at < 0 ? [words, null] : [words.slice(0, at), words.slice(at + 1)];
}

function dateWords(target, fallback) {
  const [, stamp, format, url] = target.split("^");
  const seconds = Number(stamp);
  if (!Number.isFinite(seconds) || !format) return document.createTextNode(fallback ?? "");
  const time = h("time", { datetime: new Date(seconds * 1000).toISOString() }, dateFormat(seconds, format));
  return url ? link(url, time) : time;
}

const BEFORE = "(^|[\\s({\\[\"'“‘*_~—–/.,:;!?-])";
const AFTER = "(?=$|[\\s)}\\]\"'”’*_~—–/.,:;!?…-])";
const STYLES = [["*", "strong"], ["_", "em"], ["~", "s"]];
const RULES = STYLES.map(([mark, tag]) => {
  const m = mark === "*" ? "\\*" : mark;
  return { tag, pattern: new RegExp(`${BEFORE}${m}(?=\\S)([^${m}\\n]*[^${m}\\s])${m}${AFTER}`) };
});

/** One stretch of mrkdwn without code blocks or quotes. */
function inline(words, into) {
  const found = first(words);
  if (!found) {
    into.append(...lines(words));
    return;
  }
  const { at, length, node } = found;
  inline(words.slice(0, at), into);
  into.append(node);
  inline(words.slice(at + length), into);
}

/** The styled or bracketed stretch that starts first. */
function first(words) {
  const found = [];
  const code = /`([^`\n]+)`/.exec(words);
  if (code) found.push({ at: code.index, length: code[0].length, make: () => h("code", {}, unescaped(plainBrackets(code[1]))) });
  const bracket = /<([^<>\n]+)>/.exec(words);
  if (bracket) found.push({ at: bracket.index, length: bracket[0].length, make: () => bracketed(bracket[1]) });
  for (const { tag, pattern } of RULES) {
    const match = pattern.exec(words);
    if (match) found.push({ at: match.index + match[1].length, length: match[0].length - match[1].length, make: () => styled(tag, match[2]) });
  }
  if (!found.length) return null;
  const best = found.reduce((a, b) => (b.at < a.at ? b : a));
  return { at: best.at, length: best.length, node: best.make() };
}

function styled(tag, words) {
  const node = h(tag);
  inline(words, node);
  return node;
}

function plainBrackets(words) {
  return words.replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_whole, target, label) => label ?? target);
}

/** Plain words with their line breaks. */
function lines(words) {
  return withEmoji(unescaped(words)).split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line]));
}

/** mrkdwn as nodes. */
export function mrkdwn(words) {
  const whole = document.createDocumentFragment();
  words.split(/```/).forEach((part, index, all) => {
    if (index % 2 && index < all.length - 1) whole.append(h("pre", {}, unescaped(plainBrackets(part.replace(/^\n|\n$/g, "")))));
    else if (part) quoted(index % 2 ? `\`\`\`${part}` : part, whole);
  });
  return whole;
}

function quoted(words, into) {
  let quote = null;
  let run = [];
  const flush = () => {
    if (!run.length) return;
    const place = quote ? into.appendChild(h("blockquote")) : into;
    inline(run.join("\n"), place);
    run = [];
  };
  for (const line of words.split("\n")) {
    const match = /^(?:&gt;|>)\s?(.*)$/.exec(line);
    if (Boolean(match) !== Boolean(quote)) {
      flush();
      quote = Boolean(match);
    }
    run.push(match ? match[1] : line);
  }
  flush();
}

/** A text object, plain or mrkdwn. */
export function text(thing) {
  if (!thing) return document.createTextNode("");
  if (typeof thing === "string") return document.createTextNode(withEmoji(thing));
  if (thing.type === "mrkdwn") return mrkdwn(thing.text);
  const whole = document.createDocumentFragment();
  const words = thing.emoji === false ? thing.text : withEmoji(thing.text);
  whole.append(...words.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line])));
  return whole;
}

/** A text object's words alone. */
export function plain(thing) {
  return text(thing).textContent;
}
