import type { CardName } from '@scanfill/proxy/contract';
import { CardUpload, type CardUploadProps } from '@scanfill/widget';
import { useRef } from 'react';
import { SpecimenStrip } from '../specimens/specimen-strip.tsx';
import type { Specimens } from '../specimens/specimens.ts';
import { useUploadSettings } from './upload-settings.ts';
import '@scanfill/widget/styles.css';
import '../styles/slot.css';

type Props = {
  readonly card: CardName;
  readonly specimens: Specimens;
  /** A specimen that was handed in. */
  readonly file: File | undefined;
  readonly onFile: (card: CardName, file: File) => void;
} & Pick<CardUploadProps, 'onDone' | 'onChange' | 'onState'>;

/** The upload component for one card, with specimens below for visitors without a card at hand. */
export function CardSlot({ card, specimens, file, onFile, onDone, onChange, onState }: Props) {
  const settings = useUploadSettings();
  const area = useRef<HTMLDivElement>(null);
  return (
    <div className="slot">
      <div className="slot-upload" ref={area} data-card={card}>
        <CardUpload {...settings} card={card} file={file} onDone={onDone} onChange={onChange} onState={onState} />
      </div>
      <SpecimenStrip cards={[card]} specimens={specimens} area={area} onFile={onFile} />
    </div>
  );
}
