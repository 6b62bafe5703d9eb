// The page: reads what one person sees, shows it, and reads it again at every change.

import { ask, follow, tries } from "./api.js";
import { announce, h, notice } from "./dom.js";
import { Composer } from "./composer.js";
import { Inspector } from "./inspector.js";
import { MessageList } from "./messages.js";
import { Home, Modals } from "./modal.js";
import { bringIntoView, isAtEnd, staysAtEnd, toEnd } from "./scrolling.js";
import { sidebar, workspace } from "./sidebar.js";
import { useZone } from "./times.js";
import { personName, useNames } from "./words.js";

const $ = (id) => document.getElementById(id);
const frame = document.querySelector(".frame");
const shown = { screen: null, route: {}, channel: null, thread: null, home: null, most: 100, refusals: null };
const lastPlace = new Map(); // per person, where they were
const names = () => shown.screen;
const modals = new Modals(names);
const inspector = new Inspector($("inspector"));
modals.refresh = () => refresh();

// the address: #/person/channel/thread, #/person/home, #/person/app

function address(...parts) {
  return `#/${parts.filter(Boolean).map(encodeURIComponent).join("/")}`;
}

function readAddress() {
  const [person, place, thread] = location.hash.replace(/^#\/?/, "").split("/").map(decodeURIComponent);
  return { person: person || null, place: place || null, thread: thread || null };
}

const links = {
  channel: (channel) => address(shown.screen.me.name, channel.name || channel.id),
  home: () => address(shown.screen.me.name, "~home"),
  direct: () => address(shown.screen.me.name, "~app"),
};

function openThread(ts) {
  location.hash = address(shown.screen.me.name, shown.route.place, ts);
}

/** Who and where the address means; fills in what it leaves out. */
async function resolve() {
  const asked = readAddress();
  const { people } = await ask("screen");
  const humans = people.filter((person) => !person.is_bot && !person.deleted);
  const me = humans.find((person) => [person.name, person.id, person.real_name].includes(asked.person)) ?? humans[0];
  if (!me) return { asked: asked.person, me: null };
  const place = asked.place ?? lastPlace.get(me.id) ?? null;
  const route = { asked: asked.person, me, place, thread: asked.thread, home: place === "~home", direct: place === "~app", channelId: null };
  if (route.direct) route.channelId = (await ask("direct_channel", { person: me.id })).id;
  return route;
}

function findChannel(route, channels) {
  if (route.direct || route.home) return route.channelId;
  const found = channels.find((channel) => [channel.name, channel.id].includes(route.place));
  const first = channels.filter((channel) => channel.joined && channel.kind !== "im").sort((a, b) => a.name.localeCompare(b.name))[0];
  return (found ?? first ?? channels[0])?.id ?? null;
}

async function navigate() {
  const route = await resolve().catch((error) => notice(error.message, { trouble: true }));
  if (!route) return;
  const before = shown.route;
  shown.most = 100;
  shown.route = route;
  if (route.me && route.place) lastPlace.set(route.me.id, route.place);
  if (route.home && (!before.home || before.me?.id !== route.me.id)) tries("opens_home", { person: route.me.id });
  closeMenu();
  await refresh();
}

// reading and showing

let reading = null;
let again = false;

function refresh() {
  if (reading) {
    again = true;
    return reading;
  }
  reading = read()
    .catch((error) => notice(error.message, { trouble: true }))
    .finally(() => {
      reading = null;
      if (!again) return;
      again = false;
      refresh();
    });
  return reading;
}

async function read() {
  const { route } = shown;
  const asked = performance.now();
  const base = await ask("screen", route.me ? { person: route.me.id } : {});
  if (!route.me) {
    if (base.people.some((person) => !person.is_bot)) navigate(); // not awaited: it waits for this reading itself
    return showEmpty(base);
  }
  route.channelId = findChannel(route, base.channels);
  const wanted = { person: route.me.id, channel: route.home ? null : route.channelId, thread_ts: route.thread, most: shown.most };
  const screen = wanted.channel ? await ask("screen", wanted) : base;
  if (shown.route !== route || readAddress().person !== route.asked) return null;
  tell(shown.screen, screen);
  shown.screen = Object.assign(screen, { asked });
  draw();
  if (!$("inspector").hidden) await inspector.update();
  return null;
}

/** Announces new messages to who listens to the page. */
function tell(before, now) {
  if (before?.me?.id !== now.me.id || before.channel?.id !== now.channel?.id) return;
  const seen = new Set((before.channel?.messages ?? []).map((message) => message.ts));
  const fresh = (now.channel?.messages ?? []).filter((message) => !seen.has(message.ts) && message.user !== now.me.id);
  if (fresh.length) announce(fresh.map((message) => `${message.is_ephemeral ? "Only visible to you: " : ""}${personName(message.user)}: ${message.text}`).join(". ").slice(0, 500));
}

function showEmpty(base) {
  $("workspace").textContent = base.app.name;
  $("side").replaceChildren();
  $("main").replaceChildren(h("div", { class: "empty" }, h("h2", {}, "Nobody is here yet"), h("p", {}, "Add a person to look at this workspace through their eyes."), workspace(null)));
}

function draw() {
  const { screen, route } = shown;
  frame.inert = false;
  useZone(screen.me.tz);
  useNames(screen.people, screen.channels, screen.me.id);
  $("workspace").textContent = screen.app.name;
  drawPeople(screen);
  drawState(screen);
  drawSide(screen, route);
  if (route.home) drawHome(screen);
  else drawChannel(screen);
  drawThread(screen, route);
  modals.show(screen.me.id, screen.modals);
  const unread = unreadIn(screen);
  document.title = `${unread ? `(${unread}) ` : ""}${$("main").querySelector("h2")?.textContent ?? ""}, ${screen.me.real_name}`;
}

function unreadIn({ channels }) {
  return channels.reduce((sum, channel) => sum + channel.unread, 0);
}

function drawPeople({ people, me }) {
  const select = $("person");
  const humans = people.filter((person) => !person.is_bot && !person.deleted).sort((a, b) => a.real_name.localeCompare(b.real_name));
  const key = JSON.stringify(humans.map((person) => [person.id, person.real_name]));
  if (select.dataset.key !== key) select.replaceChildren(...humans.map((person) => h("option", { value: person.name }, person.real_name)));
  select.dataset.key = key;
  select.value = me.name;
}

function drawState(screen) {
  const words = screen.connected ? "" : "The bot is not connected";
  if ($("state").textContent !== words) $("state").textContent = words;
  if (shown.refusals === null || !$("inspector").hidden) shown.refusals = screen.refusals; // no alarm about what is old or seen
  const fresh = screen.refusals - shown.refusals;
  const refused = fresh > 0 ? [" ", h("span", { class: "count mentioned" }, String(fresh), h("span", { class: "unseen" }, " refused since you last looked"))] : [];
  $("inspector-key").replaceChildren("Inspector", ...refused);
  const unread = unreadIn(screen);
  const news = unread ? [" ", h("span", { class: "count" }, unread > 99 ? "99+" : String(unread), h("span", { class: "unseen" }, " unread"))] : [];
  $("menu-key").replaceChildren("Channels", ...news);
}

function drawSide(screen, route) {
  const side = $("side");
  const key = JSON.stringify([screen.channels, screen.moments, Math.floor(screen.now / 60), screen.app, screen.me, route.channelId, route.home, route.direct, route.place]);
  const typing = side.querySelector("form")?.contains(document.activeElement);
  const open = side.querySelector(".menu-opener[aria-expanded=true]");
  if (side.dataset.key === key || typing || open) return;
  const at = [...side.querySelectorAll("a, button, summary")].indexOf(document.activeElement);
  const opened = [...side.querySelectorAll("details")].map((node) => node.open);
  side.dataset.key = key;
  const top = side.firstElementChild?.scrollTop ?? 0;
  side.replaceChildren(...sidebar(screen, route, links));
  side.querySelectorAll("details").forEach((node, index) => (node.open ||= opened[index] ?? false));
  side.firstElementChild.scrollTop = top;
  if (route !== shown.sideRoute) bringIntoView(side.firstElementChild, side.querySelector("[aria-current]"));
  shown.sideRoute = route;
  if (at >= 0) side.querySelectorAll("a, button, summary")[at]?.focus();
}

function title(words, ...more) {
  return h("header", { class: "place" }, h("h2", {}, words), ...more);
}

function tabs(current) {
  const { app } = shown.screen;
  const tab = (href, words, on) => h("a", { href, "aria-current": on ? "page" : null }, words);
  return h("nav", { class: "tabs", "aria-label": "App" }, app.home ? tab(links.home(), "Home", current === "home") : null, app.messages ? tab(links.direct(), "Messages", current === "app") : null);
}

function drawHome(screen) {
  if (shown.home?.person !== screen.me.id) {
    shown.home = Object.assign(new Home(names), { person: screen.me.id });
    shown.channel = null;
    $("main").replaceChildren(title(screen.app.name, tabs("home")), h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Home tab" }, shown.home.node));
  }
  shown.home.show(screen.me.id, screen.home);
}

function drawChannel(screen) {
  const line = screen.channels.find((channel) => channel.id === screen.channel?.id);
  shown.home = null;
  if (!line) {
    shown.channel = null;
    $("main").replaceChildren(h("div", { class: "empty" }, h("h2", {}, "No channel yet"), h("p", {}, "Add one under “Add people and channels”.")));
    return;
  }
  const key = JSON.stringify([screen.me.id, line.id, line.joined, line.archived, line.name]);
  if (shown.channel?.key !== key) buildChannel(screen, line, key);
  const { list, scroll, newFrom, earlier } = shown.channel;
  const atEnd = isAtEnd(scroll);
  earlier.hidden = !screen.channel.earlier;
  earlier.textContent = `Show ${screen.channel.earlier} earlier messages`;
  list.show(screen.channel.messages, { newFrom });
  shown.channel.empty.hidden = screen.channel.messages.length > 0;
  shown.channel.about.textContent = `${screen.channel.members.length} ${screen.channel.members.length === 1 ? "member" : "members"}`;
  if (shown.channel.fresh || atEnd) toEnd(scroll, list.node.querySelector(".new-mark"), shown.channel.fresh);
  shown.channel.fresh = false;
  if (line.unread && line.joined) tries("reads", { person: screen.me.id, channel: line.id });
}

function buildChannel(screen, line, key) {
  const { me, app } = screen;
  const direct = line.kind === "im";
  const name = direct ? app.name : `${line.kind === "public" ? "#" : ""}${line.name}`;
  const list = new MessageList({ person: me.id, channel: line.id, open: openThread, names });
  const earlier = h("button", { type: "button", class: "quiet earlier", onclick: () => ((shown.most += 200), refresh()) });
  const empty = h("p", { class: "empty" }, "Nothing has been said here yet.");
  const scroll = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `Messages in ${name}` }, earlier, list.node, empty);
  staysAtEnd(scroll);
  const about = h("span", { class: "small" });
  const kind = line.kind === "private" ? h("span", { class: "badge" }, "Private") : null;
  $("main").replaceChildren(title(name, direct ? tabs("app") : kind, direct ? null : about, direct ? null : invite(line, me)), scroll, foot(line, me, app, name));
  shown.channel = { key, list, scroll, about, earlier, empty, newFrom: line.unread ? screen.channel.read : null, fresh: true };
}

