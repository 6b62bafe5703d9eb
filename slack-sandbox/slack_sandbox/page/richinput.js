// The rich text editor: a toolbar, shortcuts, and a contenteditable whose content is always a list of lines.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { emojiFor } from "./emoji.js";
import * as edit from "./edit.js";
import { asksForLink } from "./linkdialog.js";
import { linesOfHtml, linesOfText } from "./paste.js";
import { blockOf, emptyLine, linesOf, readLines, writeLines } from "./richtext.js";
import { rangeIn, selectIn } from "./select.js";
import { channelName, personName } from "./words.js";

const STYLES = [["bold", "Bold", "B", "b"], ["italic", "Italic", "I", "i"], ["strike", "Strikethrough", "S", "shift+x"], ["code", "Code", "<>", "shift+c"]];
const KINDS = [["ordered", "Numbered list", "1.", "shift+7"], ["bullet", "Bulleted list", "•", "shift+8"], ["quote", "Quote", "❝", "shift+9"], ["pre", "Code block", "{ }", "alt+shift+c"]];

function chipName(json) {
  if (json.type === "user") return `@${personName(json.user_id)}`;
  if (json.type === "channel") return `#${channelName(json.channel_id)}`;
  if (json.type === "emoji") return emojiFor(json.name, json.unicode) ?? `:${json.name}:`;
  if (json.type === "broadcast") return `@${json.range}`;
  return json.text ?? json.fallback ?? json.value ?? json.type;
}

/** An editor; `onchange` is called after every change. */
export class RichInput {
  constructor({ initial = null, aria = {}, placeholder = "", lines = 3, onchange = () => {} }) {
    this.onchange = onchange;
    this.pending = null;
    this.history = { done: [], undone: [], typed: -Infinity };
    this.area = h("div", {
      class: "rich-area", contenteditable: "true", role: "textbox", "aria-multiline": "true", spellcheck: "true", ...aria,
      data: { placeholder },
    });
    this.area.style.minHeight = `${Math.min(lines, 12) * 1.5 + 1}em`;
    this.keys = new Map();
    this.node = h("div", { class: "rich-input" }, this.toolbar(), this.area);
    this.set(initial);
    this.area.addEventListener("beforeinput", (event) => this.beforeInput(event));
    this.area.addEventListener("input", () => this.typed());
    this.area.addEventListener("keydown", (event) => this.keydown(event));
    this.area.addEventListener("paste", (event) => this.paste(event));
    this.area.addEventListener("drop", (event) => event.preventDefault());
    for (const name of ["keyup", "mouseup", "focus"]) this.area.addEventListener(name, () => this.showState());
  }

