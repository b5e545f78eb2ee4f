import { type Figure, nameOf, sumOf } from '../figures/figures.ts';
import { TableFrame } from '../figures/table-frame.tsx';
import { useLanguage } from '../texts/use-texts.ts';
import { type Counted, countedBy } from './travel.ts';

type Props = {
  readonly figures: readonly Figure[] | undefined;
  readonly counted: Counted | undefined;
  readonly ledgerBilled: number | undefined;
};

const rows = ['takenIn', 'calls', 'looks', 'notifications', 'billed'] as const;

/** The proxy's own books: each count under its name in `/metrics`, in all and since the photo was chosen. */
export function Counts({ figures, counted, ledgerBilled }: Props) {
  const { texts } = useLanguage();
  return (
    <TableFrame label={texts.countsTitle}>
      <table className="counts">
        <caption>{texts.countsTitle}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.countsWhat}</th>
            <th scope="col">{texts.countsThis}</th>
            <th scope="col">{texts.countsAll}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <th scope="row">
                {texts.counts[row]} <code>{nameOf(countedBy[row])}</code>
              </th>
              <td data-count={row}>{counted ? counted[row] : '–'}</td>
              <td>{figures ? sumOf(figures, countedBy[row]) : '–'}</td>
            </tr>
          ))}
          {ledgerBilled !== undefined && (
            <tr>
              <th scope="row">{texts.countsLedger}</th>
              <td data-count="ledger">{ledgerBilled}</td>
              <td />
            </tr>
          )}
        </tbody>
      </table>
    </TableFrame>
  );
}
