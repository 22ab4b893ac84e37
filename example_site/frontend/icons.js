/** Line icons in one hand: 24 px grid, round ends, the colour of the text beside them. */
import { drawing } from "./dom.js";

const PATHS = {
  search: '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
  moon: '<path d="M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5Z"/>',
  sun: '<circle cx="12" cy="12" r="4.2"/><path d="M12 2.5v2.2M12 19.3v2.2M2.5 12h2.2M19.3 12h2.2M5.3 5.3l1.5 1.5M17.2 17.2l1.5 1.5M18.7 5.3l-1.5 1.5M6.8 17.2l-1.5 1.5"/>',
  check: '<path d="m4.5 12.5 5 5 10-11"/>',
  cross: '<path d="m6 6 12 12M18 6 6 18"/>',
  reviewed: '<path d="M12 2.8 19.5 6v5.6c0 4.6-3 8-7.5 9.6-4.5-1.6-7.5-5-7.5-9.6V6Z"/><path d="m8.6 11.8 2.5 2.5 4.5-4.8"/>',
  clock: '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.3l3.5 2"/>',
  bulb: '<path d="M9 18h6M10 21h4M12 3a6.2 6.2 0 0 0-3.5 11.3c.5.4.8 1 .8 1.7h5.4c0-.7.3-1.3.8-1.7A6.2 6.2 0 0 0 12 3Z"/>',
  warning: '<path d="M12 3.5 22 20.5H2Z"/><path d="M12 10v5M12 17.7v.1"/>',
  info: '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5v.1"/>',
  telephone: '<path d="M6.5 3.5 10 4l1 4.5-2.3 1.8a12 12 0 0 0 5 5L15.5 13l4.5 1 .5 3.5c0 1.7-1.3 3-3 3A14 14 0 0 1 3.5 6.5c0-1.7 1.3-3 3-3Z"/>',
  urgent: '<circle cx="12" cy="12" r="9"/><path d="M12 6.5v7M12 17v.1"/>',
  emergency: '<path d="M8 2.5h8l5.5 5.5v8L16 21.5H8L2.5 16V8Z"/><path d="M12 7v6M12 16.5v.1"/>',
  play: '<path d="M7 4.5v15l12.5-7.5Z" fill="currentColor"/>',
  sound: '<path d="M4 9.5v5h3.5L12 19V5L7.5 9.5ZM15.5 9a4.3 4.3 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11"/>',
  download: '<path d="M12 3.5v12M7 11l5 5 5-5M4.5 20.5h15"/>',
  print: '<path d="M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7Z"/>',
  out: '<path d="M13.5 4H20v6.5M20 4l-9.5 9.5M17 14v6H4V7h6"/>',
  flag: '<path d="M5.5 21V4M5.5 4.5c4-2.5 8 2.5 13 0v9c-5 2.5-9-2.5-13 0"/>',
  list: '<path d="M8.5 6H20M8.5 12H20M8.5 18H20M4 6h.1M4 12h.1M4 18h.1"/>',
  eye: '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z"/><circle cx="12" cy="12" r="3"/>',
  chevron: '<path d="m6 9.5 6 6 6-6"/>',
  arrow: '<path d="M4 12h16M14 6l6 6-6 6"/>',
  calendar: '<rect x="3.5" y="5" width="17" height="15.5" rx="2.5"/><path d="M3.5 10h17M8 2.8v4M16 2.8v4"/>',
  heart: '<path d="M12 20.2 4.4 12.6a4.8 4.8 0 0 1 6.8-6.8l.8.8.8-.8a4.8 4.8 0 0 1 6.8 6.8Z"/>',
  plus: '<path d="M12 4.5v15M4.5 12h15"/>',
  tag: '<path d="M3.5 12.5v-9h9l8 8-9 9ZM8 8h.1"/>',
};

/** @typedef {keyof typeof PATHS} IconName */

/** @param {IconName} name */
export function icon(name) {
  return drawing(`<svg class="icon icon-${name}" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${PATHS[name]}</svg>`);
}
