import { useEffect, useState } from 'react';
import type { Submission } from './fields.ts';

/** What the bank's backend says: where each line comes from, and whether the application was accepted. */
export type Verdict = {
  readonly lines: Readonly<Record<string, string>>;
  readonly refused: Readonly<Record<string, string>>;
  readonly accepted: boolean;
};

/** Where an application stands with the bank; `verdict` is absent until it has answered, and where it cannot. */
export type WithTheBank = {
  readonly verdict: Verdict | undefined;
  readonly failed: boolean;
  send(): void;
};

/** Has the bank's backend compare an application with what was read, and takes it there when the person sends it. */
export function useVerdict({ application, receipts }: Submission): WithTheBank {
  const [verdict, setVerdict] = useState<Verdict>();
  const [failed, setFailed] = useState(false);
  const [accept, setAccept] = useState(false);
  useEffect(() => {
    let gone = false;
    const told =
      <T>(set: (value: T) => void) =>
      (value: T): void => {
        if (!gone) set(value);
      };
    setFailed(false);
    ask({ lines: application, receipts, accept }).then(told(setVerdict), () => told(setFailed)(true));
    return () => {
      gone = true;
    };
  }, [application, receipts, accept]);
  return { verdict, failed, send: () => setAccept(true) };
}

async function ask(body: object): Promise<Verdict> {
  const response = await fetch('/application', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The bank answered ${response.status}.`);
  return response.json();
}
