/**
 * Small flat drawings. They take four colours from the style sheet: `d1` deep, `d2` warm,
 * `d3` pale, `d4` gold, so that they fit the light and the dark ground.
 */

/** @param {string} shapes on a grid of 160 by 120 */
const svg = (shapes) => `<svg class="drawing" viewBox="0 0 160 120" aria-hidden="true" focusable="false">${shapes}</svg>`;

export const STAGE_DRAWINGS = {
  pregnancy: svg(`
    <circle class="d3" cx="80" cy="62" r="46"/>
    <path class="d4" d="M104 34a13 13 0 1 1-15-17 10.5 10.5 0 0 0 15 17Z"/>
    <path class="d2" d="M46 92c8-10 20-14 34-14s26 4 34 14a46 46 0 0 1-68 0Z"/>
    <path class="s1" d="M80 80V50"/>
    <path class="d1" d="M80 62c-13 1-20-6-20-17 12-1 20 5 20 17ZM80 54c0-12 7-19 20-19 1 13-7 19-20 19Z"/>`),
  newborn: svg(`
    <path class="d4" d="M122 14a17 17 0 1 0 17 24 14 14 0 0 1-17-24Z"/>
    <circle class="d3" cx="40" cy="26" r="3"/><circle class="d3" cx="62" cy="14" r="2.2"/><circle class="d3" cx="22" cy="46" r="2.2"/>
    <path class="d3" d="M30 66c0-14 12-24 26-24 10 0 16 6 24 10l50 14Z"/>
    <circle class="d2" cx="54" cy="56" r="12"/>
    <path class="s1 thin" d="M49 57c1.5 2 3.5 2 5 0M57 57c1.5 2 3.5 2 5 0"/>
    <path class="d1" d="M22 64h116c-2 22-12 34-30 34H52c-18 0-28-12-30-34Z"/>
    <path class="s3 thin" d="M44 64c2 12 5 22 10 34M80 64v34M116 64c-2 12-5 22-10 34M26 80h108"/>
    <path class="s1" d="M40 106c20 8 60 8 80 0"/>`),
  rattle: svg(`
    <path class="s3 thick" d="m74 70-30 34"/>
    <circle class="d1" cx="40" cy="106" r="9"/>
    <circle class="d2" cx="92" cy="48" r="33"/>
    <path class="d3" d="M62 35c18 10 42 12 60-1a33 33 0 0 1 3 13c-20 13-46 12-65 2 0-5 .5-10 2-14Z"/>
    <circle class="d4" cx="80" cy="26" r="4.5"/><circle class="d4" cx="104" cy="26" r="4.5"/><circle class="d1" cx="82" cy="66" r="4.5"/><circle class="d1" cx="104" cy="65" r="4.5"/>
    <path class="s1 thin" d="M134 22c5 6 8 13 9 20M144 14c6 8 9 16 10 26"/>`),
  bowl: svg(`
    <path class="s1 thin" d="M62 40c-6-7 6-11 0-19M82 36c-6-7 6-11 0-19"/>
    <path class="s2 thick" d="M104 62 138 18"/>
    <ellipse class="d2" cx="139" cy="18" rx="9" ry="12" transform="rotate(38 139 18)"/>
    <ellipse class="d4" cx="74" cy="60" rx="46" ry="11"/>
    <path class="d1" d="M22 58h104c0 28-18 46-40 46H62c-22 0-40-18-40-46Z"/>
    <path class="d3" d="M30 74h88c-2 5-4 9-7 13H37c-3-4-5-8-7-13Z"/>
    <circle class="d2" cx="60" cy="55" r="6"/><circle class="d3" cx="82" cy="56" r="5"/>`),
  rings: svg(`
    <path class="d3" d="M74 18h12v84H74z"/><circle class="d4" cx="80" cy="17" r="11"/>
    <rect class="d2" x="58" y="30" width="44" height="18" rx="9"/>
    <rect class="d3" x="50" y="49" width="60" height="18" rx="9"/>
    <rect class="d4" x="42" y="68" width="76" height="18" rx="9"/>
    <rect class="d1" x="32" y="87" width="96" height="19" rx="9.5"/>`),
  kite: svg(`
    <path class="d2" d="M92 10 62 52l36 32Z"/><path class="d4" d="m92 10 38 36-32 38Z"/>
    <path class="d1" d="m62 52 33-2 35-4-32 38Z" opacity=".85"/>
    <path class="d3" d="m95 50 35-4-32 38Z"/>
    <path class="s1 thin" d="M98 84c-10 22-26 2-38 14-8 8-18 4-30 10"/>
    <path class="d2" d="m72 90 8 8-11 2ZM44 97l10 5-8 7Z"/>`),
  satchel: svg(`
    <path class="s1" d="M62 34V24c0-8 5-12 12-12h12c7 0 12 4 12 12v10"/>
    <path class="d2" d="M40 52c0-14 10-24 26-24h28c16 0 26 10 26 24v54H40Z"/>
    <path class="d1" d="M36 104h88v6a3 3 0 0 1-3 3H39a3 3 0 0 1-3-3Z"/>
    <rect class="d3" x="52" y="62" width="56" height="36" rx="7"/>
    <path class="s1 thin" d="M52 75h56"/><rect class="d4" x="73" y="70" width="14" height="12" rx="3"/>
    <rect class="d4" x="66" y="40" width="28" height="8" rx="4"/>`),
  headphones: svg(`
    <path class="s1 thick" d="M40 74V62a40 40 0 0 1 80 0v12"/>
    <rect class="d2" x="28" y="62" width="26" height="42" rx="12"/><rect class="d2" x="106" y="62" width="26" height="42" rx="12"/>
    <rect class="d4" x="46" y="68" width="10" height="30" rx="5"/><rect class="d4" x="104" y="68" width="10" height="30" rx="5"/>
    <path class="s3" d="M72 92V66l20-5v26"/><circle class="d3" cx="67" cy="92" r="6.5"/><circle class="d3" cx="87" cy="87" r="6.5"/>`),
};

export const LOST_MOON = svg(`
  <circle class="d3" cx="80" cy="60" r="52"/>
  <path class="d4" d="M98 26a38 38 0 1 0 22 54 32 32 0 0 1-22-54Z"/>
  <circle class="d2" cx="118" cy="36" r="4"/><circle class="d2" cx="134" cy="60" r="2.8"/><circle class="d2" cx="32" cy="26" r="3"/>
  <path class="s1 thin" d="M66 62c3 3 6 3 9 0M84 68c3 3 6 3 9 0M74 82c4-3 8-3 12 0"/>`);

export const EMPTY_BOWL = svg(`
  <ellipse class="d3" cx="80" cy="104" rx="60" ry="7"/>
  <path class="d1" d="M28 52h104c0 28-18 48-40 48H68c-22 0-40-20-40-48Z"/>
  <ellipse class="d3" cx="80" cy="52" rx="52" ry="12"/>
  <ellipse class="d4" cx="80" cy="53" rx="42" ry="8"/>
  <path class="s2 thick" d="M98 50 134 14"/>`);

export const UNPLUGGED = svg(`
  <ellipse class="d3" cx="80" cy="106" rx="62" ry="7"/>
  <path class="s1" d="M8 84c22 8 32-16 52-14M100 70c22-4 30 20 52 12"/>
  <rect class="d2" x="44" y="56" width="24" height="28" rx="7"/><path class="s2" d="M68 63h9M68 77h9"/>
  <rect class="d1" x="90" y="54" width="24" height="32" rx="7"/>
  <path class="d4" d="M80 10a15 15 0 1 0 15 21 12 12 0 0 1-15-21Z"/>`);
