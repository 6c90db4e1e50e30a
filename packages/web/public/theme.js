// Runs before the first paint, so that no page flashes in the other theme.
(() => {
  let choice = null;
  try {
    choice = localStorage.getItem("reeve.theme");
  } catch {
    // Storage is blocked: follow the system.
  }
  const isDark =
    choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
  try {
    const looks = JSON.parse(localStorage.getItem("reeve.looks") || "{}");
    for (const name of ["palette", "density"]) {
      if (typeof looks[name] === "string") document.documentElement.dataset[name] = looks[name];
    }
  } catch {
    // As it comes.
  }
  const colour = document.querySelector('meta[name="theme-color"]');
  if (colour) colour.setAttribute("content", isDark ? "#101114" : "#ffffff");
})();
