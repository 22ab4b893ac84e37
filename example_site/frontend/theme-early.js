// Runs before the first paint, so that a dark page never flashes white. A plain script on purpose.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("small-hours:theme");
  } catch {
    // Without storage the system's wish decides.
  }
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
