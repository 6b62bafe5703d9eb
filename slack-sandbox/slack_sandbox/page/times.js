// Dates and times in the zone of whoever is looking, as GOV.UK writes them: "10am on Friday 14 November 2025".

let zone = "Europe/London";

/** Everything is told in this time zone from now on. */
export function useZone(name) {
  zone = name || zone;
}

export function currentZone() {
  return zone;
}

const made = new Map();

function parts(seconds, options) {
  const key = JSON.stringify([zone, options]);
  if (!made.has(key)) made.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }));
  return Object.fromEntries(made.get(key).formatToParts(new Date(seconds * 1000)).map((part) => [part.type, part.value]));
}

/** 10am, 5:30pm, midday, midnight. */
export function clockTime(seconds) {
  const { hour, minute } = parts(seconds, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const number = Number(hour);
  const minutes = minute === "00" ? "" : `:${minute}`;
  if (!minutes && number === 12) return "midday";
  if (!minutes && number === 0) return "midnight";
  return `${number % 12 || 12}${minutes}${number < 12 ? "am" : "pm"}`;
}

/** Friday 14 November 2025. */
export function longDay(seconds) {
  const { weekday, day, month, year } = parts(seconds, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  return `${weekday} ${day} ${month} ${year}`;
}

/** 14 November 2025. */
export function shortDay(seconds) {
  const { day, month, year } = parts(seconds, { day: "numeric", month: "long", year: "numeric" });
  return `${day} ${month} ${year}`;
}

/** 10am on Friday 14 November 2025. */
export function moment(seconds) {
  return `${clockTime(seconds)} on ${longDay(seconds)}`;
}

/** 20 Nov 14:03:07, for the inspector. */
export function logTime(seconds) {
  const { day, month } = parts(seconds, { day: "numeric", month: "short" });
  return `${day} ${month} ${exactTime(seconds).slice(0, 8)}`;
}

/** 14:03:07.250. */
export function exactTime(seconds) {
  const { hour, minute, second } = parts(seconds, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  return `${hour}:${minute}:${second}.${String(Math.floor((seconds % 1) * 1000)).padStart(3, "0")}`;
}

/** The value of a datetime-local input for a moment, in the zone of whoever is looking. */
export function toLocalInput(seconds) {
  const { year, month, day, hour, minute } = parts(seconds, {
    year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

/** The moment that a datetime-local input means in that zone. */
export function fromLocalInput(value) {
  const guess = Date.parse(`${value}:00Z`) / 1000;
  if (Number.isNaN(guess)) return null;
  const shown = Date.parse(`${toLocalInput(guess)}:00Z`) / 1000;
  const first = guess - (shown - guess);
  const again = Date.parse(`${toLocalInput(first)}:00Z`) / 1000;
  return first - (again - guess);
}

/** A <!date^…> format or a rich text date, filled in. */
export function dateFormat(seconds, format) {
  const day = longDay(seconds);
  const date = { date: shortDay(seconds), date_num: toLocalInput(seconds).slice(0, 10), date_short: shortDay(seconds), date_long: day };
  const words = {
    ...date, date_pretty: date.date, date_short_pretty: date.date, date_long_pretty: day, date_long_full: day,
    day_divider_pretty: day, time: clockTime(seconds), time_secs: exactTime(seconds).slice(0, 8), ago: moment(seconds),
  };
  return format.replace(/\{(\w+)\}/g, (whole, name) => words[name] ?? whole);
}
