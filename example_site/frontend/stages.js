/** Life stages: their order, and the drawing that stands for each. */
import { STAGE_DRAWINGS } from "./drawings.js";

/** @import { Stage } from "./types.js" */

const BEFORE_BIRTH = -10;

/** @param {Stage} stage months after birth; below 0 in pregnancy */
function start(stage) {
  if (stage.from_months !== null) return stage.from_months;
  if (stage.from_weeks !== null) return BEFORE_BIRTH + stage.from_weeks / 4.4;
  return Infinity;
}

/**
 * @template {Stage} T
 * @param {T[]} stages
 * @returns {T[]}
 */
export function byAge(stages) {
  return [...stages].sort((a, b) => start(a) - start(b) || a.name.localeCompare(b.name));
}

/** The markup of the drawing for a stage. @param {Stage} stage */
export function stageDrawing(stage) {
  const months = start(stage);
  if (months < 0) return STAGE_DRAWINGS.pregnancy;
  if (months < 3) return STAGE_DRAWINGS.newborn;
  if (months < 6) return STAGE_DRAWINGS.rattle;
  if (months < 12) return STAGE_DRAWINGS.bowl;
  if (months < 24) return STAGE_DRAWINGS.rings;
  if (months < 60 && (stage.to_months ?? 0) <= 72) return STAGE_DRAWINGS.kite;
  if (months < 132) return STAGE_DRAWINGS.satchel;
  return STAGE_DRAWINGS.headphones;
}
