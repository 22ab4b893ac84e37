/** Pictures, video, sound, files, and cards of other articles. */
import { inlineCard } from "../cards.js";
import { h, richText, safeUrl } from "../dom.js";
import { fileKind, fileSize } from "../format.js";
import { icon } from "../icons.js";
import { figure } from "../picture.js";
import { t } from "../texts.js";

/** @import { ArticleCardValue, AudioValue, DownloadValue, EmbedValue, Picture } from "../types.js" */

const SIZES = "(min-width: 760px) 680px, 92vw";

/** @param {Picture} value */
export function image(value) {
  return figure(value, { sizes: SIZES });
}

/** @param {string} text */
function transcript(text) {
  if (!text) return null;
  return h("details", { class: "transcript" }, h("summary", null, icon("chevron"), h("span", null, t("Transcript"))), richText(text));
}

/** Nothing of the provider is loaded before the reader asks for it. @param {EmbedValue} value */
export function embed(value) {
  const provider = value.provider || new URL(value.url, location.href).hostname;
  const title = value.title || t("Video");
  return h("figure", { class: "embed" }, value.embed_url ? player(value.embed_url, title, provider) : outside(value.url, title, provider), transcript(value.transcript));
}

/**
 * @param {string} url
 * @param {string} title
 * @param {string} provider
 */
function player(url, title, provider) {
  const frame = h("div", { class: "embed-frame" });
  const start = () => {
    const video = h("iframe", { title, src: safeUrl(url), allow: "autoplay; encrypted-media; fullscreen; picture-in-picture", allowfullscreen: true, referrerpolicy: "strict-origin-when-cross-origin", tabindex: 0 });
    frame.replaceChildren(video);
    video.focus();
  };
  frame.append(h("button", { class: "embed-start", type: "button", onclick: start },
    h("span", { class: "embed-play" }, icon("play")),
    h("span", { class: "embed-title" }, h("span", { class: "visually-hidden" }, t("Play the video: ")), title),
    h("span", { class: "embed-note" }, t("Plays from {provider}, which will then see that you are here.", { provider }))));
  return frame;
}

/**
 * @param {string} url
 * @param {string} title
 * @param {string} provider
 */
function outside(url, title, provider) {
  return h("p", { class: "embed-link" }, icon("out"), h("span", null, h("a", { href: url, rel: "noopener" }, title), h("span", { class: "quiet" }, t(" Video on {provider}", { provider }))));
}

/** @param {AudioValue} value */
export function audio({ title, file, transcript: text }) {
  const label = title || file.title;
  return h("figure", { class: "audio" },
    h("figcaption", null, icon("sound"), label),
    h("audio", { controls: true, preload: "none", src: safeUrl(file.url), "aria-label": label }),
    transcript(text));
}

/** @param {DownloadValue} value */
export function download({ title, file }) {
  return h("p", { class: "download" }, h("a", { href: file.url, download: file.filename || true },
    icon("download"), h("span", { class: "download-title" }, title || file.title), h("span", { class: "download-size" }, file.size_bytes === null ? fileKind(file) : `${fileKind(file)}, ${fileSize(file.size_bytes)}`)));
}

/** @param {ArticleCardValue} value */
export function articleCard(value) {
  return inlineCard(value, t("Read also"));
}
