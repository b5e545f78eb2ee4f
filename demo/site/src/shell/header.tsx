import { useLanguage } from '../texts/use-texts.ts';
import { ModeBar } from './mode-bar.tsx';
import { type Theme, useTheme } from './theme.ts';

/** The demo's pages with the shared header. */
export type PageName = 'signup' | 'cards';

const nextTheme: Readonly<Record<Theme, Theme>> = { auto: 'light', light: 'dark', dark: 'auto' };

const themeIcons: Readonly<Record<Theme, string>> = {
  auto: 'M12 3a9 9 0 1 0 0 18Z',
  light:
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2v2M12 20v2M2 12h2M20 12h2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4',
  dark: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z',
};

/** Product name, examples, language and theme, and what runs behind the page. */
export function Header({ page }: { page: PageName }) {
  const { texts, lang, toggle } = useLanguage();
  const { theme, choose } = useTheme();
  const themeName = { auto: texts.themeAuto, light: texts.themeLight, dark: texts.themeDark }[theme];
  const current = (name: PageName) => (page === name ? ('page' as const) : undefined);
  return (
    <>
      <a className="skip" href="#main">
        {texts.skip}
      </a>
      <header className="header">
        <div className="header-row">
          <a className="brand" href="/">
            <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
              <path d="M3 11V8a4 4 0 0 1 4-4h3M22 4h3a4 4 0 0 1 4 4v3M29 21v3a4 4 0 0 1-4 4h-3M10 28H7a4 4 0 0 1-4-4v-3" />
              <path d="M9 12.5h14M9 19.5h8" />
            </svg>
            Scanfill
          </a>
          <nav className="nav" aria-label={texts.navLabel}>
            <a href="/" aria-current={current('signup')}>
              {texts.navSignup}
            </a>
            <a href="/cards" aria-current={current('cards')}>
              {texts.navCards}
            </a>
            <a href="/partner.html">{texts.navPartner}</a>
            <a href="/iframe.html">{texts.navIframe}</a>
          </nav>
          <div className="header-tools">
            <button
              type="button"
              className="tool"
              onClick={toggle}
              title={texts.languageTitle}
              lang={lang === 'zh' ? 'en' : 'zh-CN'}
            >
              {texts.language}
            </button>
            <button
              type="button"
              className="tool tool-icon"
              onClick={() => choose(nextTheme[theme])}
              title={themeName}
              aria-label={themeName}
            >
              <svg viewBox="0 0 24 24" aria-hidden="true" data-theme-icon={theme}>
                {theme === 'auto' && <circle cx="12" cy="12" r="9" />}
                <path d={themeIcons[theme]} />
              </svg>
            </button>
          </div>
        </div>
      </header>
      <ModeBar />
    </>
  );
}
