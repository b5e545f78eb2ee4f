import { type ReactNode, StrictMode, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import '../bar/demo-bar.ts';
import type { Texts } from '../texts/en.ts';
import { useLanguage } from '../texts/use-texts.ts';
import '../styles/base.css';
import '../styles/shell.css';

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

/** Texts that name a page. */
type TitleKey = 'signupTitle' | 'navCards' | 'liveTitle' | 'operatorTitle' | 'notFoundTitle';

/** Keeps the document's title in the page's language. */
function Title({ title }: { readonly title: TitleKey }) {
  const { texts } = useLanguage();
  const name: Texts[TitleKey] = texts[title];
  useEffect(() => {
    document.title = `${name} – Scanfill`;
  }, [name]);
  return null;
}

/** Renders a page's content and footer below the demo's bar, which stands in the page itself. */
export function mountPage(title: TitleKey, content: ReactNode): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no element with the id "root".');
  createRoot(root).render(
    <StrictMode>
      <Title title={title} />
      {content}
      <Footer />
    </StrictMode>,
  );
}