function invite(line, me) {
  if (!line.joined || line.archived) return null;
  const { people } = shown.screen;
  const add = h("button", { type: "button", class: "quiet" }, "Invite");
  add.addEventListener("click", () => {
    const outside = people.filter((person) => !person.deleted && !shown.screen.channel.members.includes(person.id));
    const pick = h("select", { "aria-label": "Whom to invite" }, h("option", { value: "" }, outside.length ? "Whom to invite" : "Everybody is here"), outside.map((person) => h("option", { value: person.id }, person.real_name)));
    pick.addEventListener("change", async () => {
      await tries("invites", { person: me.id, channel: line.id, guest: pick.value });
      pick.replaceWith(add);
    });
    pick.addEventListener("blur", () => pick.isConnected && pick.replaceWith(add));
    add.replaceWith(pick);
    pick.focus();
  });
  return add;
}

/** Whether the app's own settings have turned messages to it off. */
function isClosed(line, app) {
  return line.kind === "im" && !app.writable;
}

function foot(line, me, app, name) {
  if (line.archived) return h("p", { class: "closed" }, "This channel has been archived.");
  if (!line.joined) return h("p", { class: "closed" }, `You are not in ${name}. `, h("button", { type: "button", class: "primary", onclick: () => tries("joins", { person: me.id, channel: line.id }) }, "Join channel"));
  if (isClosed(line, app)) return h("p", { class: "closed" }, "Sending messages to this app has been turned off.");
  const sends = () => toEnd(shown.channel.scroll);
  return new Composer({ person: me.id, channel: line.id, label: `Message ${name}`, names, sends }).node;
}

