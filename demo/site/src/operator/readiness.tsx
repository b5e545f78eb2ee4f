import type { Readiness as Word } from '../figures/read-insight.ts';
import { useLanguage } from '../texts/use-texts.ts';
import { Todo } from './todo.tsx';
import { reasonTopic } from './topics.ts';

type Props = { readonly word: Word | undefined; readonly failed: boolean; readonly document: string };

/** The proxy's own word on whether it may have traffic, with its reasons and what to do about each. */
export function Readiness({ word, failed, document }: Props) {
  const { texts } = useLanguage();
  const isReady = word?.status === 'ready' && !failed;
  const standing = word === undefined && !failed ? 'unknown' : isReady ? 'good' : 'bad';
  const saying = { unknown: texts.looking, good: texts.isReady, bad: failed ? texts.figuresAway : texts.isNotReady };
  return (
    <>
      <p className="verdict" data-standing={standing} role="status">
        {saying[standing]}
      </p>
      {isReady && <p className="nothing">{word.reasons.length > 0 ? texts.slowsDown : texts.noReasons}</p>}
      {word && word.reasons.length > 0 && (
        <ul className="reasons">
          {word.reasons.map((reason) => (
            <li key={reason}>
              <code>{reason}</code>
              <Todo words={reason} text={reasonTopic(document, reason)?.join('\n')} />
            </li>
          ))}
        </ul>
      )}
      {word?.checks?.map((check) => (
        <p key={check} className="check" lang="en">
          {check}
        </p>
      ))}
    </>
  );
}
