/** Where to get help, and how soon. The three levels differ by colour, icon and word. */
import { h, richText } from "../dom.js";
import { country } from "../format.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";

/** @import { IconName } from "../icons.js" */
/** @import { CareCardValue, HelplineValue } from "../types.js" */

/** @type {Record<CareCardValue["level"], { word: string, icon: IconName }>} */
const LEVELS = {
  non_urgent: { word: t("Non-urgent: see someone soon"), icon: "info" },
  urgent: { word: t("Urgent: get advice today"), icon: "urgent" },
  emergency: { word: t("Emergency: call now"), icon: "emergency" },
};

/** @param {string} number */
const dial = (number) => `tel:${number.replace(/[^\d+*#]/g, "")}`;

/** @param {CareCardValue} value */
export function careCard(value) {
  // A level that this site does not know yet is shown at its loudest, never hidden.
  const level = LEVELS[value.level] ? value.level : "emergency";
  return h("section", { class: `care-card care-${level}`, "aria-label": `${LEVELS[level].word}. ${value.heading}` },
    h("p", { class: "care-level" }, icon(LEVELS[level].icon), LEVELS[level].word),
    h("div", { class: "care-text" },
      h("h2", { class: "box-title" }, value.heading),
      richText(value.text),
      value.phone || value.link_url ? h("p", { class: "care-actions" },
        value.phone && h("a", { class: "care-phone", href: dial(value.phone) }, icon("telephone"), h("span", null, value.phone_label && `${value.phone_label}: `, h("strong", null, value.phone))),
        value.link_url && h("a", { href: value.link_url, rel: "noopener" }, value.link_label || value.link_url)) : null));
}

/** @param {HelplineValue} value */
export function helpline({ name, number, hours, country: code, url }) {
  return h("aside", { class: "helpline", "aria-label": name },
    icon("telephone"),
    h("div", null,
      h("p", { class: "helpline-name" }, url ? h("a", { href: url, rel: "noopener" }, name) : name),
      h("p", { class: "helpline-hours" }, [code && country(code), hours].filter(Boolean).join(" · "))),
    number && h("a", { class: "helpline-number", href: dial(number), "aria-label": t("Call {name}: {number}", { name, number }) }, number));
}
