import { cards, isCardName } from '@scanfill/proxy/contract';
import type { Unsettled } from '../figures/read-insight.ts';
import { TableFrame } from '../figures/table-frame.tsx';
import { useLanguage } from '../texts/use-texts.ts';

/** What `reconcile` lists: images that may stand on the bill without a result. */
export function UnsettledList({ entries }: { readonly entries: readonly Unsettled[] | undefined }) {
  const { texts, lang } = useLanguage();
  if (entries === undefined) return <p className="nothing">{texts.looking}</p>;
  if (entries.length === 0) return <p className="nothing">{texts.noUnsettled}</p>;
  return (
    <TableFrame label={texts.unsettledCaption}>
      <table className="counts">
        <caption>{texts.unsettledCaption}</caption>
        <thead>
          <tr>
            <th scope="col">dataId</th>
            <th scope="col">{texts.lane}</th>
            <th scope="col">{texts.unsettledSent}</th>
            <th scope="col">{texts.unsettledOutcome}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ dataId, card, attempt, sentAt, outcome }) => (
            <tr key={`${dataId}:${attempt}`}>
              <th scope="row">
                <code>{dataId}</code>
              </th>
              <td>{isCardName(card) ? cards[card].label[lang] : card}</td>
              <td>{new Date(sentAt).toLocaleString(lang === 'zh' ? 'zh-CN' : 'en-GB')}</td>
              <td>
                <code>{outcome}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}
