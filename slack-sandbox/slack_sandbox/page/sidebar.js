// The list of channels, the app, the clock.

import { ask, tries } from "./api.js";
import { freshId, h, notice } from "./dom.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu.js";
import { clockTime, longDay, moment } from "./times.js";

const SIGNS = { public: () => "#", private: () => icon("lock"), mpim: () => icon("people"), im: () => "@" };
const KINDS = { public: "", private: "private", mpim: "group message", im: "" };

function line({ href, sign, name, said, unread = 0, replies = 0, mentioned = false, current, quiet = false }) {
  const news = [unread ? `${unread} unread${mentioned ? ", you are mentioned" : ""}` : "", replies ? `${replies} with new replies` : ""].filter(Boolean).join(", ");
  const badge = unread || replies ? h("span", { class: mentioned ? "count mentioned" : "count", "aria-hidden": "true" }, unread ? `${mentioned ? "@" : ""}${unread > 99 ? "99+" : unread}` : "↳") : null;
  return h(
    "li",
    {},
    h(
      "a",
      { href, "aria-current": current ? "page" : null, class: [unread || replies ? "unread" : "", quiet ? "apart" : ""].join(" ").trim() },
      h("span", { class: "sign", "aria-hidden": "true" }, sign),
      h("span", { class: "name" }, name, said || news ? h("span", { class: "unseen" }, ` (${[said, news].filter(Boolean).join(", ")})`) : null),
      badge,
    ),
  );
}

function group(title, items, ...more) {
  const id = freshId("group");
  return h("section", { "aria-labelledby": id }, h("h2", { id }, title), h("ul", { class: "lines" }, items), ...more);
}

/** The whole side; made anew at each change, unless somebody types in it. */
export function sidebar(shown, route, links) {
  const { channels, app, me } = shown;
  const here = channels.find((channel) => channel.id === route.channelId);
  const of = (channel) => line({ href: links.channel(channel), sign: SIGNS[channel.kind](), name: channel.name, said: channel.archived ? "archived" : KINDS[channel.kind], unread: channel.unread, replies: channel.replies, mentioned: channel.mentioned, current: here === channel && !route.home, quiet: channel.archived });
  const named = channels.filter((channel) => channel.kind !== "im").sort((a, b) => a.name.localeCompare(b.name));
  const joined = named.filter((channel) => channel.joined);
  const others = named.filter((channel) => !channel.joined && !channel.archived);
  const direct = channels.find((channel) => channel.kind === "im" && channel.joined);
  const appLines = [
    app.home ? line({ href: links.home(), sign: "⌂", name: `${app.name} Home`, said: "", current: route.home }) : null,
    app.messages ? line({ href: links.direct(), sign: "@", name: app.name, said: "direct messages", unread: direct?.unread, replies: direct?.replies, current: route.direct }) : null,
  ];
  const rest = others.length ? h("details", { class: "others", open: others.includes(here) }, h("summary", {}, `Other channels (${others.length})`), h("ul", { class: "lines" }, others.map(of))) : null;
  const list = h(
    "div",
    { class: "side-list" },
    group("App", appLines, shortcuts(app, me)),
    group("Channels", joined.map(of), joined.length ? null : h("p", { class: "small" }, "In no channel yet."), rest),
    workspace(me),
  );
  return [list, clock(shown)];
}

function shortcuts(app, me) {
  const all = app.shortcuts.filter((one) => one.type === "global");
  if (!all.length) return null;
  return menuButton({ label: "Shortcuts", items: all.map((one) => ({ label: one.name, description: one.description, run: () => tries("uses_shortcut", { person: me.id, name: one.callback_id }) })), className: "quiet" });
}

async function move(given, words) {
  if (await tries("moves_clock", given)) notice(`The clock moved ${words}.`);
}

function clock(shown) {
  const id = freshId("clock");
  const known = shown.moments.map((one) => h("button", { type: "button", class: "moment", onclick: () => move({ to: one.at }, `to ${one.name}, ${moment(one.at)}`) }, h("span", {}, "Move to: ", h("strong", {}, one.name)), h("small", {}, moment(one.at))));
  return h(
    "section",
    { class: "clock", "aria-labelledby": id },
    h("h2", { id }, "Clock"),
    h("p", { class: "now" }, h("strong", {}, clockTime(shown.now)), h("span", {}, longDay(shown.now))),
    known,
    h("div", { class: "steps" }, h("button", { type: "button", onclick: () => move({ seconds: 3600 }, "on by an hour") }, "+1 hour"), h("button", { type: "button", onclick: () => move({ seconds: 86400 }, "on by a day") }, "+1 day")),
  );
}

/** Adding people and channels, for whoever starts with an empty workspace. */
export function workspace(me) {
  const name = h("input", { type: "text", id: freshId("person"), required: true });
  const channel = h("input", { type: "text", id: freshId("channel"), required: true, pattern: "[a-z0-9_\\-]+" });
  const hidden = h("input", { type: "checkbox", id: freshId("hidden") });
  const bot = h("input", { type: "checkbox", id: freshId("bot"), checked: true });
  const addPerson = async () => {
    const made = await tries("adds_person", { real_name: name.value.trim() });
    if (made) location.hash = `#/${encodeURIComponent(made.name)}`;
  };
  const addChannel = async () => {
    try {
      const about = await ask("about");
      const made = await ask("adds_channel", { name: channel.value.trim(), private: hidden.checked, members: [me.id, ...(bot.checked ? [about.bot_user] : [])] });
      location.hash = `#/${encodeURIComponent(me.name)}/${encodeURIComponent(made.name)}`;
    } catch (error) {
      notice(error.message, { trouble: true });
    }
  };
  const form = (submit, ...parts) => h("form", { onsubmit: (event) => (event.preventDefault(), submit()) }, ...parts);
  return h(
    "details",
    { class: "adding", open: !me },
    h("summary", {}, "Add people and channels"),
    form(addPerson, h("label", { for: name.id }, "Person's name"), name, h("button", { type: "submit" }, "Add person")),
    me ? form(addChannel, h("label", { for: channel.id }, "Channel (small letters and hyphens)"), channel, h("label", { class: "tick-label" }, hidden, " Private"), h("label", { class: "tick-label" }, bot, " With the app in it"), h("button", { type: "submit" }, "Add channel")) : null,
  );
}
