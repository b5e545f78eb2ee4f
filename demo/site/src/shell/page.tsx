import { type ReactNode, StrictMode, useEffect, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { en } from '../texts/en.ts';
import { type Lang, LanguageContext, useLanguage } from '../texts/use-texts.ts';
import { zh } from '../texts/zh.ts';
import { Header, type PageName } from './header.tsx';
import { usePreference } from './preferences.ts';
import { ThemeContext, useThemePreference } from './theme.ts';
import '../styles/base.css';
import '../styles/shell.css';

function Language({ children }: { children: ReactNode }) {
  const [lang, choose] = usePreference<Lang>('scanfill-lang', () =>
    document.documentElement.lang.startsWith('zh') ? 'zh' : 'en',
  );
  useEffect(() => {
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  }, [lang]);
  const value = useMemo(
    () => ({ lang, texts: lang === 'zh' ? zh : en, toggle: () => choose(lang === 'zh' ? 'en' : 'zh') }),
    [lang, choose],
  );
  return <LanguageContext value={value}>{children}</LanguageContext>;
}

function Theme({ children }: { children: ReactNode }) {
  const [theme, choose] = useThemePreference();
  const value = useMemo(() => ({ theme, choose }), [theme, choose]);
  return <ThemeContext value={value}>{children}</ThemeContext>;
}

function Footer() {
  const { texts } = useLanguage();
  return (
    <footer className="footer">
      <p>{texts.footer}</p>
      <p className="footer-mrz" aria-hidden="true">
        P&lt;UTOSCANFILL&lt;&lt;DEMO&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;&lt;
      </p>
    </footer>
  );
}

/** Keeps the document's title in the page's language. */
function Title({ page }: { page: PageName }) {
  const { texts } = useLanguage();
  const name = { signup: texts.signupTitle, cards: texts.navCards }[page];
  useEffect(() => {
    document.title = `${name} – Scanfill`;
  }, [name]);
  return null;
}

/** Renders a page between the demo's header and footer. */
export function mountPage(name: PageName, content: ReactNode): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no element with the id "root".');
  createRoot(root).render(
    <StrictMode>
      <Language>
        <Title page={name} />
        <Theme>
          <Header page={name} />
          {content}
          <Footer />
        </Theme>
      </Language>
    </StrictMode>,
  );
}
