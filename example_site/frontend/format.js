/** How dates, sizes, ages and counts read in words. */
import { LOCALE, t } from "./texts.js";

const DAY = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "long", year: "numeric" });
const DATE_ONLY = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const MOMENT = new Intl.DateTimeFormat(LOCALE, { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
const SPAN = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "long", year: "numeric" });
const WEEKDAY = new Intl.DateTimeFormat(LOCALE, { weekday: "long", timeZone: "UTC" });
const REGIONS = new Intl.DisplayNames([LOCALE], { type: "region" });

/**
 * "3 March 2026". A date without a time is the same day everywhere.
 * @param {string|null|undefined} iso
 */
export function day(iso) {
  if (!iso) return "";
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return "";
  return (iso.length === 10 ? DATE_ONLY : DAY).format(date);
}

/**
 * "Tuesday 3 March at 20:00 GMT", by the reader's own clock.
 * @param {string} iso
 */
export function moment(iso) {
  return MOMENT.format(new Date(iso));
}

/**
 * "3–10 March 2026"
 * @param {string} from
 * @param {string} to
 */
export function span(from, to) {
  return SPAN.formatRange(new Date(from), new Date(to));
}

/**
 * The name of a day in the reader's language.
 * @param {import("./types.js").Weekday} name
 */
export function weekday(name) {
  const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
  return WEEKDAY.format(Date.UTC(2024, 0, 1 + days.indexOf(name))); // that first of January was a Monday
}

/** @param {number} minutes */
export function readingTime(minutes) {
  return t("{minutes} min read", { minutes: Math.max(1, minutes || 1) });
}

/**
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
export function counted(count, one, many = `${one}s`) {
  return `${count.toLocaleString(LOCALE)} ${t(count === 1 ? one : many)}`;
}

/** @param {number} bytes */
export function fileSize(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1e6) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** @param {{ filename: string, mime_type: string }} file */
export function fileKind(file) {
  const extension = file.filename.includes(".") ? file.filename.split(".").pop() : "";
  return (extension || file.mime_type.split("/").pop() || "file").toUpperCase();
}

/** @param {number} months */
export function age(months) {
  if (months === 0) return t("At birth");
  if (months < 24) return t("Around {age}", { age: counted(months, "month") });
  return months % 12 ? t("Around {age}", { age: `${(months / 12).toLocaleString(LOCALE, { maximumFractionDigits: 1 })} ${t("years")}` }) : t("Around {age}", { age: counted(months / 12, "year") });
}

/** @param {string} code ISO 3166-1 alpha-2 */
export function country(code) {
  try {
    return REGIONS.of(code.toUpperCase()) ?? code;
  } catch {
    return code;
  }
}

/**
 * "A", "A and B", "A, B and C"
 * @template T
 * @param {T[]} items
 * @returns {(T|string)[]}
 */
export function joined(items) {
  return items.flatMap((item, index) => {
    if (index === 0) return [item];
    return [index === items.length - 1 ? ` ${t("and")} ` : ", ", item];
  });
}

/** @param {string} name */
export function initials(name) {
  const words = name.replace(/^(dr|prof|professor|mrs?|ms)\.?\s+/i, "").trim().split(/\s+/);
  return [words[0], words.length > 1 ? words[words.length - 1] : ""].map((word) => (word ?? "").charAt(0)).join("").toUpperCase();
}
