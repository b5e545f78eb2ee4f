import { cardNames, cards } from '@scanfill/proxy/contract';
import { type Figure, sumOf } from '../figures/figures.ts';
import { TableFrame } from '../figures/table-frame.tsx';
import { useLanguage } from '../texts/use-texts.ts';

const queues = ['submit', 'poll', 'resolve', 'erase'] as const;

/** What waits where now, and what each lane has carried since the proxy started. */
export function Lanes({ figures }: { readonly figures: readonly Figure[] }) {
  const { texts, lang } = useLanguage();
  const sum = (name: string, labels?: Readonly<Record<string, string>>) =>
    sumOf(figures, { name, ...(labels ? { labels } : {}) });
  const used = cardNames.filter((card) => sum('scanfill_scans_created_total', { card }) > 0);
  return (
    <>
      <dl className="tiles">
        {queues.map((queue) => (
          <div key={queue}>
            <dt>{texts.queues[queue]}</dt>
            <dd>{sum('scanfill_scans_waiting', { queue })}</dd>
          </div>
        ))}
        <div>
          <dt>{texts.oldestQueued}</dt>
          <dd>{texts.seconds(sum('scanfill_oldest_queued_seconds').toFixed(0))}</dd>
        </div>
        <div>
          <dt>{texts.slotGap}</dt>
          <dd>{texts.seconds(sum('scanfill_slot_gap_seconds', { operation: 'submit' }).toFixed(3))}</dd>
        </div>
      </dl>
      {used.length === 0 ? (
        <p className="nothing">{texts.noLanes}</p>
      ) : (
        <TableFrame label={texts.lanesCaption}>
          <table className="counts">
            <caption>{texts.lanesCaption}</caption>
            <thead>
              <tr>
                <th scope="col">{texts.lane}</th>
                <th scope="col">{texts.laneTakenIn}</th>
                <th scope="col">{texts.laneAccepted}</th>
                <th scope="col">{texts.laneDone}</th>
                <th scope="col">{texts.laneFailed}</th>
              </tr>
            </thead>
            <tbody>
              {used.map((card) => (
                <tr key={card} data-lane={card}>
                  <th scope="row">
                    {cards[card].label[lang]} <code>{card}</code>
                  </th>
                  <td>{sum('scanfill_scans_created_total', { card })}</td>
                  <td>{sum('scanfill_images_submitted_total', { card, outcome: 'accepted' })}</td>
                  <td>{sum('scanfill_scans_ended_total', { card, state: 'done' })}</td>
                  <td>{sum('scanfill_scans_ended_total', { card, state: 'failed' })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      )}
    </>
  );
}
