import { pages } from '../bar/pages.ts';
import { useLanguage } from '../texts/use-texts.ts';
import '../styles/not-found.css';

/** Says that there is nothing here, and where there is something. */
export function NotFoundPage() {
  const { texts } = useLanguage();
  return (
    <main id="main" className="not-found">
      <h1>{texts.notFoundTitle}</h1>
      <p className="lead">{texts.notFoundLead}</p>
      <ul>
        {pages.map(({ path, title, name }) => (
          <li key={path}>
            <a href={path}>{texts[title]}</a> – {texts.pageAbout[name]}
          </li>
        ))}
      </ul>
    </main>
  );
}
