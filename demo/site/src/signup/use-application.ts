import { type FormEvent, type RefObject, useCallback, useState } from 'react';
import { checkApplication, type Fault } from './check.ts';
import { type LineName, readApplication, readReceipts, type Submission } from './fields.ts';

/** The sign-up form's state: which lines came from the card, what is wrong, and the application once it is complete. */
export type ApplicationForm = {
  readonly read: ReadonlySet<string>;
  readonly faults: ReadonlyMap<LineName, Fault>;
  /** The person has tried to go on while there were faults. */
  readonly refused: boolean;
  /** Set while the summary is shown. */
  readonly application: Submission | undefined;
  /** Counts how often the person started over. */
  readonly round: number;
  /** Marks lines as read from the card. */
  markRead(names: readonly string[]): void;
  onInput(event: FormEvent<HTMLFormElement>): void;
  onSubmit(event: FormEvent<HTMLFormElement>): void;
  edit(): void;
  startOver(): void;
};

const noFaults: ReadonlyMap<LineName, Fault> = new Map();

/** Keeps the form's inputs uncontrolled, as in any host page: the widget writes into them like a person would. */
export function useApplication(form: RefObject<HTMLFormElement | null>, onFaults: () => void): ApplicationForm {
  const [read, setRead] = useState<ReadonlySet<string>>(new Set());
  const [faults, setFaults] = useState(noFaults);
  const [refused, setRefused] = useState(false);
  const [application, setApplication] = useState<Submission>();
  const [round, setRound] = useState(0);

  const markRead = useCallback(
    (names: readonly string[]) => {
      setRead((before) => new Set([...before, ...names]));
      // What was read is checked at once, so that an expired or misread card shows while it is still at hand.
      const current = form.current && checkApplication(readApplication(form.current), today());
      setFaults((before) => {
        const found = [...(current ?? noFaults)].filter(([name]) => names.includes(name));
        return new Map([...without(before, names), ...found]);
      });
    },
    [form],
  );

  const onInput = useCallback((event: FormEvent<HTMLFormElement>) => {
    const { target, isTrusted } = event.nativeEvent;
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
    const { name } = target;
    setFaults((before) => without(before, [name]));
    // A person's own typing, and an undone fill, take the card's mark away; the widget's writing is reported by
    // markRead.
    const emptied = (new FormData(event.currentTarget).get(name) ?? '') === '';
    if (isTrusted || emptied) setRead((before) => new Set([...before].filter((other) => other !== name)));
  }, []);

  const onSubmit = useCallback(
    (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault();
      const form = event.currentTarget;
      const values = readApplication(form);
      const found = checkApplication(values, today());
      setFaults(found);
      setRefused(found.size > 0);
      if (found.size === 0) setApplication({ application: values, receipts: readReceipts(form) });
      else onFaults();
    },
    [onFaults],
  );

  const edit = useCallback(() => setApplication(undefined), []);
  const startOver = useCallback(() => {
    form.current?.reset();
    setApplication(undefined);
    setFaults(noFaults);
    setRefused(false);
    setRead(new Set());
    setRound((count) => count + 1);
  }, [form]);

  return { read, faults, refused, application, round, markRead, onInput, onSubmit, edit, startOver };
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function without(faults: ReadonlyMap<LineName, Fault>, names: readonly string[]): ReadonlyMap<LineName, Fault> {
  return new Map([...faults].filter(([name]) => !names.includes(name)));
}
