import { chooseLang, chooseTheme, langNow, type Theme, themeNow, watchChoices } from '../shell/choices.ts';
import { readMode } from '../shell/mode.ts';
import type { Texts } from '../texts/en.ts';
import { textsOf } from '../texts/texts-of.ts';
import styles from './bar.css?inline';
import { pages } from './pages.ts';

const nextTheme: Readonly<Record<Theme, Theme>> = { auto: 'light', light: 'dark', dark: 'auto' };

const markup = `
<a class="skip" href="#main"></a>
<header class="header">
  <div class="header-row">
    <a class="brand" href="/">
      <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
        <path d="M3 11V8a4 4 0 0 1 4-4h3M22 4h3a4 4 0 0 1 4 4v3M29 21v3a4 4 0 0 1-4 4h-3M10 28H7a4 4 0 0 1-4-4v-3" />
        <path d="M9 12.5h14M9 19.5h8" />
      </svg>
      Scanfill
    </a>
    <nav class="nav">${pages.map(({ name, path }) => `<a data-page="${name}" href="${path}"></a>`).join('')}</nav>
    <div class="header-tools">
      <button type="button" class="tool" data-choice="lang"></button>
      <button type="button" class="tool" data-choice="theme">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <g data-theme-icon="auto"><circle cx="12" cy="12" r="9" /><path d="M12 3a9 9 0 1 0 0 18Z" /></g>
          <path data-theme-icon="light" d="M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2v2M12 20v2M2 12h2M20 12h2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4" />
          <path data-theme-icon="dark" d="M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z" />
        </svg>
      </button>
    </div>
  </div>
</header>
<aside class="mode"><strong></strong> <span></span></aside>`;

/**
 * `<demo-bar page="cards">`: the demo's pages, language and theme, and what runs behind them, over each page alike. In
 * a shadow tree, so that the looks of a partner's page and of the bar leave each other alone.
 */
class DemoBar extends HTMLElement {
  #unwatch = (): void => {};

  connectedCallback(): void {
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    shadow.adoptedStyleSheets = [sheet];
    shadow.innerHTML = markup;
    this.#find(`[data-page="${this.getAttribute('page')}"]`)?.setAttribute('aria-current', 'page');
    this.#find('[data-choice=lang]')?.addEventListener('click', () => chooseLang(langNow() === 'zh' ? 'en' : 'zh'));
    this.#find('[data-choice=theme]')?.addEventListener('click', () => chooseTheme(nextTheme[themeNow()]));
    this.#unwatch = watchChoices(() => this.#tell());
    this.#tell();
  }

  disconnectedCallback(): void {
    this.#unwatch();
  }

  #find(selector: string): HTMLElement | null | undefined {
    return this.shadowRoot?.querySelector<HTMLElement>(selector);
  }

  /** Every text in the language in force, in its place: a button keeps the focus while its words change. */
  #tell(): void {
    const lang = langNow();
    const texts = textsOf(lang);
    const say = (selector: string, words: string): HTMLElement | null | undefined => {
      const element = this.#find(selector);
      if (element) element.textContent = words;
      return element;
    };
    say('.skip', texts.skip);
    this.#find('nav')?.setAttribute('aria-label', texts.navLabel);
    for (const { name, title } of pages) say(`[data-page=${name}]`, texts[title]);
    const language = say('[data-choice=lang]', texts.language);
    language?.setAttribute('title', texts.languageTitle);
    language?.setAttribute('lang', lang === 'zh' ? 'en' : 'zh-CN');
    const theme = themeNow();
    const themeName = { auto: texts.themeAuto, light: texts.themeLight, dark: texts.themeDark }[theme];
    const themes = this.#find('[data-choice=theme]');
    themes?.setAttribute('title', themeName);
    themes?.setAttribute('aria-label', themeName);
    this.dataset.theme = theme;
    const [kind, name, detail] = modeWords(texts);
    this.#find('.mode')?.setAttribute('data-kind', kind);
    this.#find('.mode')?.setAttribute('aria-label', name);
    say('.mode strong', name);
    say('.mode span', detail);
  }
}

/** What reads the photos: the stand-in on this machine, or the real Green, where each photo is billed. */
function modeWords(texts: Texts): readonly [kind: string, name: string, detail: string] {
  const { upstream, endpoint = 'Green', problem } = readMode();
  if (problem !== undefined) return ['problem', texts.modeProblem, problem];
  if (upstream === 'green') return ['green', texts.modeGreen, texts.modeGreenDetail(endpoint)];
  return ['stand-in', texts.modeStandIn, texts.modeStandInDetail];
}

customElements.define('demo-bar', DemoBar);
