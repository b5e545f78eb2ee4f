/**
 * Lets a page without a bundler speak the visitor's language, as the demo's bar has it: its English stands in the page,
 * `chinese` holds the rest by the names in `data-text`, and its title under `title`. `changed` is told language and
 * theme, at once and whenever either is chosen anew.
 */
export function speak(chinese, changed) {
  const root = document.documentElement;
  const spoken = [...document.querySelectorAll('[data-text]')].map((element) => ({
    element,
    en: element.textContent,
    zh: chinese[element.dataset.text],
  }));
  const { title } = document;
  const tell = () => {
    const isChinese = root.lang.startsWith('zh');
    for (const { element, en, zh } of spoken) element.textContent = isChinese ? zh : en;
    document.title = isChinese ? chinese.title : title;
    changed({ lang: isChinese ? 'zh' : 'en', theme: root.dataset.theme ?? 'auto' });
  };
  new MutationObserver(tell).observe(root, { attributeFilter: ['lang', 'data-theme'] });
  tell();
}
