/** How long it still takes: words that keep up with the clock, and are never read out by themselves. */
import { h } from "./dom.js";
import { counted } from "./format.js";
import { t } from "./texts.js";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * @param {string} until ISO 8601
 * @param {(time: string) => string} words what to say with the time that is left
 * @param {() => void} whenOver
 */
export function countdown(until, words, whenOver) {
  const end = Date.parse(until);
  const element = h("span", { class: "countdown" });
  const tick = () => {
    const left = end - Date.now();
    if (left > 0) {
      element.textContent = words(time(left));
      setTimeout(() => element.isConnected && tick(), left > HOUR ? MINUTE : SECOND);
    } else if (element.isConnected) whenOver();
  };
  tick();
  return element;
}

/** "8 days", "1 day 5 hours", "5 hours 12 minutes", "12 minutes 40 seconds" @param {number} left */
function time(left) {
  if (left >= 2 * DAY) return counted(Math.floor(left / DAY), "day");
  if (left >= DAY) return both(counted(1, "day"), Math.floor((left - DAY) / HOUR), "hour");
  if (left >= HOUR) return both(counted(Math.floor(left / HOUR), "hour"), Math.floor((left % HOUR) / MINUTE), "minute");
  const seconds = Math.ceil(left / SECOND);
  return seconds >= 60 ? both(counted(Math.floor(seconds / 60), "minute"), seconds % 60, "second") : counted(seconds, "second");
}

/**
 * @param {string} first
 * @param {number} count
 * @param {string} unit
 */
function both(first, count, unit) {
  return count ? t("{first} {second}", { first, second: counted(count, unit) }) : first;
}
