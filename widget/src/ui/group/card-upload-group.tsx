import type { CardName, DoneScan, Fields } from '@scanfill/proxy/contract';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Consent } from '../../core/consent.ts';
import type { FillMap } from '../../core/fill-form.ts';
import type { Failure, Filled, FlowState } from '../../core/flow/flow-state.ts';
import { mergedFields } from '../../core/flow/merged-fields.ts';
import { groupTexts } from '../../texts/en-group.ts';
import { inPart } from '../../texts/speak.ts';
import { type CardLook, CardUploadView } from '../card-upload.tsx';
import { type ConsentAsked, loadConsent, useConsent } from '../consent/use-consent.ts';
import { loadReview } from '../review/load-review.ts';
import { useSpeech } from '../review/use-speech.ts';
import { type CardScan, type CardScanOptions, useCardScan } from '../use-card-scan.ts';
import { useLazy } from '../use-lazy.ts';

type UnionToIntersection<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void ? I : never;

/**
 * What came of all sides: each scan by its card, and their fields as one; where two sides have the same field, the
 * first wins.
 */
export type GroupResult<C extends CardName> = {
  readonly scans: { readonly [K in C]: DoneScan<K> };
  readonly fields: UnionToIntersection<Fields<C>>;
};

export type CardUploadGroupProps<C extends CardName> = Omit<
  CardScanOptions<C>,
  'card' | 'confirm' | 'consent' | 'onDone' | 'onChange' | 'onState' | 'onFilled' | 'onFailed' | 'services' | 'map'
> &
  CardLook & {
    /** In the order they are asked for, as `['id-card-front', 'id-card-back']`. */
    readonly cards: readonly C[];
    readonly required?: boolean | undefined;
    /** The page's own words, to be accepted before a photo of any side is sent. */
    readonly consent?: ConsentAsked | undefined;
    /** Photos chosen elsewhere on the page, by side: each new File is taken as if it had been chosen there. */
    readonly files?: { readonly [K in C]?: File | undefined } | undefined;
    /** Every side is done. Called again when a side is replaced. */
    readonly onDone?: ((result: GroupResult<C>) => void) | undefined;
    /** The sides that are there now, edits included. */
    readonly onChange?: ((result: Partial<GroupResult<C>['scans']>) => void) | undefined;
    /** As of one upload, with the side it is about. */
    readonly onState?: ((state: FlowState<C>, card: C) => void) | undefined;
    readonly onFilled?: ((filled: Filled, card: C) => void) | undefined;
    readonly onFailed?: ((failure: Failure, card: C) => void) | undefined;
    /** The sides' scans, to steer them from outside; called after every change of any. */
    readonly onScans?: ((scans: ReadonlyMap<C, CardScan<C>>) => void) | undefined;
    /** Which input takes which field, where names do not tell. */
    readonly map?: FillMap | undefined;
    /** In place of the browser's own services, for tests. */
    readonly servicesOf?: ((card: C) => CardScanOptions<C>['services']) | undefined;
  };

