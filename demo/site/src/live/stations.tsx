import { cardSpec } from '@scanfill/proxy/contract';
import type { Texts } from '../texts/en.ts';
import { useLanguage } from '../texts/use-texts.ts';
import { type Counted, type Station, stations, type Travel, whereabouts } from './travel.ts';

type Props = { readonly travel: Travel | undefined; readonly counted: Counted | undefined };

/** The way of a photo from the person to the form, and how far the last one has come. */
export function Stations({ travel, counted }: Props) {
  const { texts } = useLanguage();
  const place = travel && whereabouts(travel, counted?.calls ?? 0);
  const reached = place === undefined ? -1 : stations.indexOf(place.station);
  const stateOf = (index: number): string => {
    if (place === undefined || index > reached) return 'ahead';
    return index < reached || place.how === 'arrived' ? 'passed' : place.how;
  };
  const notes = {
    ahead: texts.stationAhead,
    now: texts.stationNow,
    passed: texts.stationPassed,
    stopped: texts.stationStopped,
  };
  return (
    <ol className="stations">
      {stations.map((station, index) => {
        const state = stateOf(index);
        const facts = travel === undefined || state === 'ahead' ? [] : factsOf(station, travel, counted, texts);
        return (
          <li key={station} className="station" data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
            <h3>
              {texts.stations[station].title}
              {place && <span className="station-state">{notes[state as keyof typeof notes]}</span>}
            </h3>
            <p>{texts.stations[station].about}</p>
            {facts.length > 0 && (
              <ul className="station-facts">
                {facts.map((fact) => (
                  <li key={fact}>{fact}</li>
                ))}
              </ul>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** What was measured or counted at a station, as far as it is known. */
function factsOf(station: Station, travel: Travel, counted: Counted | undefined, texts: Texts): readonly string[] {
  const { name, chosenAtMs, sentAtMs, endedAtMs, bytes, scan } = travel;
  const { waitedMs, tookMs } = counted ?? {};
  const facts: Readonly<Record<Station, readonly (string | undefined | false)[]>> = {
    photo: [name],
    checks: [
      sentAtMs !== undefined && texts.factReady(inMs(sentAtMs - chosenAtMs)),
      bytes !== undefined && texts.factBytes((bytes / 1024).toFixed(0)),
    ],
    lane: [
      counted && counted.takenIn > 0 && texts.factTakenIn(counted.takenIn),
      waitedMs !== undefined && texts.factWaited(inMs(waitedMs)),
    ],
    green: [
      counted && texts.factCalls(counted.calls),
      counted && texts.factLooks(counted.looks),
      counted && texts.factBilled(counted.billed),
      waitedMs !== undefined && tookMs !== undefined && texts.factAtGreen(inMs(tookMs - waitedMs)),
    ],
    fields: [
      scan && texts.fieldsCount(...readOf(scan)),
      scan && endedAtMs !== undefined && texts.factWhole(((endedAtMs - chosenAtMs) / 1_000).toFixed(1)),
    ],
  };
  return facts[station].filter((fact): fact is string => typeof fact === 'string');
}

/** How many fields were read, of how many that are printed. */
function readOf(scan: NonNullable<Travel['scan']>): readonly [read: number, of: number] {
  const names = Object.entries(cardSpec(scan.card).fields).filter(([, spec]) => spec.about === undefined);
  return [names.filter(([name]) => name in scan.fields).length, names.length];
}

function inMs(ms: number): string {
  return Math.max(0, Math.round(ms)).toString();
}