function drawThread(screen, route) {
  const pane = $("thread");
  const top = !route.home && route.thread && screen.thread?.messages.length ? route.thread : null;
  pane.hidden = !top;
  document.body.classList.toggle("with-thread", Boolean(top));
  if (!top) {
    shown.thread = null;
    return;
  }
  const key = JSON.stringify([screen.me.id, screen.channel.id, top]);
  if (shown.thread?.key !== key) buildThread(screen, top, key);
  shown.thread.list.show(screen.thread.messages);
  const { scroll } = shown.thread;
  if (shown.thread.count !== screen.thread.messages.length) scroll.scrollTop = shown.thread.count ? scroll.scrollHeight : 0;
  const grown = shown.thread.count !== screen.thread.messages.length;
  shown.thread.count = screen.thread.messages.length;
  if (grown) tries("reads", { person: screen.me.id, channel: screen.channel.id, thread_ts: top });
}

function buildThread(screen, top, key) {
  const list = new MessageList({ person: screen.me.id, channel: screen.channel.id, open: openThread, names, inThread: true });
  const scroll = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Messages in the thread" }, list.node);
  const close = h("button", { type: "button", class: "quiet cross", "aria-label": "Close the thread", onclick: () => (location.hash = address(screen.me.name, shown.route.place)) }, "×");
  const line = screen.channels.find((channel) => channel.id === screen.channel.id);
  const box = line.joined && !line.archived && !isClosed(line, screen.app) ? new Composer({ person: screen.me.id, channel: screen.channel.id, thread: top, label: "Reply in thread", names, sends: () => toEnd(scroll) }) : null;
  $("thread").replaceChildren(h("header", { class: "place" }, h("h2", {}, "Thread"), close), scroll, box?.node ?? "");
  shown.thread = { key, list, scroll, count: 0 };
  box?.area.focus();
}