/** All sides of a certificate in one flow: sides put in each other's place are noticed, and one click mends it. */
export function CardUploadGroup<C extends CardName>(props: CardUploadGroupProps<C>) {
  const { cards, onDone, onChange, onScans, disabled } = props;
  const { speech } = useSpeech(props.lang, props.messages);
  const { say } = inPart(speech, groupTexts);
  const consent = useConsent(props.consent);
  const { part: asking } = useLazy(loadConsent, consent !== undefined);
  const [scans, setScans] = useState<ReadonlyMap<C, CardScan<C>>>(new Map());
  const report = useCallback((card: C, scan: CardScan<C>) => {
    setScans((before) => (before.get(card)?.state === scan.state ? before : new Map(before).set(card, scan)));
  }, []);

  const sides = cards.flatMap((card) => {
    const scan = scans.get(card);
    return scan ? [{ card, scan }] : [];
  });
  const someRead = sides.some(({ scan }) => 'scan' in scan.state);
  const { part } = useLazy(loadReview, someRead);
  const done = useMemo(() => doneOf(cards, scans), [cards, scans]);
  const complete = cards.length > 0 && cards.every((card) => card in done);
  const latest = useRef({ onDone, onChange, onScans });
  useEffect(() => {
    latest.current = { onDone, onChange, onScans };
  });
  useEffect(() => latest.current.onScans?.(scans), [scans]);
  useTell(done, complete, cards, latest);

  return (
    <div
      className="scanfill sf-group"
      part="group"
      lang={speech.lang}
      dir={speech.dir}
      data-theme={props.theme ?? 'auto'}
    >
      {consent && asking ? (
        <asking.ConsentBox
          {...consent}
          waiting={sides.some(({ scan }) => scan.state.phase === 'consent')}
          disabled={disabled}
          speech={speech}
        />
      ) : null}
      <div className="sf-sides">
        {cards.map((card, index) => (
          <Side
            key={card}
            {...props}
            consent={consent?.given}
            card={card}
            title={`${speech.title(card)} (${say('sideOf', { step: index + 1, total: cards.length })})`}
            onScan={report}
          />
        ))}
      </div>
      <div role="status">
        {part && <part.GroupStatus {...props} sides={sides} complete={complete} speech={speech} />}
      </div>
    </div>
  );
}

type SideProps<C extends CardName> = Omit<CardUploadGroupProps<C>, 'consent'> & {
  readonly consent: Consent | null | undefined;
  readonly card: C;
  readonly title: string;
  readonly onScan: (card: C, scan: CardScan<C>) => void;
};

function Side<C extends CardName>(props: SideProps<C>) {
  const { card, title, onScan, servicesOf, files, onDone: _done, onChange: _change, map, consent, ...rest } = props;
  const { onState, onFilled, onFailed } = props;
  const services = useMemo(() => servicesOf?.(card), [servicesOf, card]);
  const scan = useCardScan<C>({
    ...rest,
    consent,
    card,
    services,
    confirm: props.review === 'confirm',
    map: map as FillMap<C> | undefined,
    onState: (state) => onState?.(state, card),
    onFilled: (filled) => onFilled?.(filled, card),
    onFailed: (failure) => onFailed?.(failure, card),
  });
  useEffect(() => {
    onScan(card, scan);
  }, [card, scan, onScan]);
  const file = files?.[card];
  const { choose } = scan;
  useEffect(() => {
    if (file) choose(file);
  }, [file, choose]);
  return (
    <div className="sf-one" data-card={card}>
      <CardUploadView
        {...rest}
        phone={consent !== null && rest.phone}
        accepted={consent}
        card={card}
        scan={scan}
        title={title}
      />
    </div>
  );
}

type Done<C extends CardName> = Partial<GroupResult<C>['scans']>;

function doneOf<C extends CardName>(cards: readonly C[], scans: ReadonlyMap<C, CardScan<C>>): Done<C> {
  const entries = cards.flatMap((card) => {
    const state = scans.get(card)?.state;
    return state?.phase === 'done' && state.scan.recognised ? [[card, { ...state.scan, fields: state.fields }]] : [];
  });
  return Object.fromEntries(entries);
}

/** Calls the page back: once for every change, and once for every complete set of scans. */
function useTell<C extends CardName>(
  done: Done<C>,
  complete: boolean,
  cards: readonly C[],
  latest: { readonly current: Pick<CardUploadGroupProps<C>, 'onDone' | 'onChange'> },
): void {
  const told = useRef('');
  const any = useRef(false);
  useEffect(() => {
    const scans = cards.map((card) => done[card]).filter((scan) => scan !== undefined);
    if (scans.length > 0 || any.current) latest.current.onChange?.(done);
    any.current = scans.length > 0;
    const ids = complete ? scans.map((scan) => scan.id).join() : '';
    if (ids !== '' && ids !== told.current) {
      const fields = mergedFields(scans) as GroupResult<C>['fields'];
      latest.current.onDone?.({ scans: done as GroupResult<C>['scans'], fields });
    }
    told.current = ids;
  }, [done, complete, cards, latest]);
}
