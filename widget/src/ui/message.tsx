import type { ReactNode } from 'react';
import { Icon } from './icons.tsx';

type MessageProps = {
  readonly tone: 'good' | 'advice' | 'bad';
  readonly title: string;
  readonly children?: ReactNode;
};

const icons = { good: 'check', advice: 'info', bad: 'warning' } as const;

/** A title with an icon, and what there is to say under it. */
export function Message({ tone, title, children }: MessageProps) {
  return (
    <div className="sf-message" data-tone={tone}>
      <span className="sf-badge">
        <Icon name={icons[tone]} />
      </span>
      <div className="sf-words">
        <p className="sf-lead">{title}</p>
        {children}
      </div>
    </div>
  );
}
