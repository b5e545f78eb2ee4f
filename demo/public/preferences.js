// Runs before the first paint, so that a chosen theme or language never flashes the other one.
(() => {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem('scanfill-theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    const lang = localStorage.getItem('scanfill-lang') ?? (navigator.language.startsWith('zh') ? 'zh' : 'en');
    root.lang = lang === 'zh' ? 'zh-CN' : 'en';
  } catch {
    // Storage may be forbidden; the system's theme and English serve.
  }
})();
