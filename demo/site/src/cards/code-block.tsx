import { useEffect, useState } from 'react';
import { useLanguage } from '../texts/use-texts.ts';

/** A block of text that scrolls by itself and can be copied. */
export function CodeBlock({ text, label }: { text: string; label: string }) {
  return (
    <div className="code">
      <div className="code-head">
        <span>{label}</span>
        <CopyButton text={text} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard */}
      <section className="code-text" tabIndex={0} aria-label={label}>
        <pre>
          <code>{text}</code>
        </pre>
      </section>
    </div>
  );
}

function CopyButton({ text }: { text: string }) {
  const { texts } = useLanguage();
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (outcome === undefined) return;
    const timer = setTimeout(() => setOutcome(undefined), 2500);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('failed');
    }
  };
  return (
    <button type="button" className="copy" onClick={copy}>
      <span aria-live="polite">
        {outcome === 'copied' ? texts.copied : outcome === 'failed' ? texts.copyFailed : texts.copy}
      </span>
    </button>
  );
}
