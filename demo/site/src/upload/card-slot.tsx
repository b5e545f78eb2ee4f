import type { CardName, DoneScan } from '@scanfill/proxy/contract';
import { CardUpload, type CardUploadProps } from '@scanfill/widget';
import { useCallback, useRef, useState } from 'react';
import { SpecimenStrip } from '../specimens/specimen-strip.tsx';
import type { Specimens } from '../specimens/specimens.ts';
import { useUploadSettings } from './upload-settings.ts';
import '@scanfill/widget/styles.css';
import '../styles/slot.css';

type Props = {
  readonly card: CardName;
  readonly specimens: Specimens;
  readonly onDone: (scan: DoneScan) => void;
  /** Also called without fields when the photo is taken away. */
  readonly onChange: CardUploadProps['onChange'];
};

/** The upload component for one card, with specimens below for visitors without a card at hand. */
export function CardSlot({ card, specimens, onDone, onChange }: Props) {
  const settings = useUploadSettings();
  const area = useRef<HTMLDivElement>(null);
  const [file, setFile] = useState<File>();
  const take = useCallback((_card: CardName, chosen: File) => setFile(chosen), []);
  return (
    <div className="slot">
      <div className="slot-upload" ref={area} data-card={card}>
        <CardUpload {...settings} card={card} file={file} onDone={onDone} onChange={onChange} />
      </div>
      <SpecimenStrip cards={[card]} specimens={specimens} area={area} onFile={take} />
    </div>
  );
}
