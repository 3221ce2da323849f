// Runs before the first paint, so that a chosen scheme does not flash. A file of its own: the policy allows no inline script.
(() => {
  let chosen = 'auto';
  try {
    chosen = localStorage.getItem('nova-colour-scheme') || 'auto';
  } catch {
    // Storage is blocked: the system's scheme it is.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  const root = document.documentElement;
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  root.style.backgroundColor = dark ? '#0e1116' : '#f7f8fa';
})();