// the frame

function closeMenu() {
  document.body.classList.remove("menu-open");
  $("menu-key").setAttribute("aria-expanded", "false");
}

$("menu-key").addEventListener("click", () => {
  const open = document.body.classList.toggle("menu-open");
  $("menu-key").setAttribute("aria-expanded", String(open));
  if (open) $("side").querySelector("a")?.focus();
});
$("skip").addEventListener("click", (event) => {
  event.preventDefault();
  $("main").focus();
});
$("side").addEventListener("click", (event) => event.target.closest("a") && closeMenu());
$("person").addEventListener("change", (event) => {
  frame.inert = true; // until their own view is shown, nothing is done in the name of who was there before
  location.hash = address(event.target.value);
});
$("inspector-key").addEventListener("click", () => toggleInspector($("inspector").hidden));
inspector.onclose = () => (toggleInspector(false), $("inspector-key").focus());

function toggleInspector(open) {
  $("inspector").hidden = !open;
  document.body.classList.toggle("with-inspector", open);
  $("inspector-key").setAttribute("aria-expanded", String(open));
  if (shown.screen) drawState(shown.screen);
  if (open) inspector.update();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (document.body.classList.contains("menu-open")) {
    closeMenu();
    $("menu-key").focus();
  } else if (!$("inspector").hidden && $("inspector").contains(document.activeElement)) inspector.onclose();
  else if (shown.thread && $("thread").contains(document.activeElement)) $("thread").querySelector(".cross").click();
});
window.addEventListener("hashchange", navigate);
await navigate();
follow(refresh, (up) => (up ? navigate() : ($("state").textContent = "Connection lost; trying again")));
setInterval(() => document.visibilityState === "visible" && shown.screen && refresh(), 30000);