  toolbar() {
    const bar = h("div", { class: "toolbar", role: "toolbar", "aria-label": "Formatting" });
    const add = (name, label, sign, shortcut, run) => {
      const key = h("button", { type: "button", class: `tool ${name}`, title: shortcut ? `${label} (Ctrl+${shortcut.replace("shift", "Shift").replace("alt", "Alt")})` : label, "aria-label": label, "aria-pressed": "false", tabindex: this.keys.size ? "-1" : "0", onmousedown: (event) => event.preventDefault(), onclick: run, data: { sign } });
      this.keys.set(name, key);
      bar.append(key);
    };
    for (const [name, label, sign, shortcut] of STYLES) add(name, label, sign, shortcut, () => this.style(name));
    add("link", "Link", "", "k", () => this.link());
    this.keys.get("link").append(icon("link"));
    for (const [name, label, sign, shortcut] of KINDS) add(name, label, sign, shortcut, () => this.kind(name));
    bar.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const all = [...this.keys.values()];
      const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
      all.forEach((key) => (key.tabIndex = key === next ? 0 : -1));
      next.focus();
    });
    return bar;
  }

  get() {
    return blockOf(readLines(this.area));
  }

  set(block) {
    this.show(linesOf(block), null);
    this.empty();
  }

  show(lines, range) {
    writeLines(this.area, lines, chipName);
    if (range) selectIn(this.area, range);
  }

  empty() {
    const lines = readLines(this.area);
    this.area.classList.toggle("is-empty", lines.length === 1 && lines[0].kind === "section" && !lines[0].leaves.length);
  }

  range() {
    return rangeIn(this.area) ?? this.lastRange ?? [{ line: 0, at: 0 }, { line: 0, at: 0 }];
  }

  remember() {
    this.history.done.push({ lines: readLines(this.area), range: this.range() });
    this.history.undone = [];
    if (this.history.done.length > 100) this.history.done.shift();
  }

  /** Carries out a change that gives lines and a place to stand. */
  apply(lines, range) {
    this.remember();
    this.history.typed = -Infinity;
    this.show(lines, range);
    this.changed();
  }

  changed() {
    this.empty();
    this.showState();
    this.onchange();
  }

  back(from, to) {
    const state = this.history[from].pop();
    if (!state) return;
    this.history[to].push({ lines: readLines(this.area), range: this.range() });
    this.history.typed = -Infinity;
    this.show(state.lines, state.range);
    this.changed();
  }

  /** After the browser itself changed something. */
  typed() {
    const stray = [...this.area.childNodes].some((node) => !node.classList?.contains("line"));
    if (stray) {
      const range = this.range();
      this.show(readLines(this.area), range);
    }
    this.shorthand();
    this.changed();
  }

  /** "- " and "1. " at the start of a line begin a list. */
  shorthand() {
    const [point] = this.range();
    const lines = readLines(this.area);
    const line = lines[point.line];
    const found = line?.kind === "section" && /^(?:([-*•])|1[.)])[ \u00a0]$/.exec(line.leaves.map((leaf) => leaf.text ?? "").join("").slice(0, point.at));
    if (!found) return;
    lines[point.line] = { ...emptyLine(found[1] ? "bullet" : "ordered"), leaves: edit.slice(line.leaves, point.at) };
    this.show(lines, [{ line: point.line, at: 0 }, { line: point.line, at: 0 }]);
  }

  beforeInput(event) {
    const range = this.range();
    const [from, to] = range;
    const lines = readLines(this.area);
    const collapsed = from.line === to.line && from.at === to.at;
    const does = (made) => {
      event.preventDefault();
      if (made) this.apply(made.lines, [made.point, made.point]);
    };
    const kind = event.inputType;
    if (kind === "historyUndo") return does(this.back("done", "undone"));
    if (kind === "historyRedo") return does(this.back("undone", "done"));
    if (kind.startsWith("format") || kind === "insertFromDrop" || kind === "deleteByDrag") return does(null);
    if (kind === "insertParagraph" || kind === "insertLineBreak") return does(this.breaks(lines, range, collapsed, kind));
    if (kind.startsWith("delete")) return this.deletes(event, does, lines, range, collapsed);
    if (kind === "insertText" || kind === "insertReplacementText") {
      const words = event.data ?? event.dataTransfer?.getData("text/plain");
      if (words && !this.isPlain(lines, range)) {
        event.preventDefault();
        const made = this.types(lines, range, words);
        this.rememberTyping(event);
        this.show(made.lines, [made.point, made.point]);
        this.shorthand();
        this.changed();
        return null;
      }
    }
    return this.rememberTyping(event);
  }

  /** Whether the browser itself can put words there: inside one leaf, where their style is not in doubt. */
  isPlain(lines, [from, to]) {
    if (this.pending || from.line !== to.line) return false;
    const { leaves } = lines[from.line];
    if (leaves.length <= 1) return !leaves[0]?.chip && !leaves[0]?.url;
    let at = 0;
    return leaves.some((leaf) => {
      const begin = at;
      at += leaf.chip ? 1 : leaf.text.length;
      return !leaf.chip && from.at > begin && to.at < at;
    });
  }

  /** Typing without a pause is undone as one. */
  rememberTyping(event) {
    if (event.timeStamp - this.history.typed > 800) this.remember();
    this.history.typed = event.timeStamp;
  }

  breaks(lines, range, collapsed, kind) {
    const clear = collapsed ? { lines, point: range[0] } : edit.cut(lines, range);
    const listed = ["bullet", "ordered"].includes(clear.lines[clear.point.line].kind);
    if (kind === "insertLineBreak" && listed) return edit.insert(clear.lines, clear.point, [{ ...emptyLine(), leaves: [{ text: "\n" }] }]);
    return edit.split(clear.lines, clear.point);
  }

  deletes(event, does, lines, range, collapsed) {
    if (!collapsed) return does(edit.cut(lines, range));
    const [point] = range;
    const back = event.inputType.endsWith("Backward");
    const size = edit.sizeOf(lines[point.line].leaves);
    if (back && point.at === 0) return does(edit.joinBack(lines, point));
    if (!back && point.at === size) {
      return does(point.line + 1 < lines.length ? edit.cut(lines, [point, { line: point.line + 1, at: 0 }]) : null);
    }
    const next = { line: point.line, at: point.at + (back ? -1 : 1) };
    const pair = back ? [next, point] : [point, next];
    if (edit.leavesIn(lines, pair).some((leaf) => leaf.chip) || size === 1) return does(edit.cut(lines, pair));
    return this.rememberTyping(event);
  }

  types(lines, range, words) {
    const { lines: clear, point } = edit.cut(lines, range);
    const style = this.pending ?? edit.styleAt(lines, range[0]);
    this.pending = null;
    return edit.insert(clear, point, [{ ...emptyLine(), leaves: [{ text: words, style }] }].map((line) => ({ ...line, kind: clear[point.line].kind, indent: clear[point.line].indent })));
  }

  keydown(event) {
    if (event.key === "Tab") return this.tab(event);
    if (!(event.ctrlKey || event.metaKey)) return;
    const combination = `${event.altKey ? "alt+" : ""}${event.shiftKey ? "shift+" : ""}${event.code.replace(/^(Key|Digit)/, "").toLowerCase()}`;
    const found = [...STYLES.map(([name, , , keys]) => [keys, () => this.style(name)]), ...KINDS.map(([name, , , keys]) => [keys, () => this.kind(name)]), ["k", () => this.link()], ["z", () => this.back("done", "undone")], ["y", () => this.back("undone", "done")], ["shift+z", () => this.back("undone", "done")]].find(([keys]) => keys === combination);
    if (!found) return;
    event.preventDefault();
    found[1]();
  }

  /** Tab moves list items in and out; anywhere else it leaves the editor, as it should. */
  tab(event) {
    const range = this.range();
    const lines = readLines(this.area);
    if (!["bullet", "ordered"].includes(lines[range[0].line].kind)) return;
    const made = edit.indent(lines, range, event.shiftKey ? -1 : 1);
    if (JSON.stringify(made) === JSON.stringify(lines)) return;
    event.preventDefault();
    this.apply(made, range);
  }

  style(name) {
    const range = this.range();
    const lines = readLines(this.area);
    const collapsed = range[0].line === range[1].line && range[0].at === range[1].at;
    if (collapsed) {
      const now = this.pending ?? edit.styleAt(lines, range[0]);
      this.pending = edit.withStyle({ style: now }, name, !now[name]).style ?? {};
      this.area.focus();
      this.showState();
      return;
    }
    this.area.focus();
    this.apply(edit.toggleStyle(lines, range, name), range);
  }

  kind(name) {
    const range = this.range();
    this.area.focus();
    this.apply(edit.setKind(readLines(this.area), range, name), range);
  }

  async link() {
    const range = this.range();
    const lines = readLines(this.area);
    const inside = edit.leavesIn(lines, range);
    const words = inside.map((leaf) => leaf.text ?? "").join("");
    const given = await asksForLink({ words, url: inside.find((leaf) => leaf.url)?.url ?? "" });
    this.area.focus();
    selectIn(this.area, range);
    if (!given) return;
    if (words && given.words === words) {
      this.apply(edit.setLink(lines, range, given.url), range);
      return;
    }
    const { lines: clear, point } = edit.cut(lines, range);
    const made = edit.insert(clear, point, [{ ...clear[point.line], meta: clear[point.line].meta, leaves: [{ text: given.words || given.url, url: given.url }] }]);
    this.apply(made.lines, [made.point, made.point]);
  }

  paste(event) {
    event.preventDefault();
    const html = event.clipboardData.getData("text/html");
    const words = event.clipboardData.getData("text/plain");
    const added = html && /<(ul|ol|a|b|strong|i|em|p|br|pre|blockquote|code)\b/i.test(html) ? linesOfHtml(html) : linesOfText(words);
    const { lines, point } = edit.cut(readLines(this.area), this.range());
    const made = edit.insert(lines, point, added);
    this.apply(made.lines, [made.point, made.point]);
  }

  showState() {
    const range = rangeIn(this.area);
    if (!range) return;
    if (JSON.stringify(range) !== JSON.stringify(this.lastRange)) {
      if (this.pendingAt && this.pendingAt !== JSON.stringify(range)) this.pending = null;
    }
    this.lastRange = range;
    this.pendingAt = this.pending ? JSON.stringify(range) : null;
    const lines = readLines(this.area);
    const collapsed = JSON.stringify(range[0]) === JSON.stringify(range[1]);
    const style = this.pending ?? edit.styleAt(lines, range[0]);
    for (const [name] of STYLES) this.press(name, collapsed ? style[name] : edit.hasStyle(lines, range, name));
    for (const [name] of KINDS) this.press(name, lines.slice(range[0].line, range[1].line + 1).every((line) => line.kind === name));
    this.press("link", edit.leavesIn(lines, range).some((leaf) => leaf.url));
  }

  press(name, on) {
    this.keys.get(name).setAttribute("aria-pressed", on ? "true" : "false");
  }
}

