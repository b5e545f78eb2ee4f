import { useLanguage } from '../texts/use-texts.ts';
import { piecesOf, topicLink } from './topics.ts';

/** What docs/operations.md says of a reason or an alarm, and the way there; `words` are those it stands under. */
export function Todo({ words, text }: { readonly words: string; readonly text: string | undefined }) {
  const { texts } = useLanguage();
  return (
    <details className="todo">
      <summary>{texts.whatToDo}</summary>
      {text && (
        <p className="todo-text" lang="en">
          {piecesOf(text).map(({ isCode, text }, index) => {
            const Piece = isCode ? 'code' : 'span';
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change their places
            return <Piece key={index}>{text}</Piece>;
          })}
        </p>
      )}
      <a href={topicLink(words)}>{texts.inDocument(words)}</a>
    </details>
  );
}
